package io.coldkeep.domain.source;

/**
 * Tells which entries of a tree are names of one file.
 *
 * @param device where the file is, when not all of the tree is in one file system; 0 where the root is
 * @param inode the file's number there
 * @param count how many names it has, in the tree and elsewhere; at least 2
 */
public record FileNames(long device, long inode, long count) {}
