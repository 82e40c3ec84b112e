package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;
import java.util.Optional;

/**
 * The lifecycle configuration of a file system's own files: when EFS would move them between its storage classes. Kept and
 * given back; a local directory has one class. Not to be confused with the lifecycle of a recovery point.
 */
public record Tiering(
        Optional<String> transitionToIa,
        Optional<String> transitionToPrimaryStorageClass,
        Optional<String> transitionToArchive) {

    public static final Tiering NONE = new Tiering(Optional.empty(), Optional.empty(), Optional.empty());

    private static final List<String> AFTER = List.of(
            "AFTER_1_DAY",
            "AFTER_7_DAYS",
            "AFTER_14_DAYS",
            "AFTER_30_DAYS",
            "AFTER_60_DAYS",
            "AFTER_90_DAYS",
            "AFTER_180_DAYS",
            "AFTER_270_DAYS",
            "AFTER_365_DAYS");
    private static final List<String> TO_PRIMARY = List.of("AFTER_1_ACCESS");

    public Tiering {
        check("TransitionToIA", transitionToIa, AFTER);
        check("TransitionToPrimaryStorageClass", transitionToPrimaryStorageClass, TO_PRIMARY);
        check("TransitionToArchive", transitionToArchive, AFTER);
        if (transitionToIa.isPresent() && transitionToArchive.isPresent()) {
            var ia = AFTER.indexOf(transitionToIa.get());
            if (AFTER.indexOf(transitionToArchive.get()) <= ia) {
                throw new RuleBroken(
                        new InvalidValue("LifecyclePolicies.TransitionToArchive", "must be later than TransitionToIA"));
            }
        }
    }

    private static void check(String member, Optional<String> word, List<String> allowed) {
        word.filter(given -> !allowed.contains(given)).ifPresent(given -> {
            throw new RuleBroken(InvalidValue.oneOf("LifecyclePolicies." + member, allowed, given));
        });
    }
}
