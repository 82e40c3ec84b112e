package io.coldkeep.app.config;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.s3.S3Access;
import io.coldkeep.persistence.content.blob.s3.S3Archive;
import io.coldkeep.persistence.content.blob.s3.S3Location;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the operator wants the content, by {@code COLDKEEP_…} in the environment; {@code docs/operations.md} lists it all.
 *
 * @param warmStore {@code file:/path} or {@code s3://bucket/prefix}, instead of the directory below the data directory
 * @param coldStore the same for cold storage, in another place
 * @param s3Endpoint a service that speaks S3, instead of AWS
 * @param s3PathStyle whether buckets are in the path of a request; when nothing is said, they are where there is an endpoint
 * @param s3ColdStorageClass storage class of the bytes of files in cold storage; when nothing is said, the service's default
 * @param s3ThawTier how soon what is archived is thawed for a restore
 * @param s3ThawDays for how long what is thawed can be read
 */
@ConfigurationProperties("coldkeep")
public record StoreSettings(
        @Nullable String warmStore,
        @Nullable String coldStore,
        @Nullable String s3Endpoint,
        @Nullable String s3Region,
        @Nullable String s3AccessKeyId,
        @Nullable String s3SecretAccessKey,
        @Nullable String s3PathStyle,
        @Nullable String s3ColdStorageClass,
        @Nullable String s3ThawTier,
        @Nullable String s3ThawDays) {

    private static final int DAYS = 7;
    private static final int MOST_DAYS = 365;
    private static final String FILE = "file:";
    private static final String REGION_OF_OTHERS = "us-east-1";
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

    public StoreSettings {
        place(StorageTier.WARM, warmStore);
        place(StorageTier.COLD, coldStore);
        endpoint(s3Endpoint);
        pathStyle(s3PathStyle);
        if (given(s3AccessKeyId).isPresent() != given(s3SecretAccessKey).isPresent()) {
            throw new CannotStart("COLDKEEP_S3_ACCESS_KEY_ID and COLDKEEP_S3_SECRET_ACCESS_KEY must be set together");
        }
        if (given(s3Region).filter(region -> !REGION.matcher(region).matches()).isPresent()) {
            throw new CannotStart("COLDKEEP_S3_REGION must be the name of a region, was '" + s3Region + "'");
        }
        requireArchive(archive(s3ColdStorageClass, s3ThawTier, s3ThawDays), coldStore);
    }

    /** The same out of an environment. */
    public static StoreSettings of(Map<String, String> environment) {
        return new StoreSettings(
                environment.get("COLDKEEP_WARM_STORE"),
                environment.get("COLDKEEP_COLD_STORE"),
                environment.get("COLDKEEP_S3_ENDPOINT"),
                environment.get("COLDKEEP_S3_REGION"),
                environment.get("COLDKEEP_S3_ACCESS_KEY_ID"),
                environment.get("COLDKEEP_S3_SECRET_ACCESS_KEY"),
                environment.get("COLDKEEP_S3_PATH_STYLE"),
                environment.get("COLDKEEP_S3_COLD_STORAGE_CLASS"),
                environment.get("COLDKEEP_S3_THAW_TIER"),
                environment.get("COLDKEEP_S3_THAW_DAYS"));
    }

    /** The variable that says where the objects of that tier are. */
    public static String variable(StorageTier tier) {
        return "COLDKEEP_" + tier.name() + "_STORE";
    }

    /**
     * Where the objects of that tier are.
     *
     * @throws CannotStart when the tiers are not in two places
     */
    public StorePlace place(StorageTier tier, Path dataDirectory) {
        var warm = placeIn(StorageTier.WARM, warmStore, dataDirectory);
        var cold = placeIn(StorageTier.COLD, coldStore, dataDirectory);
        if (warm.overlaps(cold)) {
            throw new CannotStart(
                    "COLDKEEP_WARM_STORE and COLDKEEP_COLD_STORE must be two places, and neither in the other, were '%s' and '%s'"
                            .formatted(warm, cold));
        }
        return switch (tier) {
            case WARM -> warm;
            case COLD -> cold;
        };
    }

    private static StorePlace placeIn(StorageTier tier, @Nullable String text, Path dataDirectory) {
        return place(tier, text)
                .orElseGet(() -> new StorePlace.Directory(
                        dataDirectory.resolve("content").resolve(tier.name().toLowerCase(Locale.ROOT))));
    }

    private static Optional<StorePlace> place(StorageTier tier, @Nullable String text) {
        return given(text).map(place -> {
            var directory = directory(place);
            return directory.isPresent()
                    ? new StorePlace.Directory(directory.get())
                    : S3Location.find(place)
                            .map(StorePlace.Bucket::new)
                            .orElseThrow(() -> new CannotStart("%s must be file:/path or s3://bucket/prefix, was '%s'"
                                    .formatted(variable(tier), place)));
        });
    }

    private static Optional<Path> directory(String place) {
        return Optional.of(place)
                .filter(text -> text.startsWith(FILE))
                .map(text -> text.substring(FILE.length()).replaceFirst("^//(?=/)", ""))
                .filter(path -> path.startsWith("/") && !path.startsWith("//") && path.indexOf('\0') < 0)
                .map(path -> Path.of(path).normalize());
    }

    /** How the service that speaks S3 is reached. */
    public S3Access s3() {
        var endpoint = endpoint(s3Endpoint);
        var keys = given(s3AccessKeyId)
                .flatMap(id -> given(s3SecretAccessKey).map(secret -> new S3Access.Keys(id, secret)));
        var region = given(s3Region).or(() -> endpoint.map(other -> REGION_OF_OTHERS));
        return new S3Access(endpoint, region, keys, pathStyle(s3PathStyle).orElse(endpoint.isPresent()));
    }

    private static Optional<URI> endpoint(@Nullable String text) {
        return given(text)
                .map(url -> address(url)
                        .orElseThrow(() -> new CannotStart(
                                "COLDKEEP_S3_ENDPOINT must be http://host:port or https://host:port, was '" + url
                                        + "'")));
    }

    private static Optional<URI> address(String text) {
        try {
            var address = new URI(text);
            var isOne = address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getUserInfo() == null
                    && (address.getPath().isEmpty() || address.getPath().equals("/"))
                    && address.getQuery() == null
                    && address.getFragment() == null;
            return isOne ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> pathStyle(@Nullable String text) {
        return given(text).map(word -> switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new CannotStart("COLDKEEP_S3_PATH_STYLE must be one of true, false, was '" + word + "'");
        });
    }

    /** How the bytes of files are kept in a bucket of that tier; none where all can be read at once. */
    public Optional<S3Archive> archive(StorageTier tier) {
        return tier == StorageTier.COLD
                ? Optional.of(archive(s3ColdStorageClass, s3ThawTier, s3ThawDays))
                : Optional.empty();
    }

    private static S3Archive archive(
            @Nullable String storageClass, @Nullable String thawTier, @Nullable String thawDays) {
        return new S3Archive(
                given(storageClass)
                        .map(name -> oneOf(
                                "COLDKEEP_S3_COLD_STORAGE_CLASS", name, S3Archive.StorageClass.values(), Enum::name)),
                given(thawTier)
                        .map(name ->
                                oneOf("COLDKEEP_S3_THAW_TIER", name, S3Archive.Speed.values(), S3Archive.Speed::tier))
                        .orElse(S3Archive.Speed.STANDARD),
                given(thawDays).map(StoreSettings::days).orElse(DAYS));
    }

    private static <T> T oneOf(String variable, String name, T[] values, Function<T, String> names) {
        return Stream.of(values)
                .filter(value -> names.apply(value).equals(name))
                .findFirst()
                .orElseThrow(() -> new CannotStart("%s must be one of %s, was '%s'"
                        .formatted(variable, Stream.of(values).map(names).collect(Collectors.joining(", ")), name)));
    }

    private static int days(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_DAYS) {
            throw new CannotStart(
                    "COLDKEEP_S3_THAW_DAYS must be a whole number from 1 to %d, was '%s'".formatted(MOST_DAYS, text));
        }
        return Integer.parseInt(text);
    }

    private static void requireArchive(S3Archive archive, @Nullable String coldStore) {
        if (archive.storageClass().isPresent()
                && place(StorageTier.COLD, coldStore)
                        .filter(StorePlace.Bucket.class::isInstance)
                        .isEmpty()) {
            throw new CannotStart("COLDKEEP_S3_COLD_STORAGE_CLASS needs a COLDKEEP_COLD_STORE that is a bucket");
        }
        if (archive.storageClass().equals(Optional.of(S3Archive.StorageClass.DEEP_ARCHIVE))
                && archive.speed() == S3Archive.Speed.EXPEDITED) {
            throw new CannotStart(
                    "COLDKEEP_S3_THAW_TIER must not be Expedited when COLDKEEP_S3_COLD_STORAGE_CLASS is DEEP_ARCHIVE");
        }
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "StoreSettings[warmStore=%s, coldStore=%s, s3Endpoint=%s]".formatted(warmStore, coldStore, s3Endpoint);
    }
}
