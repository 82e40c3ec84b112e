package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.FrameCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCheckTest {

    @TempDir
    Path directory;

    private final MemoryContentIndex index = new MemoryContentIndex();
    private BlobStore warm;
    private Pack pack;

    @BeforeEach
    void keepAPack() throws IOException {
        warm = new DirectoryBlobStore(directory.resolve("warm"));
        try (var store = TestStore.of(index, warm, new DirectoryBlobStore(directory.resolve("cold")))) {
            var tree = new ListedSource().file("f", "enough to be kept in a pack ".repeat(50));
            store.store(TestStore.ID, tree, Progress.IGNORED, () -> Description.NONE);
        }
        pack = index.packs(TestStore.ID.vault(), StorageTier.WARM).getFirst();
    }

    private PackCheck check(BlobStore store) throws IOException {
        var key = new MasterKey(new byte[MasterKey.LENGTH]);
        var vault = new UUID(1, 1);
        try (var codec = new FrameCodec(key.unwrap(vault, key.newVaultKey(vault)))) {
            return PackCheck.of(pack, new Stores(store, store), codec);
        }
    }

    /** Nothing in it can be read. */
    private class Archive extends OtherStore {

        Archive() {
            super(warm);
        }

        @Override
        public boolean archives() {
            return true;
        }

        @Override
        public byte[] read(BlobName name, long offset, int length) throws IOException {
            throw new ArchivedBlobException(name, new IOException("403"));
        }
    }

    @Test
    void looksAtTheLengthOfWhatIsArchived() throws IOException {
        assertThat(check(new Archive())).isEqualTo(new PackCheck(Optional.empty(), false));
    }

    @Test
    void whatIsArchivedIsDamagedWhenItIsGone() throws IOException {
        var check = check(new Archive() {
            @Override
            public long size(BlobName name) throws IOException {
                throw new NoSuchBlobException(name);
            }
        });

        assertThat(check.damage()).containsInstanceOf(NoSuchBlobException.class);
    }

    @Test
    void anArchiveThatDoesNotAnswerHasLostNothing() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> check(new Archive() {
                    @Override
                    public long size(BlobName name) throws IOException {
                        throw new IOException("no answer");
                    }
                }))
                .withMessage("no answer");
    }
}
