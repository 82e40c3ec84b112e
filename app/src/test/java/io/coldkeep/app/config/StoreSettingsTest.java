package io.coldkeep.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.s3.S3Access;
import io.coldkeep.persistence.content.blob.s3.S3Location;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {

    private static final Path DATA = Path.of("/data");

    private static StorePlace place(StorageTier tier, Map<String, String> environment) {
        return StoreSettings.of(environment).place(tier, DATA);
    }

    private static StorePlace warm(String text) {
        return place(StorageTier.WARM, Map.of("COLDKEEP_WARM_STORE", text));
    }

    @Test
    void keepsBothTiersBelowTheDataDirectoryUnlessToldOtherwise() {
        assertThat(place(StorageTier.WARM, Map.of())).isEqualTo(new StorePlace.Directory(DATA.resolve("content/warm")));
        assertThat(place(StorageTier.COLD, Map.of("COLDKEEP_COLD_STORE", " ")))
                .isEqualTo(new StorePlace.Directory(DATA.resolve("content/cold")));
    }

    @Test
    void readsDirectoriesAndBuckets() {
        assertThat(warm("file:/mnt/a b")).isEqualTo(new StorePlace.Directory(Path.of("/mnt/a b")));
        assertThat(warm("file:///mnt/warm/")).isEqualTo(new StorePlace.Directory(Path.of("/mnt/warm")));
        assertThat(warm("s3://bucket/some/prefix/"))
                .isEqualTo(new StorePlace.Bucket(new S3Location("bucket", "some/prefix")));
        assertThat(warm("s3://bucket")).isEqualTo(new StorePlace.Bucket(new S3Location("bucket", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mnt/warm",
                "file:",
                "file:relative",
                "file://host/path",
                "s3:bucket",
                "s3://",
                "s3://B/prefix",
                "s3://bucket//prefix",
                "s3://bucket/../x",
                "s3://bucket/a b",
                "https://bucket/prefix"
            })
    void refusesAPlaceThatIsNone(String text) {
        assertThatThrownBy(() -> StoreSettings.of(Map.of("COLDKEEP_COLD_STORE", text)))
                .isInstanceOf(CannotStart.class)
                .hasMessage("COLDKEEP_COLD_STORE must be file:/path or s3://bucket/prefix, was '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/a,s3://bucket/a",
        "s3://bucket,s3://bucket/cold",
        "s3://bucket/a/b,s3://bucket/a",
        "file:/mnt/x,file:/mnt/x/",
        "file:/mnt,file:/mnt/cold",
        "file:/data/content,",
        ",file:/data/content/warm/cold"
    })
    void refusesTiersThatAreNotInTwoPlaces(String warm, String cold) {
        var settings = new StoreSettings(warm, cold, null, null, null, null, null);

        assertThatThrownBy(() -> settings.place(StorageTier.WARM, DATA))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("COLDKEEP_WARM_STORE and COLDKEEP_COLD_STORE must be two places");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/a,s3://bucket/ab",
        "s3://bucket/a,s3://other/a",
        "file:/mnt/a,file:/mnt/ab",
        "file:/a,s3://aaa/a",
        "s3://bucket,"
    })
    void takesTiersInTwoPlaces(String warm, String cold) {
        var settings = new StoreSettings(warm, cold, null, null, null, null, null);

        assertThat(settings.place(StorageTier.WARM, DATA)).isNotEqualTo(settings.place(StorageTier.COLD, DATA));
    }

    @Test
    void refusesADirectoryByTwoNames(@TempDir Path directory) throws IOException {
        var real = Files.createDirectory(directory.resolve("real"));
        var link = Files.createSymbolicLink(directory.resolve("link"), real);
        var settings = new StoreSettings("file:" + real, "file:" + link + "/below", null, null, null, null, null);

        assertThatThrownBy(() -> settings.place(StorageTier.COLD, DATA)).isInstanceOf(CannotStart.class);
    }

    @Test
    void reachesAServiceThatSpeaksS3() {
        var settings = StoreSettings.of(Map.of(
                "COLDKEEP_S3_ENDPOINT", "http://minio.example.org:9000",
                "COLDKEEP_S3_ACCESS_KEY_ID", "key",
                "COLDKEEP_S3_SECRET_ACCESS_KEY", "the secret"));

        assertThat(settings.s3())
                .isEqualTo(new S3Access(
                        Optional.of(URI.create("http://minio.example.org:9000")),
                        Optional.of("us-east-1"),
                        Optional.of(new S3Access.Keys("key", "the secret")),
                        true));
        assertThat(settings.toString()).doesNotContain("the secret");
    }

    @Test
    void reachesAwsByWhatItsToolsAreSetTo() {
        assertThat(StoreSettings.of(Map.of()).s3())
                .isEqualTo(new S3Access(Optional.empty(), Optional.empty(), Optional.empty(), false));
        assertThat(StoreSettings.of(Map.of("COLDKEEP_S3_REGION", "eu-central-1", "COLDKEEP_S3_PATH_STYLE", "true"))
                        .s3())
                .isEqualTo(new S3Access(Optional.empty(), Optional.of("eu-central-1"), Optional.empty(), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COLDKEEP_S3_ENDPOINT|minio:9000|COLDKEEP_S3_ENDPOINT must be http://host:port or https://host:port, was 'minio:9000'",
                "COLDKEEP_S3_ENDPOINT|http://h/path|COLDKEEP_S3_ENDPOINT must be http://host:port or https://host:port, was 'http://h/path'",
                "COLDKEEP_S3_REGION|EU Central|COLDKEEP_S3_REGION must be the name of a region, was 'EU Central'",
                "COLDKEEP_S3_PATH_STYLE|yes|COLDKEEP_S3_PATH_STYLE must be one of true, false, was 'yes'",
                "COLDKEEP_S3_ACCESS_KEY_ID|key|COLDKEEP_S3_ACCESS_KEY_ID and COLDKEEP_S3_SECRET_ACCESS_KEY must be set together",
                "COLDKEEP_S3_SECRET_ACCESS_KEY|key|COLDKEEP_S3_ACCESS_KEY_ID and COLDKEEP_S3_SECRET_ACCESS_KEY must be set together"
            })
    void refusesWhatCannotBe(String variable, String value, String reason) {
        assertThatThrownBy(() -> StoreSettings.of(Map.of(variable, value)))
                .isInstanceOf(CannotStart.class)
                .hasMessage(reason);
    }
}
