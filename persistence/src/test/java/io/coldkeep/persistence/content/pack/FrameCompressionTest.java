package io.coldkeep.persistence.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.persistence.content.crypto.MasterKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameCompressionTest {

    private static final int LENGTH = 1 << 20;
    private static final int MORE_THAN_PAYLOAD = 200;

    private final Random random = Seeds.random(FrameCompressionTest.class);
    private final FrameCodec codec = codec();

    private static FrameCodec codec() {
        var vault = UUID.randomUUID();
        var master = new MasterKey(new byte[MasterKey.LENGTH]);
        try {
            return new FrameCodec(master.unwrap(vault, master.newVaultKey(vault)));
        } catch (IOException e) {
            throw new IllegalStateException("the key is of that vault", e);
        }
    }

    @AfterEach
    void close() {
        codec.close();
    }

    private byte[] noise() {
        var bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    private int sealed(byte[] content, FrameCodec.Compression how) throws IOException {
        var frame = codec.seal(List.of(Piece.of(content)), how);
        var opened = codec.open(Arrays.copyOf(frame.buffer(), frame.length())).chunks();
        var piece = opened.getFirst();
        assertThat(Arrays.copyOfRange(piece.bytes(), piece.offset(), piece.offset() + piece.length()))
                .isEqualTo(content);
        return frame.length();
    }

    @ParameterizedTest
    @EnumSource
    void keepsAsItIsWhatDoesNotBecomeSmaller(FrameCodec.Compression how) throws IOException {
        assertThat(sealed(noise(), how)).isBetween(LENGTH, LENGTH + MORE_THAN_PAYLOAD);
    }

    @ParameterizedTest
    @EnumSource
    void compressesWhatBecomesSmallerOnlyAtItsEnd(FrameCodec.Compression how) throws IOException {
        var content = noise();
        Arrays.fill(content, 3 * LENGTH / 4, LENGTH, (byte) 'x');

        assertThat(sealed(content, how)).isLessThan(4 * LENGTH / 5);
    }

    @Test
    void makesSmallerFramesWithMoreTime() throws IOException {
        var words = noise();
        var text = new byte[LENGTH];
        for (var i = 0; i < LENGTH; i += 8) {
            System.arraycopy(words, 8 * random.nextInt(2000), text, i, 8);
        }

        assertThat(sealed(text, FrameCodec.Compression.GOOD)).isLessThan(sealed(text, FrameCodec.Compression.FAST));
    }
}
