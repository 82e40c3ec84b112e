package io.coldkeep.persistence.content;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Reads an archive from front to back. Whether all of it was as it was written is known at the end only: when {@link
 * #next} has answered empty, every bit has been checked; until then an entry is a claim.
 */
final class ArchiveReader implements Closeable {

    /** Larger than any window that the writer's level uses; a damaged header cannot ask for more memory. */
    private static final int MAX_WINDOW_LOG = 23;

    /** Room for a pax header with the longest path in two forms; a damaged one cannot ask for more. */
    private static final int MAX_HEADER = 4 * ArchiveFrame.MAX_PATH_LENGTH;

    private static final int PERMISSIONS = 07777;
    private static final int BUFFER = 1 << 17;
    private static final byte[] ROOT = {'.', '/'};
    private static final HexFormat HEX = HexFormat.of();

    private final ContentId id;
    private final VerifiedInput verified;
    private final ZstdInputStreamNoFinalizer zstd;
    private final BudgetInput budget;
    private final TarArchiveInputStream tar;
    private final InputStream content = new Content();
    private long entries;

    /** @param file closed together with this */
    ArchiveReader(FileChannel file, ContentId id) throws IOException {
        this.id = id;
        verified = new VerifiedInput(file, id);
        zstd = new ZstdInputStreamNoFinalizer(verified).setContinuous(false);
        zstd.setLongMax(MAX_WINDOW_LOG);
        budget = new BudgetInput(new BufferedInputStream(zstd, BUFFER));
        tar = new TarArchiveInputStream(budget, StandardCharsets.US_ASCII.name());
    }

    /**
     * The next entry; empty behind the last, and then the whole archive is what was written.
     *
     * @throws CorruptContentException when it is not
     */
    Optional<SourceEntry> next() throws IOException {
        content.transferTo(OutputStream.nullOutputStream());
        var header = nextHeader();
        if (header.isEmpty()) {
            verifyEnd();
            return Optional.empty();
        }
        entries++;
        try {
            return Optional.of(entry(header.get()));
        } catch (RuntimeException e) {
            throw damage(e);
        }
    }

    /** The content of the file that {@link #next} has just given. */
    InputStream content() {
        return content;
    }

    private Optional<TarArchiveEntry> nextHeader() throws IOException {
        budget.limit(MAX_HEADER);
        try {
            return Optional.ofNullable(tar.getNextEntry());
        } catch (IOException | RuntimeException e) {
            throw damage(e);
        } finally {
            budget.unlimit();
        }
    }

    private void verifyEnd() throws IOException {
        try {
            budget.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException e) {
            throw damage(e);
        }
        verified.verify();
        if (entries != verified.statedEntries()) {
            throw new CorruptContentException(id, "it ends before its last entry");
        }
    }

    private IOException damage(Exception found) {
        if (found instanceof CorruptContentException corrupt) {
            return corrupt;
        }
        return verified.failure()
                .orElseGet(() -> new CorruptContentException(id, "it cannot be read as an archive", found));
    }

    private SourceEntry entry(TarArchiveEntry header) throws CorruptContentException {
        var attributes = new EntryAttributes(
                header.getMode() & PERMISSIONS,
                header.getLongUserId(),
                header.getLongGroupId(),
                header.getLastModifiedTime().toInstant());
        var name = name(header, TarNames.RAW_PATH_KEY, header.getName());
        if (header.isSparse()) {
            throw new CorruptContentException(id, "it holds a sparse file, as none was written");
        }
        return switch (header.getLinkFlag()) {
            case TarConstants.LF_DIR -> new SourceEntry.Directory(directory(name), attributes);
            case TarConstants.LF_NORMAL ->
                new SourceEntry.RegularFile(EntryPath.of(name), attributes, header.getSize());
            case TarConstants.LF_SYMLINK ->
                new SourceEntry.SymbolicLink(
                        EntryPath.of(name),
                        attributes,
                        new LinkTarget(name(header, TarNames.RAW_LINK_KEY, header.getLinkName())));
            default -> throw new CorruptContentException(id, "it holds an entry of a type that is not written");
        };
    }

    private static byte[] name(TarArchiveEntry header, String rawKey, String text) {
        var raw = header.getExtraPaxHeader(rawKey);
        return raw == null ? text.getBytes(StandardCharsets.UTF_8) : HEX.parseHex(raw);
    }

    private static EntryPath directory(byte[] name) {
        if (Arrays.equals(name, ROOT)) {
            return EntryPath.ROOT;
        }
        return EntryPath.of(Arrays.copyOf(name, name.length - 1)); // a slash ends it
    }

    @Override
    public void close() throws IOException {
        zstd.close();
    }

    private final class Content extends InputStream {

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return tar.getCurrentEntry() == null ? -1 : tar.read(bytes, offset, length);
            } catch (IOException | RuntimeException e) {
                throw damage(e);
            }
        }
    }
}
