package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.FileContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file by its descriptor. */
final class HeldFile implements ReadableFile {

    private static final byte[] ITSELF = {};

    private final int descriptor;
    private final FileStat first;
    private final FileChannel bytes;

    private HeldFile(int descriptor, FileStat first, FileChannel bytes) {
        this.descriptor = descriptor;
        this.first = first;
        this.bytes = bytes;
    }

    /**
     * @param descriptor closed together with this
     * @param stat what was said of it when it was opened
     */
    static HeldFile of(int descriptor, FileStat stat) throws IOException {
        // opens the same file once more, whatever its name is now
        var bytes = FileChannel.open(Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ);
        return new HeldFile(descriptor, stat, bytes);
    }

    @Override
    public FileStat stat() throws IOException {
        return LinuxCalls.stat(descriptor, ITSELF);
    }

    @Override
    public ReadAttributes extended() {
        return ReadAttributes.of(descriptor);
    }

    @Override
    public FileContent content() throws IOException {
        return first.isSparse() && LinuxCalls.nextHole(descriptor, 0).orElse(first.size()) < first.size()
                ? new Sparse()
                : new Plain();
    }

    @Override
    public void close() throws IOException {
        try (bytes) {
            LinuxCalls.close(descriptor);
        }
    }

    private class Plain extends FileContent {

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return bytes.read(ByteBuffer.wrap(to, offset, length));
        }
    }

    private final class Sparse extends Plain {

        @Override
        public boolean isSparse() {
            return true;
        }

        @Override
        public long skipHole() throws IOException {
            var from = bytes.position();
            var to = LinuxCalls.nextData(descriptor, from).orElse(Math.max(from, bytes.size()));
            bytes.position(to);
            return to - from;
        }

        @Override
        public long dataAhead() throws IOException {
            var from = bytes.position();
            return LinuxCalls.nextHole(descriptor, from).orElse(from) - from;
        }
    }
}
