package io.coldkeep.domain.source;

import java.io.Closeable;
import java.io.IOException;

/** Where a file of a {@link RestoreTarget} belongs. For one thread at a time, whatever others do with the target. */
public interface FilePlace extends Closeable {

    /** Makes the file, once; when it throws, nothing of the file is there. */
    void fill(FileContent content) throws IOException;

    /** Gives the place up, filled or not. The last one of a directory may be what that waits for to get its mode and times. */
    @Override
    void close() throws IOException;
}
