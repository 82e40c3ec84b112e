package io.coldkeep.persistence.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.ChunkId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever bytes they are given, decoders answer or say that these are damaged, and need no more memory than they may. */
class PackDecodersTest {

    private static final ChunkId CHUNK = ChunkId.of(new byte[ChunkId.LENGTH]);

    private final Mutations mutations = new Mutations(Seeds.random(PackDecodersTest.class));

    @Test
    void readsHeadersOfFrames() {
        var frame = new byte[FrameHeader.OVERHEAD + 10];
        new FrameHeader(1, new byte[FrameHeader.ID_LENGTH], new byte[FrameHeader.NONCE_LENGTH], 20, 10).write(frame);

        mutations.feed(frame, DamagedFrameException.class, bytes -> {
            var header = FrameHeader.read(bytes);
            assertThat(header.payloadLength()).isBetween(0, FrameCodec.MAX_PAYLOAD);
            assertThat(header.encodedLength()).isBetween(0, header.payloadLength());
        });
    }

    @Test
    void readsTablesOfPacks() {
        var table = new PackTable(
                List.of(new PackTable.Row(24, 100, List.of(CHUNK, CHUNK)), new PackTable.Row(124, 99, List.of(CHUNK))));

        mutations.feed(
                table.bytes(),
                DamagedFrameException.class,
                bytes -> assertThat(PackTable.of(bytes).rows().stream()
                                .mapToInt(row -> row.chunks().size() * ChunkId.LENGTH)
                                .sum())
                        .isLessThanOrEqualTo(bytes.length));
    }

    @Test
    void readsTrailersOfPacks() {
        var trailer = PackFormat.trailer(100, 200, PackFormat.newDigest());

        mutations.feed(trailer, DamagedFrameException.class, bytes -> {
            var footer = PackFormat.footer(Arrays.copyOf(bytes, PackFormat.TRAILER_LENGTH), 344);
            assertThat(footer.offset() + (long) footer.length()).isEqualTo(300);
        });
    }

    @Test
    void opensNoFrameThatIsNotAsItWasSealed() throws IOException {
        var vault = UUID.randomUUID();
        var master = new MasterKey(new byte[MasterKey.LENGTH]);
        try (var codec = new FrameCodec(master.unwrap(vault, master.newVaultKey(vault)))) {
            var pieces = List.of(Piece.of(new byte[300]), Piece.of(new byte[] {1, 2, 3}));
            var sealed = codec.seal(pieces);
            var frame = Arrays.copyOf(sealed.buffer(), sealed.length());

            mutations.feed(frame, DamagedFrameException.class, bytes -> {
                codec.open(bytes);
                assertThat(bytes).isEqualTo(frame);
            });
        }
    }
}
