/** File systems: the directories that are backed up, and their backup policies. */
package io.coldkeep.domain.filesystem;
