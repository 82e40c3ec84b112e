package io.coldkeep.domain.work;

import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void tellsClientsWhatIsMeantForThem() {
        var id = new ContentId(uuid(), uuid());

        assertThat(Failures.forClients(new NotFound(Subject.BACKUP_VAULT, "vault")))
                .isEqualTo("Backup vault 'vault' does not exist.");
        assertThat(Failures.forClients(new CorruptContentException(id, "a checksum")))
                .isEqualTo("Content " + id.attempt() + " of the recovery point is damaged: a checksum");
    }

    @Test
    void tellsTheReasonOfTheSystemAndNoPath() {
        assertThat(Failures.forClients(new FileSystemException("/secret/path", "/other", "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(Failures.forClients(new NoSuchFileException("/secret/path")))
                .isEqualTo("An internal error occurred.");
        assertThat(Failures.forClients(new AccessDeniedException("/secret/path")))
                .isEqualTo("Permission denied");
    }

    @Test
    void tellsNothingElse() {
        assertThat(Failures.forClients(new IOException("secret"))).isEqualTo("An internal error occurred.");
        assertThat(Failures.forClients(new IllegalStateException("secret"))).isEqualTo("An internal error occurred.");
    }
}
