package io.coldkeep.persistence.content;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.persistence.source.LocalDirectories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives that nobody but an enemy could have written, every checksum in them right: they do not get out of the directory
 * that a restore fills, and they do not take memory without end.
 */
class HostileArchiveTest {

    private static final byte[] EVIL = "evil".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private final FileSystem fileSystem = aFileSystem().build();
    private ArchiveContentStore store;
    private LocalDirectories directories;

    @BeforeEach
    void makeAFileSystem() throws IOException {
        store = new ArchiveContentStore(directory.resolve("warm"), directory.resolve("cold"));
        directories = new LocalDirectories(directory.resolve("file-systems"), List.of());
        directories.create(fileSystem.id());
        Files.createDirectory(directory.resolve("outside"));
    }

    private void forge(Archives.Tar tar) throws IOException {
        Archives.forge(directory.resolve("warm"), Archives.ID, 0, out -> {
            put(out, new TarArchiveEntry("./"), new byte[0]);
            tar.to(out);
        });
    }

    private static void put(TarArchiveOutputStream out, TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    private static void putFile(TarArchiveOutputStream out, String name) throws IOException {
        put(out, new TarArchiveEntry(name, TarConstants.LF_NORMAL, true), EVIL);
    }

    private static void putLink(TarArchiveOutputStream out, byte type, String name, String target) throws IOException {
        var link = new TarArchiveEntry(name, type, true);
        link.setLinkName(target);
        put(out, link, new byte[0]);
    }

    private void restore() throws IOException {
        try (var target = directories.target(fileSystem, UUID.randomUUID())) {
            store.restore(Archives.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);
            target.complete("restored");
        }
    }

    private void assertRefused() throws IOException {
        assertThatThrownBy(this::restore).isInstanceOf(IOException.class);
        assertNothingOutside();
    }

    /** Nothing of the archive is anywhere but in the hidden directory of the restore. */
    private void assertNothingOutside() throws IOException {
        var root = directory.resolve("file-systems").resolve(fileSystem.id().value());
        assertThat(Archives.files(directory.resolve("outside"))).isEmpty();
        assertThat(Archives.files(directory))
                .filteredOn(file -> !file.startsWith(directory.resolve("warm")))
                .allMatch(file -> root.relativize(file).toString().startsWith(".coldkeep-restore-"));
        assertThat(root.resolve("restored")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "../../outside/evil",
                "d/../../evil",
                "..",
                "d/..",
                ".",
                "./evil",
                "d//evil",
                "d/./evil",
                "none/evil",
                "",
            })
    void refusesPathsThatLeadElsewhere(String path) throws IOException {
        forge(out -> {
            put(out, new TarArchiveEntry("d/"), new byte[0]);
            putFile(out, path);
        });

        assertRefused();
    }

    @Test
    void refusesAbsolutePaths() throws IOException {
        forge(out -> putFile(out, directory.resolve("outside/evil").toString()));

        assertRefused();
    }

    @Test
    void refusesFilesBelowLinks() throws IOException {
        for (var target : List.of(directory.resolve("outside").toString(), "..", ".")) {
            forge(out -> {
                putLink(out, TarConstants.LF_SYMLINK, "link", target);
                putFile(out, "link/evil");
            });
            assertRefused();

            forge(out -> {
                putLink(out, TarConstants.LF_SYMLINK, "link", target);
                put(out, new TarArchiveEntry("link/"), new byte[0]);
                putFile(out, "link/evil");
            });
            assertRefused();
        }
    }

    @Test
    void refusesFilesThroughLinks() throws IOException {
        forge(out -> {
            putLink(
                    out,
                    TarConstants.LF_SYMLINK,
                    "link",
                    directory.resolve("outside/evil").toString());
            putFile(out, "link");
        });

        assertRefused();
    }

    @Test
    void refusesWhatAFileSystemBackupDoesNotHold() throws IOException {
        for (var type : new byte[] {
            TarConstants.LF_LINK,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO,
            TarConstants.LF_CONTIG,
            TarConstants.LF_GNUTYPE_SPARSE,
            'V'
        }) {
            forge(out -> putLink(out, type, "evil", "/etc/passwd"));

            assertRefused();
        }
    }

    @Test
    void refusesFilesThatClaimToBeSparse() throws IOException {
        forge(out -> {
            var entry = new TarArchiveEntry("evil");
            entry.addPaxHeader("GNU.sparse.major", "1");
            entry.addPaxHeader("GNU.sparse.minor", "0");
            entry.addPaxHeader("GNU.sparse.name", "evil");
            entry.addPaxHeader("GNU.sparse.realsize", "9000000000000000000");
            put(out, entry, "1\n8999999999999999999\n1\n".getBytes(StandardCharsets.US_ASCII));
        });

        assertRefused();
    }

    @Test
    void takesNoMoreMemoryForAHeaderThanThereIsInOne() throws IOException {
        for (var type : new byte[] {
            TarConstants.LF_PAX_EXTENDED_HEADER_LC,
            TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER,
            TarConstants.LF_GNUTYPE_LONGNAME,
            TarConstants.LF_GNUTYPE_LONGLINK
        }) {
            Archives.forgeCompressed(directory.resolve("warm"), Archives.ID, 0, out -> {
                try (var zstd = new ZstdOutputStreamNoFinalizer(out).setChecksum(true)) {
                    var header = new byte[512];
                    var entry = new TarArchiveEntry("x", type);
                    entry.setSize(1 << 30);
                    entry.writeEntryHeader(header);
                    zstd.write(header);
                    zstd.write("1073741824 path=".getBytes(StandardCharsets.US_ASCII));
                    zstd.write(new byte[8 << 20]);
                }
            });

            assertThatExceptionOfType(CorruptContentException.class)
                    .isThrownBy(() -> store.restore(
                            Archives.ID, RestoreSelection.EVERYTHING, new RecordingTarget(), Progress.IGNORED))
                    .withStackTraceContaining("longer than any that is written");
        }
    }

    @Test
    void takesNoMoreMemoryForTheCompressionThanItNeeds() throws IOException {
        Archives.forgeCompressed(directory.resolve("warm"), Archives.ID, 0, out -> {
            try (var zstd = new ZstdOutputStreamNoFinalizer(out).setLong(27)) {
                zstd.write(new byte[1 << 20]);
            }
        });

        assertRefused();
    }

    @Test
    void refusesAnArchiveThatEndsBeforeItsLastEntry() throws IOException {
        Archives.forge(
                directory.resolve("warm"), Archives.ID, 3, out -> put(out, new TarArchiveEntry("./"), new byte[0]));

        assertRefused();
    }

    @Test
    void refusesNamesInDigitsThatAreNone() throws IOException {
        for (var digits : List.of("2e2e2f65", "6", "xx", "2f657463", "00")) {
            forge(out -> {
                var entry = new TarArchiveEntry("evil");
                entry.addPaxHeader("COLDKEEP.path", digits);
                put(out, entry, EVIL);
            });

            assertRefused();
        }
    }
}
