/** The background: db-scheduler and what it runs. No rules live here. */
@NullMarked
package io.coldkeep.app.schedule;

import org.jspecify.annotations.NullMarked;
