package io.coldkeep.persistence.content.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyFileTest {

    private static final UUID VAULT = UUID.fromString("6f9619ff-8b86-4011-b42d-00c04fc964ff");

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("data/master.key");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(file().getParent())) {
            return files.toList();
        }
    }

    /** Whether the one opens what the other has closed. */
    private static boolean areTheSame(MasterKey one, MasterKey other) {
        try {
            other.unwrap(VAULT, one.newVaultKey(VAULT));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void makesAKeyThatItsOwnerAloneCanRead() throws IOException {
        MasterKeyFile.readOrMake(file());

        assertThat(files()).containsExactly(file());
        assertThat(Files.readString(file())).matches("[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void readsTheKeyThatIsThere() throws IOException {
        var made = MasterKeyFile.readOrMake(file());
        var digits = Files.readString(file());

        assertThat(areTheSame(made, MasterKeyFile.readOrMake(file()))).isTrue();
        assertThat(areTheSame(made, MasterKeyFile.read(file()))).isTrue();
        assertThat(areTheSame(made, MasterKey.parse(digits.strip()))).isTrue();
        assertThat(Files.readString(file())).isEqualTo(digits);
    }

    @Test
    void makesAnotherKeyInAnotherFile() throws IOException {
        var one = MasterKeyFile.readOrMake(file());
        var other = MasterKeyFile.readOrMake(directory.resolve("other/master.key"));

        assertThat(areTheSame(one, other)).isFalse();
    }

    @Test
    void givesAllWhoComeAtOnceTheSameKey() throws Exception {
        var threads = 16;
        var start = new CyclicBarrier(threads);
        var keys = new ArrayList<MasterKey>();
        try (var all = Executors.newFixedThreadPool(threads)) {
            Callable<MasterKey> one = () -> {
                start.await();
                return MasterKeyFile.readOrMake(file());
            };
            for (var key : all.invokeAll(Collections.nCopies(threads, one))) {
                keys.add(key.get());
            }
        }

        var last = MasterKeyFile.read(file());
        assertThat(keys).hasSize(threads).allMatch(key -> areTheSame(key, last));
        assertThat(files()).containsExactly(file());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "0123456789abcdef",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcdef\n0123456789abcdef0123456789abcdef"
            })
    void refusesWhatIsNoKeyAndLeavesItAsItIs(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);

        assertThatIOException()
                .isThrownBy(() -> MasterKeyFile.readOrMake(file()))
                .withMessage(file() + " holds no master key: 64 hexadecimal digits are expected");
        assertThatIOException().isThrownBy(() -> MasterKeyFile.read(file()));

        assertThat(Files.readString(file())).isEqualTo(content);
    }

    @Test
    void makesNoneForThoseWhoOnlyRead() {
        assertThatIOException().isThrownBy(() -> MasterKeyFile.read(file())).isInstanceOf(NoSuchFileException.class);

        assertThat(file()).doesNotExist();
    }
}
