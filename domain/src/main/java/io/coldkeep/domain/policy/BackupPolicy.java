package io.coldkeep.domain.policy;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;

/**
 * Whether a file system is backed up automatically. A client asks for {@link Setting}; the answer shows the way there
 * ({@code ENABLING}, {@code DISABLING}) and, once the work of the change is done, the end of it. From the request on
 * only the new direction is visible, never the old opposite word. A file system whose policy was never set is
 * {@link #NEVER_SET}, which is not the same as {@code DISABLED}.
 */
public enum BackupPolicy {
    NEVER_SET,
    ENABLING,
    ENABLED,
    DISABLING,
    DISABLED;

    /** What a client may ask for. */
    public enum Setting {
        ENABLED,
        DISABLED;

        /** @throws RuleBroken for any other word; ENABLING and DISABLING are answers only */
        public static Setting parse(String word) {
            for (var setting : values()) {
                if (setting.name().equals(word)) {
                    return setting;
                }
            }
            throw new RuleBroken(InvalidValue.oneOf("BackupPolicy.Status", List.of(values()), word));
        }
    }

    /** The policy right after a client asked for the setting; asking for what already holds changes nothing. */
    public BackupPolicy put(Setting setting) {
        if (setting == Setting.ENABLED) {
            return this == ENABLED ? ENABLED : ENABLING;
        }
        return this == DISABLED ? DISABLED : DISABLING;
    }

    /** The policy once the work of the change is done. */
    public BackupPolicy settled() {
        return switch (this) {
            case ENABLING -> ENABLED;
            case DISABLING -> DISABLED;
            case NEVER_SET, ENABLED, DISABLED -> this;
        };
    }

    /** Whether the work of a change is still to be done. */
    public boolean isInTransition() {
        return this != settled();
    }
}
