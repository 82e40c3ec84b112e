package io.coldkeep.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.work.Work;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkCodecTest {

    private static final Owner OWNER = Owner.of("123456789012", "eu-central-1");

    static Stream<Work> everyKind() {
        return Stream.of(
                new Work.Backup(OWNER, UUID.randomUUID()),
                new Work.Restore(OWNER, UUID.randomUUID()),
                new Work.Copy(OWNER, UUID.randomUUID()),
                new Work.SettleBackupPolicy(OWNER, "fs-0123456789abcdef0"),
                new Work.MeasureFileSystem(OWNER, "fs-0123456789abcdef0"),
                new Work.DeleteFileSystem(OWNER, "fs-0123456789abcdef0"),
                new Work.DiscardContent(OWNER, new ContentId(UUID.randomUUID(), UUID.randomUUID()), StorageTier.WARM),
                new Work.EndMove(OWNER, new ContentId(UUID.randomUUID(), UUID.randomUUID())),
                new Work.DiscardRestore(OWNER, "fs-0123456789abcdef0", UUID.randomUUID()));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void readsWhatItWrote(Work work) {
        assertThat(WorkCodec.decode(WorkCodec.encode(work))).isEqualTo(work);
    }

    @Test
    void knowsEveryKindOfWork() {
        assertThat(everyKind().map(Object::getClass)).containsExactlyInAnyOrder(Work.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "backup", "backup 123456789012 eu-central-1", "sweep 123456789012 eu-central-1 x"})
    void refusesWhatIsNoWork(String text) {
        assertThatThrownBy(() -> WorkCodec.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
