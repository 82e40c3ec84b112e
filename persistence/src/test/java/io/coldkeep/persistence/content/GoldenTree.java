package io.coldkeep.persistence.content;

import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.ExtendedAttribute;
import io.coldkeep.domain.source.ExtendedAttributes;
import io.coldkeep.domain.source.FileNames;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A small tree with an entry of each kind that the format has, at two times. The same each time that it is made. */
final class GoldenTree {

    private static final Instant MODIFIED = Instant.parse("2026-05-04T03:02:01.987654321Z");

    /** A directory in which one of the paths is the last of its page. */
    private static final String ENDING_A_PAGE = "m50";

    private final ListedSource source = new ListedSource();

    private GoldenTree() {}

    /** @param time 1 or 2 */
    static ListedSource at(int time) {
        var tree = new GoldenTree();
        tree.add(time);
        return tree.source;
    }

    private void add(int time) {
        directory("", attributes(0755));
        directory("bearing", attributes(01777).withExtended(extended("user.of", "system.posix_acl_default")));
        directory("closed", new EntryAttributes(0, 4_294_967_294L, 0, Instant.parse("1901-12-13T20:45:52.999999999Z")));
        file("empty", attributes(0600), new byte[0], 1, Optional.empty());
        file("in the manifest", attributes(04711).withExtended(extended("user.x")), words(1, 512), 1, Optional.empty());
        file("one chunk", attributes(0644), words(2, 60_000), 1, Optional.empty());
        file("changes", attributes(0644), words(10 + time, 5_000), time, Optional.empty());
        file("several chunks", attributes(0644), words(3, 2_000_000), 1, Optional.empty());
        for (var name : new String[] {"names/a", "names/b", "other name"}) {
            file(name, attributes(0640), words(4, 700), 1, Optional.of(new FileNames(0, 77, 4)));
        }
        directory("names", attributes(0700));
        link("link", "../else where/\u00ff");
        entry(new SourceEntry.Directory(EntryPath.of(new byte[] {(byte) 0xff, 'n', '\n'}), attributes(0711)));
        sparse();
        if (time == 1) {
            file("gone", attributes(0644), words(5, 900), 1, Optional.empty());
        } else {
            file("new", attributes(0644), words(6, 900), 1, Optional.empty());
        }
        for (var i = 0; i < 100; i++) {
            file(ENDING_A_PAGE + "/%03d".formatted(i), attributes(0644), new byte[] {(byte) i}, 1, Optional.empty());
        }
        directory(ENDING_A_PAGE, attributes(0755));
    }

    private static EntryAttributes attributes(int mode) {
        return new EntryAttributes(mode, 1000, 100, MODIFIED);
    }

    private static ExtendedAttributes extended(String... names) {
        return ExtendedAttributes.of(List.of(names).stream()
                .map(name -> new ExtendedAttribute(
                        name.getBytes(StandardCharsets.ISO_8859_1), new byte[] {1, 0, (byte) name.length()}))
                .toList());
    }

    private void entry(SourceEntry entry) {
        source.add(entry);
    }

    private void directory(String path, EntryAttributes attributes) {
        entry(new SourceEntry.Directory(EntryPath.parse(path), attributes));
    }

    private void link(String path, String target) {
        entry(new SourceEntry.SymbolicLink(
                EntryPath.parse(path), attributes(0777), new LinkTarget(target.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private void file(String path, EntryAttributes attributes, byte[] content, int changed, Optional<FileNames> names) {
        var stamp = Optional.of(new FileStamp(path.hashCode() & 0xffffL, Instant.ofEpochSecond(changed)));
        var inode = names.map(several -> new FileStamp(several.inode(), Instant.ofEpochSecond(changed)));
        var file = new SourceEntry.RegularFile(
                EntryPath.parse(path), attributes, content.length, inode.or(() -> stamp), names);
        source.file(file, time -> OpenFile.of(file, new ByteArrayInputStream(content)));
    }

    /** A hole, data, a hole, data and a hole. */
    private void sparse() {
        var runs = new ByteArrayOutputStream();
        var size = 0L;
        for (var hole : new int[] {1 << 20, 5_000_000}) {
            var data = words(hole, 3_000);
            number(runs, hole);
            number(runs, data.length);
            runs.writeBytes(data);
            size += hole + data.length;
        }
        number(runs, 4096);
        number(runs, 0);
        var stamp = Optional.of(new FileStamp(9, Instant.ofEpochSecond(1)));
        var file = new SourceEntry.RegularFile(EntryPath.parse("sparse"), attributes(0600), size + 4096, stamp);
        source.file(
                file,
                time -> OpenFile.of(
                        file, new SparseContent(new ByteArrayInputStream(runs.toByteArray()), file.size())));
    }

    private static void number(ByteArrayOutputStream to, int value) {
        var left = value;
        for (; left > 0x7f; left >>>= 7) {
            to.write((left & 0x7f) | 0x80);
        }
        to.write(left);
    }

    /** Bytes that compress well: a few words in any order. */
    private static byte[] words(int seed, int length) {
        var random = new Random(seed);
        var words = new byte[8][400];
        for (var word : words) {
            random.nextBytes(word);
        }
        var bytes = new byte[length];
        for (var at = 0; at < length; at += words[0].length) {
            System.arraycopy(words[random.nextInt(words.length)], 0, bytes, at, Math.min(words[0].length, length - at));
        }
        return bytes;
    }
}
