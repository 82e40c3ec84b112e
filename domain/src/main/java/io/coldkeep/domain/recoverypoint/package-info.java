/** Recovery points, and the sweep that acts on their lifecycles. */
package io.coldkeep.domain.recoverypoint;
