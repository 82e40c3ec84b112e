package io.coldkeep.persistence.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.pack.Mutations;
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

    private static Entry file(String path, Body body) {
        var stamp = new FileStamp(7, Instant.parse("2026-01-01T00:00:00.123456789Z"));
        return new Entry(
                new SourceEntry.RegularFile(EntryPath.parse(path), ATTRIBUTES, 1 << 20, Optional.of(stamp)),
                Optional.of(body));
    }

    private static byte[] aPage() {
        var page = new PageWriter();
        page.add(new Entry(new SourceEntry.Directory(EntryPath.ROOT, ATTRIBUTES), Optional.empty()));
        page.add(file("a/chunks", new Body.Chunks(List.of(CHUNK, CHUNK))));
        page.add(file("a/inline", new Body.Inline(new byte[40])));
        page.add(file("a/lists", new Body.Lists(List.of(CHUNK))));
        page.add(new Entry(
                new SourceEntry.SymbolicLink(EntryPath.parse("link"), ATTRIBUTES, new LinkTarget(new byte[] {1})),
                Optional.empty()));
        return page.toBytes();
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
                new ContentId(UUID.randomUUID(), UUID.randomUUID()), "fs-1", Instant.EPOCH, 7, 1 << 20, List.of(CHUNK));

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
