package io.coldkeep.app.config;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.s3.S3Access;
import io.coldkeep.persistence.content.blob.s3.S3Location;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the operator wants the content, by {@code COLDKEEP_…} in the environment; {@code docs/operations.md} lists it all.
 *
 * @param warmStore {@code file:/path} or {@code s3://bucket/prefix}, instead of the directory below the data directory
 * @param coldStore the same for cold storage, in another place
 * @param s3Endpoint a service that speaks S3, instead of AWS
 * @param s3PathStyle whether buckets are in the path of a request; when nothing is said, they are where there is an endpoint
 */
@ConfigurationProperties("coldkeep")
public record StoreSettings(
        @Nullable String warmStore,
        @Nullable String coldStore,
        @Nullable String s3Endpoint,
        @Nullable String s3Region,
        @Nullable String s3AccessKeyId,
        @Nullable String s3SecretAccessKey,
        @Nullable String s3PathStyle) {

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
                environment.get("COLDKEEP_S3_PATH_STYLE"));
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

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "StoreSettings[warmStore=%s, coldStore=%s, s3Endpoint=%s]".formatted(warmStore, coldStore, s3Endpoint);
    }
}
