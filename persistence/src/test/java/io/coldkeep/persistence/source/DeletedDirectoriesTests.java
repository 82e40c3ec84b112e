package io.coldkeep.persistence.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is deleted, also while somebody else deletes. */
abstract class DeletedDirectoriesTests extends LocalDirectoriesFixture {

    @Test
    void deletesLinksAndNotWhatTheyPointTo() throws IOException {
        Files.createSymbolicLink(root().resolve("out"), outside());
        Files.createDirectory(root().resolve("d"));
        Files.createSymbolicLink(root().resolve("d/out"), outside());

        directories().delete(fileSystem());

        assertThat(root()).doesNotExist();
        assertOutsideIsUntouched();
    }

    @Test
    void deletesATreeOfWhichMoreAndMoreIsGone() throws IOException {
        var steps = 0;
        while (!isDoneAfter(steps, 0, root())) {
            steps++;
        }

        assertThat(steps).isGreaterThan(10);
        assertThat(isDoneAfter(100, 120, root()))
                .as("with directories let go of")
                .isFalse();
    }

    @Test
    void deletesATreeAlsoWhenTheFileSystemIsGone() throws IOException {
        var steps = 0;
        while (!isDoneAfter(steps, 0, root().getParent())) {
            steps++;
        }

        assertThat(steps).isGreaterThan(10);
    }

    /** Begins to delete a tree, lets somebody else delete it after some steps with all that is in a directory, and ends. */
    private boolean isDoneAfter(int steps, int deeper, Path emptied) throws IOException {
        directories().create(fileSystem().id());
        Files.createDirectories(root().resolve("tree/a/b/c" + "/d".repeat(deeper)));
        for (var file : List.of("tree/a/b/c/f", "tree/a/b/f", "tree/a/b/g", "tree/z")) {
            Files.createFile(root().resolve(file));
        }
        try (var deletion = new TreeDeletion(opener().open(root()))) {
            deletion.begin("tree".getBytes(StandardCharsets.UTF_8));
            for (var i = 0; i < steps && !deletion.isDone(); i++) {
                deletion.goOn();
            }
            var done = deletion.isDone();
            empty(emptied);
            while (!deletion.isDone()) {
                deletion.goOn();
            }
            assertThat(root().resolve("tree")).doesNotExist();
            return done;
        }
    }

    private void empty(Path emptied) throws IOException {
        try (var opened = opener().open(emptied)) {
            for (var name : opened.names()) {
                TreeDeletion.delete(opener().open(emptied), name);
            }
        }
    }
}
