/** The two ends of the bytes: the tree a backup reads and the directory a restore fills. */
package io.coldkeep.domain.source;
