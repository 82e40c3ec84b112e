package io.coldkeep.persistence.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.ExtendedAttribute;
import io.coldkeep.domain.source.ExtendedAttributes;
import io.coldkeep.domain.source.FileNames;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.pack.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever bytes they are given, decoders answer or say that these are damaged, and need no more memory than there are bytes. */
class ManifestDecodersTest {

    private static final EntryAttributes ATTRIBUTES = new EntryAttributes(0644, 1000, 1000, Instant.EPOCH);
    private static final ChunkId CHUNK = ChunkId.of(new byte[ChunkId.LENGTH]);

    private final Mutations mutations = new Mutations(Seeds.random(ManifestDecodersTest.class));

    private static Entry file(String path, Body body, boolean isSparse, Optional<FileNames> names) {
        var stamp = new FileStamp(7, Instant.parse("2026-01-01T00:00:00.123456789Z"));
        return new Entry(
                new SourceEntry.RegularFile(EntryPath.parse(path), ATTRIBUTES, 1 << 20, Optional.of(stamp), names),
                Optional.of(body),
                isSparse);
    }

    private static ExtendedAttribute extended(String name, int value) {
        return new ExtendedAttribute(name.getBytes(StandardCharsets.UTF_8), new byte[value]);
    }

    private static List<Entry> entries() {
        var several = Optional.of(new FileNames(0, 7, 3));
        var elsewhere = Optional.of(new FileNames(Long.MAX_VALUE, -1, 2));
        var bearing = ATTRIBUTES.withExtended(ExtendedAttributes.of(
                List.of(extended("user.empty", 0), extended("user.a", 300), extended("system.posix_acl_access", 44))));
        return List.of(
                Entry.of(new SourceEntry.Directory(EntryPath.ROOT, bearing)),
                file("a/chunks", new Body.Chunks(List.of(CHUNK, CHUNK)), false, several),
                file("a/inline", new Body.Inline(new byte[40]), false, Optional.empty()),
                file("a/lists", new Body.Lists(List.of(CHUNK)), false, elsewhere),
                file("b/chunks", new Body.Chunks(List.of(CHUNK, CHUNK)), true, several),
                file("b/inline", new Body.Inline(new byte[40]), true, Optional.empty()),
                file("b/lists", new Body.Lists(List.of(CHUNK)), true, several),
                Entry.of(
                        new SourceEntry.RegularFile(EntryPath.parse("file"), bearing, 0), new Body.Inline(new byte[0])),
                Entry.of(new SourceEntry.SymbolicLink(
                        EntryPath.parse("link"), ATTRIBUTES, new LinkTarget(new byte[] {1}))));
    }

    private static byte[] aPage() {
        var page = new PageWriter();
        entries().forEach(page::add);
        return page.toBytes();
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        var read = PageFormat.read(aPage());

        assertThat(read)
                .extracting(Entry::source)
                .isEqualTo(entries().stream().map(Entry::source).toList());
        assertThat(read)
                .extracting(Entry::isSparse)
                .containsExactly(false, false, false, false, true, true, true, false, false);
        assertThat(read.get(4).body()).contains(new Body.Chunks(List.of(CHUNK, CHUNK)));
    }

    @Test
    void refusesWhatIsNotCanonical() {
        assertThatExceptionOfType(DamagedManifestException.class).isThrownBy(() -> PageFormat.read(pageWith(2, 1)));
        assertThatExceptionOfType(DamagedManifestException.class).isThrownBy(() -> PageFormat.read(pageWith(1, 1)));
        assertThat(pageWith(1, 2))
                .satisfies(page -> assertThat(PageFormat.read(page)).hasSize(1));
    }

    /** A directory with two attributes of these names. */
    private static byte[] pageWith(int first, int second) {
        return new Wire.Writer()
                .number(1)
                .number(0)
                .number(0)
                .bytes(new byte[0])
                .number(0755)
                .number(0)
                .number(0)
                .instant(Instant.EPOCH)
                .number(2)
                .bytes(new byte[] {(byte) first})
                .bytes(new byte[0])
                .bytes(new byte[] {(byte) second})
                .bytes(new byte[0])
                .toBytes();
    }

    @Test
    void allocatesNothingForAttributesBeyondTheirLimits() {
        var page = new Wire.Writer()
                .number(1)
                .number(0)
                .number(0)
                .bytes(new byte[0])
                .number(0755)
                .number(0)
                .number(0)
                .instant(Instant.EPOCH)
                .number(1)
                .bytes(new byte[] {'n'})
                .bytes(new byte[ExtendedAttribute.MAX_VALUE + 1])
                .toBytes();

        assertThatExceptionOfType(DamagedManifestException.class)
                .isThrownBy(() -> PageFormat.read(page))
                .withMessageContaining("beyond its limit");
    }

    @Test
    void readsPages() {
        mutations.feed(aPage(), DamagedManifestException.class, bytes -> {
            var entries = PageFormat.read(bytes);
            assertThat(entries.size()).isLessThanOrEqualTo(bytes.length);
        });
    }

    @Test
    void readsRoots() {
        var root = new Root(List.of(
                new Root.PageReference(EntryPath.ROOT, CHUNK), new Root.PageReference(EntryPath.parse("a/b"), CHUNK)));

        mutations.feed(
                root.bytes(),
                DamagedManifestException.class,
                bytes -> assertThat(Root.of(bytes).pages().size() * ChunkId.LENGTH)
                        .isLessThanOrEqualTo(bytes.length));
    }

    @Test
    void readsDescriptors() {
        var descriptor = new Descriptor(
                new ContentId(UUID.randomUUID(), UUID.randomUUID()),
                "fs-1",
                Instant.EPOCH,
                7,
                1 << 20,
                Description.NONE,
                List.of(CHUNK));

        mutations.feed(
                descriptor.bytes(),
                DamagedManifestException.class,
                bytes -> assertThat(Descriptor.of(bytes).root().size() * ChunkId.LENGTH)
                        .isLessThanOrEqualTo(bytes.length));
    }

    @Test
    void readsListsOfChunks() {
        mutations.feed(
                ListFormat.bytes(List.of(CHUNK, CHUNK, CHUNK)),
                DamagedManifestException.class,
                bytes -> assertThat(ListFormat.ids(bytes).size() * ChunkId.LENGTH)
                        .isEqualTo(bytes.length));
    }
}
