package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/content-format.md} says of archives. */
class ArchiveFormatTest {

    /** Written by the first version of the format; never to be changed. */
    private static final String GOLDEN = "archive-v1.tar.zst";

    @TempDir
    Path directory;

    private static ListedSource aTree() {
        var attributes =
                new EntryAttributes(04755, 1000, 4_294_967_294L, Instant.parse("1969-07-20T20:17:40.000000001Z"));
        return new ListedSource()
                .directory("docs")
                .file("docs/plain", "text")
                .file(EntryPath.parse("docs/" + "long".repeat(60)), attributes, new byte[600])
                .file(EntryPath.of("ä".getBytes(StandardCharsets.UTF_8)), attributes, new byte[] {1})
                .file(EntryPath.of(new byte[] {(byte) 0xff, '\n', 'x'}), attributes, new byte[0])
                .link("link", "docs/plain")
                .add(new SourceEntry.SymbolicLink(
                        EntryPath.parse("raw"), attributes, new LinkTarget(new byte[] {(byte) 0xfe})));
    }

    private ArchiveContentStore store() throws IOException {
        return new ArchiveContentStore(directory.resolve("warm"), directory.resolve("cold"));
    }

    private byte[] archive() throws IOException {
        store().store(Archives.ID, aTree(), Progress.IGNORED);
        return Files.readAllBytes(Archives.file(directory.resolve("warm"), Archives.ID));
    }

    @Test
    void readsArchivesOfTheFirstVersion() throws IOException {
        var file = Archives.file(directory.resolve("warm"), Archives.ID);
        Files.createDirectories(file.getParent());
        try (var golden = Objects.requireNonNull(ArchiveFormatTest.class.getResourceAsStream(GOLDEN))) {
            Files.copy(golden, file);
        }
        var target = new RecordingTarget();

        store().restore(Archives.ID, RestoreSelection.EVERYTHING, target, Progress.IGNORED);

        assertThat(target.lines()).isEqualTo(aTree().expected());
    }

    @Test
    void beginsAndEndsAsDocumented() throws IOException {
        var archive = archive();

        assertThat(Arrays.copyOf(archive, 20))
                .containsExactly(
                        0x50, 0x2a, 0x4d, 0x18, 44, 0, 0, 0, 'C', 'O', 'L', 'D', 'K', 'E', 'E', 'P', 1, 0, 0, 0);
        assertThat(Arrays.copyOfRange(archive, archive.length - 72, archive.length - 48))
                .startsWith(0x50, 0x2a, 0x4d, 0x18, 64, 0, 0, 0, 'P', 'E', 'E', 'K', 'D', 'L', 'O', 'C')
                .endsWith(archive.length, archive.length >> 8, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void isATarForAnybody() throws Exception {
        var tar = decompressed(archive());
        assertThat(tar.length % 10_240).isZero();
        var file = Files.write(directory.resolve("plain.tar"), tar);
        var into = Files.createDirectory(directory.resolve("into"));

        var process = new ProcessBuilder("tar", "-xf", file.toString(), "-C", into.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(into.resolve("docs/plain")).hasContent("text");
        assertThat(into.resolve("docs/" + "long".repeat(60))).hasSize(600);
        assertThat(Files.readSymbolicLink(into.resolve("link"))).isEqualTo(Path.of("docs/plain"));
        assertThat(Files.getLastModifiedTime(into.resolve("docs/plain")).toInstant())
                .isEqualTo(ListedSource.ATTRIBUTES.modified());
    }

    private static byte[] decompressed(byte[] archive) throws IOException {
        try (var zstd = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(archive))) {
            return zstd.readAllBytes();
        }
    }

    @Test
    void aCopyIsTheArchiveThatABackupOfTheSameTreeWouldBe() throws IOException {
        var id = new ContentId(UUID.randomUUID(), UUID.randomUUID());
        var file = Archives.file(directory.resolve("warm"), id);
        store().store(id, aTree(), Progress.IGNORED);
        var backup = Files.readAllBytes(file);
        store().store(Archives.ID, aTree(), Progress.IGNORED);

        store().copy(Archives.ID, id, Progress.IGNORED);

        assertThat(file).hasBinaryContent(backup);
    }

    @Test
    void keepsArchivesFromOthersOfTheMachine() throws IOException {
        archive();

        try (var all = Files.walk(directory.resolve("warm"))) {
            assertThat(all.skip(1))
                    .allSatisfy(path -> assertThat(Files.getPosixFilePermissions(path))
                            .allMatch(permission -> permission.name().startsWith("OWNER")));
        }
    }

    @Test
    void statesTheRealSizes() throws IOException {
        var stored = store().store(Archives.ID, aTree(), Progress.IGNORED);

        assertThat(stored.storedBytes()).isEqualTo(Files.size(Archives.file(directory.resolve("warm"), Archives.ID)));
        assertThat(stored.logicalBytes()).isEqualTo(605);
    }
}
