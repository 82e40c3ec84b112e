/** Ports in memory, so that use cases can be tested without a database or a disk. They pass the same contracts. */
package io.coldkeep.domain.memory;
