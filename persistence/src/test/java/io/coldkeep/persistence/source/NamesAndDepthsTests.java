package io.coldkeep.persistence.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Names of any bytes, and trees of any depth. */
abstract class NamesAndDepthsTests extends LocalDirectoriesFixture {

    private static final int DEEP = 30; // levels of names of 200 bytes: more than a path may have

    @Test
    void restoresAndReadsNamesOfAnyBytes() throws IOException {
        var names = List.of(
                new byte[] {(byte) 0xff, (byte) 0x80, '\n', '"', '\\', '%', ' '},
                new byte[] {(byte) 0xc3},
                "ä漢😀".getBytes(StandardCharsets.UTF_8),
                "%41+?#".getBytes(StandardCharsets.UTF_8),
                "n".repeat(255).getBytes(StandardCharsets.UTF_8));
        try (var target = newTarget()) {
            for (var name : names) {
                var path = EntryPath.ROOT.child(name);
                target.directory(new SourceEntry.Directory(path, attributes(0755)));
                target.file(
                        new SourceEntry.RegularFile(path.child(name), attributes(0644), 0),
                        FileContent.of(InputStream.nullInputStream()));
                target.symbolicLink(new SourceEntry.SymbolicLink(
                        path.child(new byte[] {'l'}), attributes(0777), new LinkTarget(name)));
            }
            target.complete("r");
        }

        var root = EntryPath.parse("r");
        try (var source = source()) {
            var found = rest(source);
            for (var name : names) {
                var path = root.child(name);
                assertThat(found).extracting(SourceEntry::path).contains(path, path.child(name));
                assertThat(found)
                        .filteredOn(entry -> entry.path().equals(path.child(new byte[] {'l'})))
                        .singleElement()
                        .isInstanceOfSatisfying(
                                SourceEntry.SymbolicLink.class,
                                link -> assertThat(link.target()).isEqualTo(new LinkTarget(name)));
            }
        }
    }

    @Test
    void doesNotLoseItsWayInDeepTrees() throws IOException {
        var levels = 400; // more than are held open at once
        var path = EntryPath.ROOT;
        try (var target = newTarget()) {
            for (var i = 0; i < levels; i++) {
                path = path.child(new byte[] {'d'});
                target.directory(new SourceEntry.Directory(path, attributes(0755)));
            }
            putFile(target, "z", "back at the top");
            target.complete("r");
        }

        assertThat(seen()).hasSize(levels + 3).containsKey(EntryPath.parse("r/z"));
        directories().delete(fileSystem());
        assertThat(root()).doesNotExist();
    }

    @Test
    void goesAsDeepAsItCanAndNotesWhatIsDeeper() throws IOException {
        try (var held = new LocalDirectories(HeldDirectory::open, data().resolve("file-systems"), List.of())
                .target(fileSystem(), UUID.randomUUID())) {
            held.directory(new SourceEntry.Directory(EntryPath.ROOT, attributes(0755)));
            var inTarget = EntryPath.ROOT;
            for (var i = 0; i < DEEP; i++) {
                inTarget = inTarget.child("d".repeat(200).getBytes(StandardCharsets.UTF_8));
                held.directory(new SourceEntry.Directory(inTarget, attributes(0755)));
            }
            held.complete("r");
        }

        try (var source = source()) {
            var found = rest(source);
            if (isHeld()) {
                assertThat(found).hasSize(DEEP + 2);
                assertThat(source.unreadable()).isEqualTo(Unread.NONE);
            } else {
                assertThat(found).hasSizeBetween(15, DEEP);
                assertThat(source.unreadable().count()).isOne();
            }
        }
        new LocalDirectories(HeldDirectory::open, data().resolve("file-systems"), List.of()).delete(fileSystem());
    }
}
