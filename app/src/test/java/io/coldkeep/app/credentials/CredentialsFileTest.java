package io.coldkeep.app.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.app.config.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsFileTest {

    @TempDir
    Path directory;

    @Test
    void makesAKeyOnceThatOnlyItsOwnerCanRead() throws IOException {
        var file = directory.resolve("data/credentials");

        var made = CredentialsFile.readOrMake(file);
        var read = CredentialsFile.readOrMake(file);

        assertThat(made.isNew()).isTrue();
        assertThat(read).isEqualTo(new CredentialsFile.Key(made.id(), made.secret(), false));
        assertThat(made.id()).matches("COLD[A-Z2-7]{16}");
        assertThat(made.secret()).hasSize(40);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).startsWith("[default]").contains("aws_access_key_id = " + made.id());
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void agreesOnOneKeyWhenSeveralMakeItAtOnce() throws Exception {
        var file = directory.resolve("credentials");
        Callable<String> make = () -> CredentialsFile.readOrMake(file).id();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var ids =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> make).toList());

            for (var id : ids) {
                assertThat(id.get()).isEqualTo(CredentialsFile.readOrMake(file).id());
            }
        }
    }

    @Test
    void refusesAFileWithoutAKeyAndLeavesItAlone() throws IOException {
        var file = Files.writeString(directory.resolve("credentials"), "[default]\naws_access_key_id = X\n");

        assertThatThrownBy(() -> CredentialsFile.readOrMake(file))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("aws_secret_access_key");
        assertThat(Files.readString(file)).isEqualTo("[default]\naws_access_key_id = X\n");
    }

    @Test
    void keepsTheSecretOutOfTexts() throws IOException {
        var key = CredentialsFile.readOrMake(directory.resolve("credentials"));

        assertThat(key.toString()).doesNotContain(key.secret());
    }
}
