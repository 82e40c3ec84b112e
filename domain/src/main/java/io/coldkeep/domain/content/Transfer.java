package io.coldkeep.domain.content;

/**
 * What it took to keep a content.
 *
 * @param readBytes of files that were read; neither holes are, nor files that are known to be as they were
 * @param storedBytes that were written to the store, compressed, encrypted and with the lists of entries; what it had was not
 */
public record Transfer(long readBytes, long storedBytes) {}
