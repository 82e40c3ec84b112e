package io.coldkeep.api.recoverypoint;

import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.lifecycle.RetentionDays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.CalculatedLifecycle;
import software.amazon.awssdk.services.backup.model.Lifecycle;

/** Lifecycles between the wire and the domain. */
public final class LifecycleMapper {

    private LifecycleMapper() {}

    /** The lifecycle as it was sent; its members are the domain's to judge, in the order that it promises. */
    public static RequestedLifecycle requested(@Nullable Lifecycle sent) {
        if (sent == null) {
            return RequestedLifecycle.NONE;
        }
        return new RequestedLifecycle(
                number(sent.moveToColdStorageAfterDays()),
                number(sent.deleteAfterDays()),
                Optional.ofNullable(sent.optInToArchiveForSupportedResources()),
                Optional.ofNullable(sent.deleteAfterEventAsString()));
    }

    private static OptionalLong number(@Nullable Long sent) {
        return sent == null ? OptionalLong.empty() : OptionalLong.of(sent);
    }

    /** Without members for what is never to happen. */
    public static Lifecycle answer(io.coldkeep.domain.lifecycle.Lifecycle lifecycle) {
        return Lifecycle.builder()
                .moveToColdStorageAfterDays(number(lifecycle.moveToColdAfter()))
                .deleteAfterDays(number(lifecycle.deleteAfter()))
                .optInToArchiveForSupportedResources(lifecycle.optInToArchive().orElse(null))
                .build();
    }

    private static @Nullable Long number(Optional<RetentionDays> days) {
        return days.map(RetentionDays::value).map(Integer::longValue).orElse(null);
    }

    static CalculatedLifecycle answer(io.coldkeep.domain.lifecycle.CalculatedLifecycle calculated) {
        return CalculatedLifecycle.builder()
                .moveToColdStorageAt(calculated.moveToColdAt().orElse(null))
                .deleteAt(calculated.deleteAt().orElse(null))
                .build();
    }
}
