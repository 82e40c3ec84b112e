package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast a file system is meant to be. Kept and given back; a local directory is as fast as its disk.
 *
 * @param provisionedMibps 1 to 3414, with {@link Mode#PROVISIONED} and only then
 */
public record Throughput(Mode mode, Optional<Double> provisionedMibps) {

    public static final Throughput BURSTING = new Throughput(Mode.BURSTING, Optional.empty());

    private static final double MIN_MIBPS = 1;
    private static final double MAX_MIBPS = 3414;

    /** The modes by the API's words. */
    public enum Mode {
        BURSTING,
        PROVISIONED,
        ELASTIC;

        /** @throws RuleBroken for any other word */
        public static Mode parse(String word) {
            return List.of(values()).stream()
                    .filter(mode -> mode.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new RuleBroken(InvalidValue.oneOf(
                            "ThroughputMode",
                            List.of(values()).stream().map(Mode::word).toList(),
                            word)));
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Throughput {
        if (mode == Mode.PROVISIONED && provisionedMibps.isEmpty()) {
            throw invalid("must be given with ThroughputMode provisioned");
        }
        if (mode != Mode.PROVISIONED && provisionedMibps.isPresent()) {
            throw invalid("must be given with ThroughputMode provisioned only");
        }
        provisionedMibps.ifPresent(mibps -> {
            if (!(mibps >= MIN_MIBPS && mibps <= MAX_MIBPS)) {
                throw invalid("must be 1 to 3414, was " + mibps);
            }
        });
    }

    private static RuleBroken invalid(String reason) {
        return new RuleBroken(new InvalidValue("ProvisionedThroughputInMibps", reason));
    }
}
