package io.coldkeep.domain.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** A file of a source that is being read: the same one whatever happens to its name. */
public interface OpenFile extends Closeable {

    /** What the file is now, with its extended attributes. The same before and after its content was read: it did not change. */
    SourceEntry.RegularFile look() throws IOException;

    /** Its bytes; to be asked for once. */
    FileContent content() throws IOException;

    /** A file that is what it was announced as. */
    static OpenFile of(SourceEntry.RegularFile file, FileContent content) {
        return new OpenFile() {
            @Override
            public SourceEntry.RegularFile look() {
                return file;
            }

            @Override
            public FileContent content() {
                return content;
            }

            @Override
            public void close() throws IOException {
                content.close();
            }
        };
    }

    /** The same, without holes. */
    static OpenFile of(SourceEntry.RegularFile file, InputStream content) {
        return of(file, FileContent.of(content));
    }
}
