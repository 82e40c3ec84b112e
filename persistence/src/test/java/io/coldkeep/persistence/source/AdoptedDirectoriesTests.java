package io.coldkeep.persistence.source;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What may be adopted. */
abstract class AdoptedDirectoriesTests extends LocalDirectoriesFixture {

    @Test
    void adoptsADirectoryBelowAnAllowedRootByItsRealPath() throws IOException {
        var real = Files.createDirectories(allowed().resolve("a/ä"));
        Files.createSymbolicLink(allowed().resolve("link"), real);

        assertThat(directories().adopt(real.toString()))
                .isEqualTo(real.toRealPath().toString());
        assertThat(directories().adopt(allowed().resolve("link") + "/"))
                .isEqualTo(real.toRealPath().toString());
        assertThat(directories().adopt(allowed().toString()))
                .isEqualTo(allowed().toRealPath().toString());
    }

    @Test
    void adoptsBelowARootThatIsALink() throws IOException {
        var real = Files.createDirectories(directory.resolve("elsewhere/d"));
        var link = Files.createSymbolicLink(directory.resolve("root-link"), real.getParent());
        var local = new LocalDirectories(opener(), data().resolve("file-systems"), List.of(link));

        assertThat(local.adopt(link.resolve("d").toString()))
                .isEqualTo(real.toRealPath().toString());
    }

    @Test
    void refusesToAdoptWhatIsNotBelowAnAllowedRoot() throws IOException {
        Files.createSymbolicLink(allowed().resolve("out"), outside());
        Files.writeString(allowed().resolve("file"), "");
        Files.createDirectories(directory.resolve("allowed-not"));

        for (var path : List.of(
                allowed().resolve("out").toString(),
                allowed() + "/../outside",
                allowed().resolve("none").toString(),
                allowed().resolve("file").toString(),
                directory.resolve("allowed-not").toString(),
                outside().toString(),
                "/")) {
            assertThatExceptionOfType(RuleBroken.class)
                    .as(path)
                    .isThrownBy(() -> directories().adopt(path))
                    .withMessageContaining("coldkeep:source-path")
                    .withMessageContaining("COLDKEEP_SOURCE_ROOTS")
                    .withMessageEndingWith("was '" + path + "'");
        }
    }

    @Test
    void refusesToAdoptWhatIsNoAbsolutePath() {
        for (var path : List.of("", "relative", "./x", "~", "/zero\0byte")) {
            assertThatExceptionOfType(RuleBroken.class)
                    .isThrownBy(() -> directories().adopt(path))
                    .withMessageContaining("absolute path");
        }
    }

    @Test
    void refusesToAdoptTheServicesOwnDirectories() throws IOException {
        var local = new LocalDirectories(opener(), data().resolve("file-systems"), List.of(directory), data());
        Files.createDirectories(data().resolve("content"));

        for (var path : List.of(directory, data(), data().resolve("content"), root())) {
            assertThatExceptionOfType(RuleBroken.class)
                    .isThrownBy(() -> local.adopt(path.toString()))
                    .withMessageContaining("of the service itself");
        }
    }

    @Test
    void saysWhenNothingMayBeAdopted() {
        var local = new LocalDirectories(opener(), data(), List.of());

        assertThatExceptionOfType(RuleBroken.class)
                .isThrownBy(() -> local.adopt("/srv"))
                .withMessageContaining("COLDKEEP_SOURCE_ROOTS allows none");
    }

    private FileSystem adopted(String name) throws IOException {
        var path = Files.createDirectories(allowed().resolve(name));
        return aFileSystem()
                .adoptedDirectory(directories().adopt(path.toString()))
                .build();
    }

    @Test
    void readsAndFillsAdoptedDirectoriesAndLeavesThemAlone() throws IOException {
        var adopted = adopted("a");
        Files.writeString(allowed().resolve("a/f"), "text");

        try (var source = directories().source(adopted)) {
            assertThat(rest(source)).hasSize(2);
        }
        try (var target = directories().target(adopted, UUID.randomUUID())) {
            target.directory(new SourceEntry.Directory(EntryPath.ROOT, attributes(0755)));
            target.complete("restored");
        }
        directories().delete(adopted);

        assertThat(allowed().resolve("a/f")).hasContent("text");
        assertThat(allowed().resolve("a/restored")).isDirectory();
    }

    @Test
    void looksAgainWhetherAnAdoptedDirectoryIsStillAllowed() throws IOException {
        var adopted = adopted("a");
        Files.delete(allowed().resolve("a"));
        Files.createSymbolicLink(allowed().resolve("a"), outside());

        assertRefused(adopted);

        Files.delete(allowed().resolve("a"));
        assertRefused(adopted);

        Files.move(allowed(), directory.resolve("real"));
        Files.createSymbolicLink(allowed(), outside());
        Files.createDirectory(outside().resolve("a"));
        var elsewhere = new LocalDirectories(opener(), data(), List.of(directory.resolve("real")));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> elsewhere.source(adopted));
    }

    private void assertRefused(FileSystem adopted) throws IOException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> directories().source(adopted));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> directories().target(adopted, UUID.randomUUID()));
        directories().discardTarget(adopted, UUID.randomUUID());
        assertOutsideIsUntouched();
    }
}
