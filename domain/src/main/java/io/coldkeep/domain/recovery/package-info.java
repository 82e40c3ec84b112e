/** Recovery points that are in the store and not in the catalog. */
package io.coldkeep.domain.recovery;
