package io.coldkeep.persistence.content;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.SourceEntry;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes an archive, entry by entry. What is written is an archive only after {@link #finish}. */
final class ArchiveWriter implements Closeable {

    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 17;
    private static final int BLOCK = 20 * 512;
    private static final String ROOT = "./";
    private static final long MAX_OCTAL_ID = 07777777;
    private static final long MAX_OCTAL_SECONDS = 077777777777L;
    private static final long MAX_OCTAL_SIZE = 077777777777L;
    private static final HexFormat HEX = HexFormat.of();

    private final ChecksumOutput out;
    private final ZstdOutputStreamNoFinalizer zstd;
    private final BufferedOutputStream buffered;
    private final TarArchiveOutputStream tar;
    private long entries;
    private long logicalBytes;
    private long remaining;

    ArchiveWriter(OutputStream to, ContentId id) throws IOException {
        out = new ChecksumOutput(to);
        out.write(ArchiveFrame.header(id));
        zstd = new ZstdOutputStreamNoFinalizer(out, LEVEL).setChecksum(true);
        buffered = new BufferedOutputStream(zstd, BUFFER);
        tar = new TarArchiveOutputStream(buffered, BLOCK, StandardCharsets.US_ASCII.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR); // for sizes only, all else is in pax records
    }

    void add(SourceEntry.Directory directory) throws IOException {
        begin(directory, TarConstants.LF_DIR, nameOf(directory.path()), new byte[0], 0);
        tar.closeArchiveEntry();
    }

    void add(SourceEntry.SymbolicLink link) throws IOException {
        begin(link, TarConstants.LF_SYMLINK, link.path().bytes(), link.target().bytes(), 0);
        tar.closeArchiveEntry();
    }

    /** Begins a file, whose announced bytes have to follow by {@link #write}, and then {@link #end}. */
    void begin(SourceEntry.RegularFile file) throws IOException {
        begin(file, TarConstants.LF_NORMAL, file.path().bytes(), new byte[0], file.size());
        remaining = file.size();
        logicalBytes += file.size();
    }

    /** The announced bytes of the file that are still to come. */
    long remaining() {
        return remaining;
    }

    void write(byte[] bytes, int length) throws IOException {
        tar.write(bytes, 0, length);
        remaining -= length;
    }

    void end() throws IOException {
        tar.closeArchiveEntry();
    }

    private static byte[] nameOf(EntryPath directory) {
        var name = directory.isRoot() ? ROOT : new String(directory.bytes(), StandardCharsets.ISO_8859_1) + "/";
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void begin(SourceEntry entry, byte type, byte[] name, byte[] target, long size) throws IOException {
        var records = records(entry.attributes(), name, target, size);
        if (!records.isEmpty()) {
            putPaxHeader(TarNames.shortened(name), records.bytes());
        }
        var header = header(field(name), type);
        header.setLinkName(field(target));
        header.setSize(size);
        var attributes = entry.attributes();
        header.setMode(attributes.mode());
        header.setUserId(fits(attributes.uid(), MAX_OCTAL_ID) ? attributes.uid() : 0);
        header.setGroupId(fits(attributes.gid(), MAX_OCTAL_ID) ? attributes.gid() : 0);
        var seconds = attributes.modified().getEpochSecond();
        header.setModTime(fits(seconds, MAX_OCTAL_SECONDS) ? seconds * 1000 : 0);
        tar.putArchiveEntry(header);
        entries++;
    }

    private static PaxRecords records(EntryAttributes attributes, byte[] name, byte[] target, long size) {
        var records = new PaxRecords();
        var isText = TarNames.isUtf8(name) && TarNames.isUtf8(target);
        if (!isText) {
            records.add(TarNames.CHARSET_KEY, TarNames.BINARY);
        }
        addName(records, "path", TarNames.RAW_PATH_KEY, name);
        addName(records, "linkpath", TarNames.RAW_LINK_KEY, target);
        if (!fits(attributes.uid(), MAX_OCTAL_ID)) {
            records.add("uid", attributes.uid());
        }
        if (!fits(attributes.gid(), MAX_OCTAL_ID)) {
            records.add("gid", attributes.gid());
        }
        var modified = attributes.modified();
        if (modified.getNano() != 0 || !fits(modified.getEpochSecond(), MAX_OCTAL_SECONDS)) {
            records.add("mtime", modified);
        }
        if (!fits(size, MAX_OCTAL_SIZE)) {
            records.add("size", size);
        }
        return records;
    }

    private static void addName(PaxRecords records, String key, String rawKey, byte[] name) {
        if (!TarNames.fitHeader(name)) {
            records.add(key, name);
        }
        if (!TarNames.isUtf8(name)) {
            records.add(rawKey, HEX.formatHex(name));
        }
    }

    private static boolean fits(long value, long max) {
        return value >= 0 && value <= max;
    }

    private static String field(byte[] name) {
        return TarNames.fitHeader(name) ? new String(name, StandardCharsets.US_ASCII) : TarNames.shortened(name);
    }

    private void putPaxHeader(String name, byte[] records) throws IOException {
        var header = header(
                "PaxHeaders/" + name.substring(0, Math.min(name.length(), 80)), TarConstants.LF_PAX_EXTENDED_HEADER_LC);
        header.setSize(records.length);
        tar.putArchiveEntry(header);
        tar.write(records);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry header(String name, byte type) {
        var header = new TarArchiveEntry(name, type, true);
        header.setModTime(0);
        header.setUserName(""); // the library would put its own user's
        header.setGroupName("");
        return header;
    }

    /**
     * Ends the archive.
     *
     * @return its length
     */
    long finish() throws IOException {
        tar.finish();
        buffered.flush(); // which finish() leaves to close()
        zstd.closeWithoutClosingParentStream();
        var length = out.count() + ArchiveFrame.TRAILER_LENGTH;
        out.write(ArchiveFrame.trailer(length, entries, logicalBytes));
        out.write(out.checksum());
        return length;
    }

    long entries() {
        return entries;
    }

    long logicalBytes() {
        return logicalBytes;
    }

    /** Frees what the compression holds; without {@link #finish}, what was written is no archive. */
    @Override
    public void close() throws IOException {
        out.discard();
        zstd.close();
    }
}
