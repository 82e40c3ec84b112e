/** The background: db-scheduler and what it runs. No rules live here. */
@Configuration
@Requires(missingProperty = EnvironmentSettings.COMMAND)
@NullMarked
package io.coldkeep.app.schedule;

import io.coldkeep.app.config.EnvironmentSettings;
import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
