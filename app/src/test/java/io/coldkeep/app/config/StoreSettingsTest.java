package io.coldkeep.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.s3.S3Access;
import io.coldkeep.persistence.content.blob.s3.S3Archive;
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

    private static StoreSettings stores(String warm, String cold) {
        return new StoreSettings(warm, cold, null, null, null, null, null, null, null, null);
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
        var settings = stores(warm, cold);

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
        var settings = stores(warm, cold);

        assertThat(settings.place(StorageTier.WARM, DATA)).isNotEqualTo(settings.place(StorageTier.COLD, DATA));
    }

    @Test
    void refusesADirectoryByTwoNames(@TempDir Path directory) throws IOException {
        var real = Files.createDirectory(directory.resolve("real"));
        var link = Files.createSymbolicLink(directory.resolve("link"), real);
        var settings = stores("file:" + real, "file:" + link + "/below");

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

    @Test
    void archivesWhatIsColdAsItIsTold() {
        var archive = StoreSettings.of(Map.of(
                        "COLDKEEP_COLD_STORE", "s3://bucket/cold",
                        "COLDKEEP_S3_COLD_STORAGE_CLASS", "GLACIER",
                        "COLDKEEP_S3_THAW_TIER", "Bulk",
                        "COLDKEEP_S3_THAW_DAYS", "14"))
                .archive(StorageTier.COLD);

        assertThat(archive)
                .contains(new S3Archive(Optional.of(S3Archive.StorageClass.GLACIER), S3Archive.Speed.BULK, 14));
        assertThat(StoreSettings.of(Map.of()).archive(StorageTier.COLD))
                .contains(new S3Archive(Optional.empty(), S3Archive.Speed.STANDARD, 7));
        assertThat(StoreSettings.of(Map.of()).archive(StorageTier.WARM)).isEmpty();
    }

    @Test
    void refusesAStorageClassWhereThereIsNoBucketForIt() {
        assertThatThrownBy(() -> StoreSettings.of(
                        Map.of("COLDKEEP_COLD_STORE", "file:/cold", "COLDKEEP_S3_COLD_STORAGE_CLASS", "GLACIER")))
                .isInstanceOf(CannotStart.class)
                .hasMessage("COLDKEEP_S3_COLD_STORAGE_CLASS needs a COLDKEEP_COLD_STORE that is a bucket");
    }

    @Test
    void refusesAThawThatTheArchiveDoesNotHave() {
        assertThatThrownBy(() -> StoreSettings.of(Map.of(
                        "COLDKEEP_COLD_STORE", "s3://bucket",
                        "COLDKEEP_S3_COLD_STORAGE_CLASS", "DEEP_ARCHIVE",
                        "COLDKEEP_S3_THAW_TIER", "Expedited")))
                .isInstanceOf(CannotStart.class)
                .hasMessage(
                        "COLDKEEP_S3_THAW_TIER must not be Expedited when COLDKEEP_S3_COLD_STORAGE_CLASS is DEEP_ARCHIVE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COLDKEEP_S3_ENDPOINT|minio:9000|COLDKEEP_S3_ENDPOINT must be http://host:port or https://host:port, was 'minio:9000'",
                "COLDKEEP_S3_ENDPOINT|http://h/path|COLDKEEP_S3_ENDPOINT must be http://host:port or https://host:port, was 'http://h/path'",
                "COLDKEEP_S3_REGION|EU Central|COLDKEEP_S3_REGION must be the name of a region, was 'EU Central'",
                "COLDKEEP_S3_PATH_STYLE|yes|COLDKEEP_S3_PATH_STYLE must be one of true, false, was 'yes'",
                "COLDKEEP_S3_COLD_STORAGE_CLASS|glacier|COLDKEEP_S3_COLD_STORAGE_CLASS must be one of STANDARD, STANDARD_IA, ONEZONE_IA, GLACIER_IR, GLACIER, DEEP_ARCHIVE, was 'glacier'",
                "COLDKEEP_S3_THAW_TIER|fast|COLDKEEP_S3_THAW_TIER must be one of Standard, Bulk, Expedited, was 'fast'",
                "COLDKEEP_S3_THAW_DAYS|0|COLDKEEP_S3_THAW_DAYS must be a whole number from 1 to 365, was '0'",
                "COLDKEEP_S3_THAW_DAYS|366|COLDKEEP_S3_THAW_DAYS must be a whole number from 1 to 365, was '366'",
                "COLDKEEP_S3_ACCESS_KEY_ID|key|COLDKEEP_S3_ACCESS_KEY_ID and COLDKEEP_S3_SECRET_ACCESS_KEY must be set together",
                "COLDKEEP_S3_SECRET_ACCESS_KEY|key|COLDKEEP_S3_ACCESS_KEY_ID and COLDKEEP_S3_SECRET_ACCESS_KEY must be set together"
            })
    void refusesWhatCannotBe(String variable, String value, String reason) {
        assertThatThrownBy(() -> StoreSettings.of(Map.of(variable, value)))
                .isInstanceOf(CannotStart.class)
                .hasMessage(reason);
    }
}
