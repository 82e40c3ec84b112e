package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.persistence.content.manifest.DamagedManifestException;
import io.coldkeep.persistence.content.pack.Mutations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SparseContentTest {

    private final Random random = Seeds.random(SparseContentTest.class);

    /** Holes and data as they come. */
    private record Run(long hole, String data) {}

    /** In the form in which they are kept. */
    private static byte[] bytes(List<Run> runs) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var run : runs) {
            number(bytes, run.hole());
            number(bytes, run.data().length());
            bytes.write(run.data().getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static void number(ByteArrayOutputStream to, long value) {
        var left = value;
        for (; left > 0x7f; left >>>= 7) {
            to.write((int) (left & 0x7f) | 0x80);
        }
        to.write((int) left);
    }

    private static long size(List<Run> runs) {
        return runs.stream().mapToLong(run -> run.hole() + run.data().length()).sum();
    }

    private static FileContent content(byte[] bytes, long size) {
        return new SparseContent(new ByteArrayInputStream(bytes), size);
    }

    private static FileContent content(List<Run> runs) throws IOException {
        return content(bytes(runs), size(runs));
    }

    private List<Run> aFewRuns() {
        var runs = new ArrayList<Run>();
        for (var i = random.nextInt(5); i >= 0; i--) {
            runs.add(new Run(1L << random.nextInt(12), "x".repeat(1 + random.nextInt(300))));
        }
        return runs;
    }

    @Test
    void readsAllBytesAndZerosInHoles() throws IOException {
        var runs = List.of(new Run(0, "ab"), new Run(3, "c"), new Run(2, ""));

        assertThat(content(runs).readAllBytes()).containsExactly('a', 'b', 0, 0, 0, 'c', 0, 0);
    }

    @Test
    void passesOverHolesHoweverLong() throws IOException {
        var content = content(List.of(new Run(1L << 50, "ab"), new Run(1L << 40, "")));

        assertThat(content.skipHole()).isEqualTo(1L << 50);
        assertThat(content.skipHole()).isZero();
        assertThat(content.dataAhead()).isEqualTo(2);
        assertThat(content.readNBytes(2)).containsExactly('a', 'b');
        assertThat(content.skipHole()).isEqualTo(1L << 40);
        assertThat(content.read()).isNegative();
    }

    @Test
    void makesTheSameBytesOfWhatItReads() throws IOException {
        for (var i = 0; i < 200; i++) {
            var runs = aFewRuns();
            var input = new SparseInput(content(runs));
            var bytes = new ByteArrayOutputStream();
            var piece = new byte[1 + random.nextInt(50)];
            for (var read = input.read(piece, 0, piece.length); read >= 0; read = input.read(piece, 0, piece.length)) {
                bytes.write(piece, 0, read);
            }

            assertThat(bytes.toByteArray()).isEqualTo(bytes(runs));
            assertThat(input.size()).isEqualTo(size(runs));
        }
    }

    @Test
    void refusesRunsThatAreMoreOrLessThanTheFile() throws IOException {
        var runs = List.of(new Run(5, "abc"));

        for (var size : new long[] {0, 7, 9, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatExceptionOfType(DamagedManifestException.class)
                    .isThrownBy(() -> content(bytes(runs), size).readAllBytes());
        }
    }

    @Test
    void refusesNumbersThatAreNone() throws IOException {
        for (var bytes : List.of(
                bytes(List.of(new Run(-1, "abc"))),
                bytes(List.of(new Run(Long.MAX_VALUE, "abc"))),
                new byte[] {5},
                new byte[] {(byte) 0x80},
                new byte[] {0, 5, 'a'})) {
            assertThatExceptionOfType(DamagedManifestException.class)
                    .isThrownBy(() -> content(bytes, 5).readAllBytes());
        }
    }

    @Test
    void givesNothingElseOutOfDamagedRuns() throws IOException {
        var runs = List.of(new Run(0, "first"), new Run(1000, "second"), new Run(300, ""));
        var size = size(runs);

        new Mutations(random).feed(bytes(runs), DamagedManifestException.class, bytes -> {
            assertThat(content(bytes, size).readAllBytes()).hasSize((int) size);
        });
    }
}
