package io.coldkeep.persistence.sql.json;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RetentionDays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lifecycle as members of a JSON object of texts; what it does not say is absent. */
public final class LifecycleTexts {

    private static final String MOVE_TO_COLD = "moveToColdAfter";
    private static final String DELETE = "deleteAfter";
    private static final String OPT_IN = "optInToArchive";

    private LifecycleTexts() {}

    public static void write(Lifecycle lifecycle, Map<String, String> texts) {
        lifecycle.moveToColdAfter().ifPresent(days -> texts.put(MOVE_TO_COLD, days.toString()));
        lifecycle.deleteAfter().ifPresent(days -> texts.put(DELETE, days.toString()));
        lifecycle.optInToArchive().ifPresent(optIn -> texts.put(OPT_IN, optIn.toString()));
    }

    public static Lifecycle read(Map<String, String> texts) {
        return new Lifecycle(
                days(texts.get(MOVE_TO_COLD)),
                days(texts.get(DELETE)),
                Optional.ofNullable(texts.get(OPT_IN)).map(Boolean::valueOf));
    }

    private static Optional<RetentionDays> days(@Nullable String text) {
        return Optional.ofNullable(text).map(Integer::valueOf).map(RetentionDays::of);
    }
}
