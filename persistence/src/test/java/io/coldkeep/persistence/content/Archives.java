package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.coldkeep.domain.content.ContentId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** What tests need to lay hands on archives. */
final class Archives {

    static final ContentId ID = new ContentId(
            UUID.fromString("11111111-2222-3333-4444-555555555555"),
            UUID.fromString("66666666-7777-8888-9999-aaaaaaaaaabb"));

    private Archives() {}

    /** Where the archive is in a tier. */
    static Path file(Path tier, ContentId id) {
        return tier.resolve("vaults")
                .resolve(id.vault().toString())
                .resolve("archives")
                .resolve(id.attempt().toString().substring(34))
                .resolve(id.attempt() + ".tar.zst");
    }

    /** All files below a directory. */
    static List<Path> files(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Puts an archive with a tar of the test's own into the tier, its checksums right. */
    static void forge(Path tier, ContentId id, long entries, Tar tar) throws IOException {
        forgeCompressed(tier, id, entries, out -> {
            try (var zstd = new ZstdOutputStreamNoFinalizer(out).setChecksum(true);
                    var writer = new TarArchiveOutputStream(zstd, "UTF-8")) {
                writer.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                writer.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
                tar.to(writer);
            }
        });
    }

    /** Puts an archive with bytes of the test's own between header and trailer into the tier, its checksum right. */
    static void forgeCompressed(Path tier, ContentId id, long entries, Bytes bytes) throws IOException {
        var body = new ByteArrayOutputStream();
        bytes.to(body);
        var file = file(tier, id);
        Files.createDirectories(file.getParent());
        try (var out = Files.newOutputStream(file)) {
            var checked = new ChecksumOutput(out);
            checked.write(ArchiveFrame.header(id));
            checked.write(body.toByteArray());
            checked.write(ArchiveFrame.trailer(checked.count() + ArchiveFrame.TRAILER_LENGTH, entries, 0));
            checked.write(checked.checksum());
        }
        assertThat(file).isRegularFile();
    }

    interface Tar {
        void to(TarArchiveOutputStream out) throws IOException;
    }

    interface Bytes {
        void to(OutputStream out) throws IOException;
    }
}
