package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a {@link ContentStore} promises of the trees that it keeps: all that is in them is given back as it was. */
abstract class StoredTreesContract extends ContentStoreFixture {

    @Test
    void givesBackEverythingAsItWas() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }

    @Test
    void givesDirectoriesBeforeWhatIsInThem() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        var order = new ArrayList<>(restored(id).lines().keySet());

        assertThat(order).first().isEqualTo(EntryPath.ROOT);
        assertThat(order.indexOf(EntryPath.parse("docs"))).isLessThan(order.indexOf(EntryPath.parse("docs/a")));
        assertThat(order.indexOf(EntryPath.parse("docs/deep")))
                .isLessThan(order.indexOf(EntryPath.parse("docs/deep/b")));
    }

    @Test
    void keepsNamesAsTheBytesThatTheyAre() throws IOException {
        var id = newId();
        var source = new ListedSource();
        for (var name : oddNames()) {
            source.file(EntryPath.of(name), ListedSource.ATTRIBUTES, name);
        }
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    private static byte[][] oddNames() {
        var all = new byte[255];
        for (var i = 0; i < all.length; i++) {
            all[i] = (byte) (i + 1 == '/' ? 'x' : i + 1);
        }
        return new byte[][] {
            all,
            "-rf".getBytes(StandardCharsets.UTF_8),
            " ".getBytes(StandardCharsets.UTF_8),
            "new\nline \"quoted\" back\\slash\ttab *?".getBytes(StandardCharsets.UTF_8),
            "umläut 漢字 😀".getBytes(StandardCharsets.UTF_8),
            "x".repeat(255).getBytes(StandardCharsets.UTF_8),
            {(byte) 0xff, (byte) 0xfe},
            {(byte) 0xc3}, // the first half of a character
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // a surrogate, which is no character
            "...".getBytes(StandardCharsets.UTF_8),
        };
    }

    @Test
    void keepsWhatIsDeepDown() throws IOException {
        var id = newId();
        var source = new ListedSource();
        var path = EntryPath.ROOT;
        for (var i = 0; i < 40; i++) {
            path = path.child("d".repeat(200).getBytes(StandardCharsets.UTF_8));
            source.add(new SourceEntry.Directory(path, ListedSource.ATTRIBUTES));
        }
        keep(id, source.file(path.child(new byte[] {'f'}), ListedSource.ATTRIBUTES, new byte[] {1, 2, 3}));

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsModesOwnersAndTimes() throws IOException {
        var id = newId();
        var source = new ListedSource();
        var times = new String[] {
            "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:58.500000001Z",
            "1901-12-13T20:45:52.999999999Z",
            "2026-11-22T01:02:03.000000001Z",
            "2446-05-10T22:38:55.999999999Z",
            "9999-12-31T23:59:59.100000000Z",
        };
        for (var i = 0; i < times.length; i++) {
            var attributes =
                    new EntryAttributes(07777 >> i, 1L << (6 * i), (1L << 32) - 1 - i, Instant.parse(times[i]));
            source.add(new SourceEntry.Directory(EntryPath.parse("d" + i), attributes));
            source.file(EntryPath.parse("f" + i), attributes, new byte[i]);
            source.add(new SourceEntry.SymbolicLink(
                    EntryPath.parse("l" + i), attributes, new LinkTarget(new byte[] {'x', (byte) (0x7e + i)})));
        }
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsTargetsOfLinksAsTheyAre() throws IOException {
        var id = newId();
        var source = new ListedSource();
        var targets = new String[] {"/etc/passwd", "..", "../../..", "a//b/", "/", ".", "dangling", "x".repeat(4095)};
        for (var i = 0; i < targets.length; i++) {
            source.link("link" + i, targets[i]);
        }
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsFilesOfAllSizes() throws IOException {
        var id = newId();
        var source = new ListedSource();
        var random = new Random(1);
        for (var size : new int[] {0, 1, 511, 512, 513, (1 << 17) - 1, 1 << 17, (1 << 20) + 1, 3 << 20}) {
            var content = new byte[size];
            random.nextBytes(content);
            source.file(EntryPath.parse("random" + size), ListedSource.ATTRIBUTES, content);
            source.file(EntryPath.parse("zeros" + size), ListedSource.ATTRIBUTES, new byte[size]);
        }
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsEntriesInWhateverOrderTheyCome() throws IOException {
        var id = newId();
        var source = new ListedSource()
                .directory("a")
                .directory("a b")
                .file("a/x", "below the first")
                .file("a b/y", "below the second")
                .file("a/z", "below the first again");
        keep(id, source);

        assertThat(restored(id).lines()).isEqualTo(source.expected());
    }

    @Test
    void keepsAnEmptyTree() throws IOException {
        var id = newId();

        var stored = keep(id, new ListedSource());

        assertThat(stored.logicalBytes()).isZero();
        assertThat(stored.entries()).isOne();
        assertThat(restored(id).lines()).isEqualTo(new ListedSource().expected());
    }

    @Test
    void doesTheWholeWhenItIsAskedAgain() throws IOException {
        var id = newId();
        keep(id, new ListedSource().file("old", "of an attempt that died"));

        keep(id, aSmallTree());

        assertThat(restored(id).lines()).isEqualTo(aSmallTree().expected());
    }
}
