package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.ExtendedAttribute;
import io.coldkeep.domain.source.ExtendedAttributes;
import io.coldkeep.domain.source.FileNames;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.FrameCodec;
import io.coldkeep.persistence.content.pack.PackInput;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every byte of what is kept is damaged in turn: that is noticed, the content is named, and no wrong byte is given back. */
class BitFlipTest {

    private static final ContentId ID = new ContentId(UUID.randomUUID(), UUID.randomUUID());
    private static final ContentId OTHER = new ContentId(ID.vault(), UUID.randomUUID());
    private static final MasterKey MASTER = new MasterKey(new byte[MasterKey.LENGTH]);
    private static final int MAGIC_OF_HEADER = 8;

    private final Random random = Seeds.random(BitFlipTest.class);
    private final FaultyWorld world = new FaultyWorld();
    private FaultyWorld.Instance process = world.start(Faults.none());
    private Map<EntryPath, String> expected = Map.of();
    private FrameCodec codec;

    @BeforeEach
    void keepSomething() throws IOException {
        var tree = new ListedSource()
                .directory("d")
                .file("d/a", "compressed ".repeat(60))
                .file(EntryPath.parse("d/b"), ListedSource.ATTRIBUTES, bytes(600))
                .file("d/inline", "in the manifest")
                .file(EntryPath.parse("large"), ListedSource.ATTRIBUTES, new byte[263_000])
                .link("link", "target")
                .add(new SourceEntry.Directory(
                        EntryPath.parse("bearing"),
                        ListedSource.ATTRIBUTES.withExtended(ExtendedAttributes.of(
                                List.of(new ExtendedAttribute(new byte[] {'u', '.', 'x'}, bytes(20)))))));
        for (var name : List.of("one", "two")) {
            var several = Optional.of(new FileNames(0, 7, 2));
            tree.file(EntryPath.parse(name), ListedSource.ATTRIBUTES, new byte[20])
                    .add(new SourceEntry.RegularFile(
                            EntryPath.parse(name), ListedSource.ATTRIBUTES, 20, Optional.empty(), several));
        }
        expected = tree.expected();
        process.backUp(ID, tree, expected);
        var header = world.index().header(ID.vault()).orElseThrow();
        codec = new FrameCodec(MASTER.unwrap(ID.vault(), Arrays.copyOfRange(header, MAGIC_OF_HEADER, header.length)));
    }

    @AfterEach
    void close() {
        process.close();
        codec.close();
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<Pack> packs() {
        return world.index().packs(ID.vault(), StorageTier.WARM);
    }

    private Map<String, byte[]> objects() {
        return world.store(StorageTier.WARM).objects();
    }

    private static String name(Pack pack) {
        return PackNames.of(pack).value();
    }

    private boolean isVerified(Pack pack) {
        try {
            new PackInput(world.store(StorageTier.WARM), PackNames.of(pack)).verify(ID.vault(), codec);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether all comes back; what comes back is right, and damage bears the name of the content. */
    private boolean isRestored() {
        var target = new RecordingTarget();
        try {
            TestStore.restoreWhole(process.store(), ID, RestoreSelection.EVERYTHING, target);
            assertThat(target.lines()).isEqualTo(expected);
            return true;
        } catch (IOException e) {
            assertThat(e)
                    .isInstanceOf(CorruptContentException.class)
                    .hasMessageContaining(ID.attempt().toString());
            assertThat(expected).containsAllEntriesOf(target.lines());
            return false;
        }
    }

    @Test
    void findsABitThatIsAnotherInAnyByteOfAPack() {
        for (var pack : packs()) {
            var bytes = objects().get(name(pack));
            var undetected = 0;
            for (var at = 0; at < bytes.length; at++) {
                var bit = 1 << random.nextInt(8);
                bytes[at] ^= (byte) bit;
                assertThat(isVerified(pack))
                        .as("bit %d of byte %d of %s", bit, at, pack)
                        .isFalse();
                undetected += isRestored() ? 1 : 0;
                bytes[at] ^= (byte) bit;
            }
            assertThat(undetected)
                    .as("a restore reads the frames and not what is around them")
                    .isLessThan(400);
            assertThat(isVerified(pack)).isTrue();
        }
        assertThat(isRestored()).isTrue();
    }

    @Test
    void findsAPackThatEndsTooSoonOrGoesOn() {
        for (var pack : packs()) {
            var bytes = objects().get(name(pack));
            for (var length = 0; length < bytes.length; length += 1 + random.nextInt(3)) {
                objects().put(name(pack), Arrays.copyOf(bytes, length));
                assertThat(isVerified(pack)).as("%d bytes of %s", length, pack).isFalse();
                isRestored();
            }
            objects().put(name(pack), Arrays.copyOf(bytes, bytes.length + 1));
            assertThat(isVerified(pack)).isFalse();
            objects().put(name(pack), bytes);
        }
        assertThat(isRestored()).isTrue();
    }

    @Test
    void findsThatAPackIsMissing() {
        for (var pack : packs()) {
            var bytes = objects().remove(name(pack));
            assertThat(isVerified(pack)).isFalse();
            assertThat(isRestored()).isFalse();
            objects().put(name(pack), bytes);
        }
        assertThat(isRestored()).isTrue();
    }

    @Test
    void isNotDeceivedByAPackInTheNameOfAnother() throws IOException {
        var tree = new ListedSource().file(EntryPath.parse("d/b"), ListedSource.ATTRIBUTES, bytes(600));
        process.backUp(OTHER, tree, tree.expected());
        var packs = packs();
        for (var one : packs.stream().filter(pack -> isOf(ID, pack)).toList()) {
            for (var another : packs) {
                var bytes = objects().put(name(one), objects().get(name(another)));
                if (bytes == null) {
                    throw new IllegalStateException("it is not there: " + one);
                }
                assertThat(isRestored())
                        .as("%s in the name of %s", another, one)
                        .isEqualTo(one.equals(another));
                objects().put(name(one), bytes);
            }
        }
    }

    private boolean isOf(ContentId id, Pack pack) {
        return world.index().find(id, StorageTier.WARM).orElseThrow().packs().contains(pack.number());
    }

    @Test
    void isNotDeceivedByAnOlderPackOfTheSameName() throws IOException {
        var pack = packs().getFirst();
        var older = objects().get(name(pack));
        var tree = new ListedSource().file(EntryPath.parse("d/b"), ListedSource.ATTRIBUTES, bytes(600));
        process.backUp(OTHER, tree, tree.expected());
        var newer =
                packs().stream().filter(other -> isOf(OTHER, other)).findFirst().orElseThrow();

        objects().put(name(newer), older);

        assertThatIOException()
                .isThrownBy(() -> process.restore(OTHER))
                .isInstanceOf(CorruptContentException.class)
                .withMessageContaining(OTHER.attempt().toString());
        assertThat(isRestored()).isTrue();
    }

    @Test
    void isNotDeceivedByAPackOfAnotherVault() throws IOException {
        var elsewhere = new ContentId(UUID.randomUUID(), UUID.randomUUID());
        process.copy(ID, elsewhere);
        var pack = packs().getFirst();
        var same = world.index().packs(elsewhere.vault(), StorageTier.WARM).getFirst();

        objects().put(name(pack), objects().get(name(same)));

        assertThat(isVerified(pack)).isFalse();
        assertThat(isRestored()).isFalse();
    }

    @Test
    void findsABitThatIsAnotherInAnyByteOfADescriptor() {
        var bytes = world.index().find(ID, StorageTier.WARM).orElseThrow().descriptor();
        for (var at = 0; at < bytes.length; at++) {
            var bit = 1 << random.nextInt(8);
            bytes[at] ^= (byte) bit;
            assertThat(isRestored()).as("byte %d", at).isFalse();
            bytes[at] ^= (byte) bit;
        }
        assertThat(isRestored()).isTrue();
    }

    @Test
    void isNotDeceivedByTheDescriptorOfAnotherContent() throws IOException {
        var tree = new ListedSource().file("a", "another");
        process.backUp(OTHER, tree, tree.expected());
        var other = world.index().find(OTHER, StorageTier.WARM).orElseThrow();
        var mine = world.index().find(ID, StorageTier.WARM).orElseThrow();
        var session = world.index().begin(ID, StorageTier.WARM);

        world.index()
                .commit(session, new Content(ID, StorageTier.WARM, mine.source(), other.descriptor(), other.packs()));

        assertThat(isRestored()).isFalse();
    }

    @Test
    void findsABitThatIsAnotherInAnyByteOfTheHeaderOfAVault() throws IOException {
        var header = world.index().header(ID.vault()).orElseThrow();
        for (var at = 0; at < header.length; at++) {
            var bytes = header.clone();
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            assertNoHeader(bytes);
        }
        for (var length = 0; length < header.length; length++) {
            assertNoHeader(Arrays.copyOf(header, length));
        }
        assertNoHeader(Arrays.copyOf(header, header.length + 1));
    }

    private void assertNoHeader(byte[] header) {
        var index = new MemoryContentIndex();
        index.header(ID.vault(), () -> header);
        var vaults =
                new Vaults(index, new Stores(world.store(StorageTier.WARM), world.store(StorageTier.COLD)), MASTER);

        assertThatIOException()
                .as("%d bytes", header.length)
                .isThrownBy(() -> vaults.forReading(ID.vault()))
                .withMessageContaining(ID.vault().toString());
    }
}
