/** Tags of file systems, vaults and recovery points. */
package io.coldkeep.domain.tag;
