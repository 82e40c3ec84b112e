package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.FileContent;
import java.io.Closeable;
import java.io.IOException;

/** A regular file that is open for reading: the same one whatever happens to its name. */
interface ReadableFile extends Closeable {

    /** What the system says of it now. */
    FileStat stat() throws IOException;

    ReadAttributes extended();

    /** Its bytes, once from front to back. */
    FileContent content() throws IOException;
}
