package io.coldkeep.domain.plan;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;
import java.util.Map;

/**
 * How a type of resource is backed up: {@code EC2} with the option {@code WindowsVSS}, {@code S3} with {@code BackupACLs} and
 * {@code BackupObjectTags}, each {@code enabled} or {@code disabled}. Kept and given back; file systems have none.
 */
public record AdvancedBackupSetting(String resourceType, Map<String, String> options) {

    private static final Map<String, List<String>> OPTIONS =
            Map.of("EC2", List.of("WindowsVSS"), "S3", List.of("BackupACLs", "BackupObjectTags"));
    private static final List<String> WORDS = List.of("enabled", "disabled");
    private static final String FIELD = "AdvancedBackupSettings";

    /** @throws RuleBroken for any other type, option or word */
    public AdvancedBackupSetting {
        options = Map.copyOf(options);
        var known = OPTIONS.get(resourceType);
        if (known == null) {
            throw new RuleBroken(InvalidValue.oneOf(
                    FIELD + ".ResourceType", OPTIONS.keySet().stream().sorted().toList(), resourceType));
        }
        options.forEach((option, word) -> {
            if (!known.contains(option)) {
                throw new RuleBroken(InvalidValue.oneOf(FIELD + ".BackupOptions", known, option));
            }
            if (!WORDS.contains(word)) {
                throw new RuleBroken(InvalidValue.oneOf(FIELD + ".BackupOptions." + option, WORDS, word));
            }
        });
    }
}
