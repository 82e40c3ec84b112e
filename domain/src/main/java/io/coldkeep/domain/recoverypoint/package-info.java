/** Recovery points, and the sweeps that act on their lifecycles. */
package io.coldkeep.domain.recoverypoint;
