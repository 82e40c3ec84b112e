/** AWS's cron expressions: read by cron-utils, counted through by java.time. */
@NullMarked
package io.coldkeep.app.cron;

import org.jspecify.annotations.NullMarked;
