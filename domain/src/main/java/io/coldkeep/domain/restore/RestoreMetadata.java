package io.coldkeep.domain.restore;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.filesystem.PerformanceMode;
import io.coldkeep.domain.filesystem.Throughput;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.tag.Tags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The string map that a client sends with a restore. Keys are read without regard to case, since AWS's own documents spell
 * them in more than one way; an unknown key is refused, since a misspelt {@code ItemsToRestore} would restore everything.
 */
public final class RestoreMetadata {

    public static final String FILE_SYSTEM_ID = "file-system-id";

    private static final String NEW_FILE_SYSTEM = "newFileSystem";
    private static final String ENCRYPTED = "Encrypted";
    private static final String KMS_KEY_ID = "KmsKeyId";
    private static final String PERFORMANCE_MODE = "PerformanceMode";
    private static final String CREATION_TOKEN = "CreationToken";
    private static final String ITEMS_TO_RESTORE = "ItemsToRestore";
    private static final String AVAILABILITY_ZONE_NAME = "availabilityZoneName";
    private static final Set<String> KNOWN = Set.of(
            FILE_SYSTEM_ID,
            NEW_FILE_SYSTEM,
            ENCRYPTED,
            KMS_KEY_ID,
            PERFORMANCE_MODE,
            CREATION_TOKEN,
            ITEMS_TO_RESTORE,
            AVAILABILITY_ZONE_NAME,
            "singleAzFilesystem",
            "aws:backup:request-id");
    private static final int MAX_BYTES = 200 * 1024;

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @throws RuleBroken when a key is unknown or given twice, or all of it is longer than 200 KiB */
    public RestoreMetadata(Map<String, String> given) {
        var known = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        KNOWN.forEach(key -> known.put(key, key));
        var bytes = 0L;
        for (var entry : given.entrySet()) {
            if (!known.containsKey(entry.getKey())) {
                throw new RuleBroken(InvalidValue.oneOf("Metadata keys", known.values(), entry.getKey()));
            }
            if (values.put(entry.getKey(), entry.getValue()) != null) {
                throw invalid(entry.getKey(), "must be given once");
            }
            bytes += utf8Length(entry.getKey()) + utf8Length(entry.getValue());
        }
        if (bytes > MAX_BYTES) {
            throw new RuleBroken(
                    new InvalidValue("Metadata", "must be at most %d bytes, was %d".formatted(MAX_BYTES, bytes)));
        }
    }

    private static long utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * @param tokenOtherwise the creation token of a new file system that the client gave none for
     * @throws RuleBroken when a value is not legal, or none says where to
     */
    public Destination destination(Owner owner, String tokenOtherwise) {
        if (flag(NEW_FILE_SYSTEM)) {
            return new Destination.New(new NewFileSystem(
                    text(CREATION_TOKEN).orElse(tokenOtherwise),
                    text(PERFORMANCE_MODE).map(PerformanceMode::parse).orElse(PerformanceMode.GENERAL_PURPOSE),
                    Throughput.BURSTING,
                    flag(ENCRYPTED),
                    text(KMS_KEY_ID),
                    text(AVAILABILITY_ZONE_NAME),
                    Optional.of(false),
                    Tags.NONE));
        }
        var id = text(FILE_SYSTEM_ID)
                .orElseThrow(() -> invalid(FILE_SYSTEM_ID, "must be given unless newFileSystem is true"));
        return new Destination.Existing(FileSystemId.resolve(owner, id));
    }

    /**
     * What to restore; everything when no item is named.
     *
     * @param jsonStrings reads the text of a JSON array of strings
     * @throws RuleBroken when a path is not legal
     */
    public RestoreSelection selection(Function<String, List<String>> jsonStrings) {
        var items = text(ITEMS_TO_RESTORE).map(jsonStrings).orElse(List.of());
        return items.isEmpty()
                ? RestoreSelection.EVERYTHING
                : new RestoreSelection(items.stream().map(RestoreMetadata::item).collect(Collectors.toSet()));
    }

    private static EntryPath item(String path) {
        try {
            return EntryPath.parse(path);
        } catch (RuleBroken e) {
            throw invalid(ITEMS_TO_RESTORE, e.violation().reason()); // the client knows no member called Path
        }
    }

    /** A restore has found none of the items that the client named. */
    static RuleBroken noneOfItems(String items) {
        return invalid(ITEMS_TO_RESTORE, "must name something in the recovery point, was " + items);
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private boolean flag(String key) {
        var word = text(key).orElse("false");
        if (!word.equals("true") && !word.equals("false")) {
            throw new RuleBroken(InvalidValue.oneOf("Metadata." + key, List.of("true", "false"), word));
        }
        return word.equals("true");
    }

    private static RuleBroken invalid(String key, String reason) {
        return new RuleBroken(new InvalidValue("Metadata." + key, reason));
    }
}
