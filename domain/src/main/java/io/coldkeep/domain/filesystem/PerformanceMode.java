package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;

/** Kept and given back; without effect on a local directory. */
public enum PerformanceMode {
    GENERAL_PURPOSE("generalPurpose"),
    MAX_IO("maxIO");

    private final String word;

    PerformanceMode(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** @throws RuleBroken for any other word */
    public static PerformanceMode parse(String word) {
        return List.of(values()).stream()
                .filter(mode -> mode.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new RuleBroken(InvalidValue.oneOf(
                        "PerformanceMode",
                        List.of(values()).stream().map(PerformanceMode::word).toList(),
                        word)));
    }
}
