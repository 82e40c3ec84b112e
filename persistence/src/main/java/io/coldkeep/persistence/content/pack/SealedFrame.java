package io.coldkeep.persistence.content.pack;

/** A frame as it is stored, in a buffer that the thread uses again for the next one. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares frames
public record SealedFrame(byte[] buffer, int length) {}
