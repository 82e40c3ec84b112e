package io.coldkeep.api.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.fixtures.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.efs.model.BadRequestException;
import software.amazon.awssdk.services.efs.model.CreateFileSystemRequest;
import software.amazon.awssdk.services.efs.model.CreateFileSystemResponse;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsRequest;
import software.amazon.awssdk.services.efs.model.DescribeFileSystemsResponse;
import software.amazon.awssdk.services.efs.model.FileSystemAlreadyExistsException;
import software.amazon.awssdk.services.efs.model.FileSystemDescription;
import software.amazon.awssdk.services.efs.model.FileSystemNotFoundException;
import software.amazon.awssdk.services.efs.model.FileSystemSize;
import software.amazon.awssdk.services.efs.model.IncorrectFileSystemLifeCycleStateException;
import software.amazon.awssdk.services.efs.model.LifeCycleState;
import software.amazon.awssdk.services.efs.model.PerformanceMode;
import software.amazon.awssdk.services.efs.model.Tag;
import software.amazon.awssdk.services.efs.model.ThroughputMode;
import software.amazon.awssdk.services.efs.model.TooManyRequestsException;

class FileSystemWireTest extends ServiceTest {

    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/12345678-1234-1234-1234-123456789012";

    @Test
    void makesAFileSystemWithDefaults() {
        var made = create(request -> {});

        assertThat(made.sdkHttpResponse().statusCode()).isEqualTo(201);
        assertThat(made.ownerId()).isEqualTo(account.owner().account().value());
        assertThat(made.creationToken()).isEqualTo("token");
        assertThat(made.fileSystemId()).matches("fs-[0-9a-f]{17}");
        assertThat(made.fileSystemArn())
                .isEqualTo("arn:aws:elasticfilesystem:eu-central-1:" + made.ownerId() + ":file-system/"
                        + made.fileSystemId());
        assertThat(made.creationTime()).isEqualTo("2026-01-01T00:00:00Z"); // whole seconds, as EFS has them
        assertThat(made.lifeCycleState()).isEqualTo(LifeCycleState.AVAILABLE);
        assertThat(made.name()).isNull();
        assertThat(made.numberOfMountTargets()).isZero();
        assertThat(made.sizeInBytes())
                .isEqualTo(FileSystemSize.builder()
                        .value(6144L)
                        .valueInStandard(6144L)
                        .valueInIA(0L)
                        .valueInArchive(0L)
                        .timestamp(made.creationTime())
                        .build());
        assertThat(made.performanceMode()).isEqualTo(PerformanceMode.GENERAL_PURPOSE);
        assertThat(made.throughputMode()).isEqualTo(ThroughputMode.BURSTING);
        assertThat(made.provisionedThroughputInMibps()).isNull();
        assertThat(made.encrypted()).isFalse();
        assertThat(made.kmsKeyId()).isNull();
        assertThat(made.availabilityZoneName()).isNull();
        assertThat(made.hasTags()).isTrue();
        assertThat(made.tags()).isEmpty();
    }

    @Test
    void keepsEverythingThatItIsToldAndDescribesItAlike() {
        service.directories.allow("/srv/home");
        var made = create(request -> request.encrypted(true)
                .kmsKeyId(KEY)
                .throughputMode(ThroughputMode.PROVISIONED)
                .provisionedThroughputInMibps(12.5)
                .availabilityZoneName("eu-central-1a")
                .tags(tag("Name", "home"), tag("coldkeep:source-path", "/srv/home")));

        var described = describeOnly(made.fileSystemId());
        assertThat(described.encrypted()).isTrue();
        assertThat(described.kmsKeyId()).isEqualTo(KEY);
        assertThat(described.throughputMode()).isEqualTo(ThroughputMode.PROVISIONED);
        assertThat(described.provisionedThroughputInMibps()).isEqualTo(12.5);
        assertThat(described.availabilityZoneName()).isEqualTo("eu-central-1a");
        assertThat(described.name()).isEqualTo("home");
        assertThat(described.tags()).containsExactly(tag("Name", "home"), tag("coldkeep:source-path", "/srv/home"));
        for (var field : described.sdkFields()) {
            assertThat(made.getValueForField(field.memberName(), Object.class))
                    .as(field.memberName())
                    .isEqualTo(described.getValueForField(field.memberName(), Object.class));
        }
    }

    @Test
    void tellsWhichFileSystemHasTheToken() {
        var made = create(request -> {});

        var refused = assertRefused(
                FileSystemAlreadyExistsException.class,
                "File system '" + made.fileSystemId() + "' already exists with creation token 'token'",
                () -> create(request -> {}));

        assertThat(refused.fileSystemId()).isEqualTo(made.fileSystemId());
        assertThat(refused.errorCode()).isEqualTo("FileSystemAlreadyExists");
        assertThat(refused.statusCode()).isEqualTo(409);
    }

    @Test
    void makesOneFileSystemOfOneTokenUnderConcurrentRequests() throws Exception {
        var attempts = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    try {
                        create(request -> {});
                        return true;
                    } catch (FileSystemAlreadyExistsException e) {
                        return false;
                    }
                })
                .toList();

        var made = new ArrayList<Boolean>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var attempt : threads.invokeAll(attempts)) {
                made.add(attempt.get());
            }
        }

        assertThat(made).containsOnlyOnce(true);
        assertThat(describe(request -> {}).fileSystems()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"true,,ENABLING", "false,eu-central-1a,", ",eu-central-1a,ENABLING", ",,"})
    void turnsBackupsOnWhenToldAndForOneZone(Boolean backup, String zone, String policy) {
        var made = create(request -> request.backup(backup).availabilityZoneName(zone));

        var status = service.catalog
                .fileSystems()
                .findByCreationToken(account.owner(), "token")
                .orElseThrow()
                .backupPolicy();
        assertThat(status.name()).isEqualTo(policy == null ? "NEVER_SET" : policy);
        assertThat(made.availabilityZoneName()).isEqualTo(zone);
    }

    @Test
    void needsACreationTokenOf1To64Characters() {
        assertThat(service.server()
                        .send("POST", "/2015-02-01/file-systems", "{}")
                        .body())
                .contains("\"ErrorCode\":\"BadRequest\"", "Missing required parameter: CreationToken");
        assertRefused(
                BadRequestException.class,
                "CreationToken must be 1 to 64 characters long, was 65",
                () -> account.efs().createFileSystem(request -> request.creationToken("t".repeat(65))));
        assertThat(account.efs()
                        .createFileSystem(request -> request.creationToken("t".repeat(64)))
                        .creationToken())
                .hasSize(64);
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertBad(
                "KmsKeyId must be given with Encrypted true only",
                request -> request.kmsKeyId(KEY).encrypted(false));
        assertBad(
                "ProvisionedThroughputInMibps must be given with ThroughputMode provisioned only",
                request -> request.provisionedThroughputInMibps(1.0));
        assertBad(
                "ProvisionedThroughputInMibps must be given with ThroughputMode provisioned",
                request -> request.throughputMode(ThroughputMode.PROVISIONED));
        assertBad(
                "PerformanceMode must not be maxIO for One Zone file systems or elastic throughput",
                request -> request.performanceMode(PerformanceMode.MAX_IO).throughputMode(ThroughputMode.ELASTIC));
    }

    @ParameterizedTest
    @CsvSource({"0.99,false", "1,true", "3414,true", "3414.1,false"})
    void takesAProvisionedThroughputOf1To3414(double mibps, boolean legal) {
        var request = CreateFileSystemRequest.builder()
                .creationToken("token")
                .throughputMode(ThroughputMode.PROVISIONED)
                .provisionedThroughputInMibps(mibps)
                .build();

        if (legal) {
            assertThat(account.efs().createFileSystem(request).provisionedThroughputInMibps())
                    .isEqualTo(mibps);
        } else {
            assertRefused(
                    BadRequestException.class,
                    "ProvisionedThroughputInMibps must be 1 to 3414, was " + mibps,
                    () -> account.efs().createFileSystem(request));
        }
    }

    @Test
    void refusesWordsThatItDoesNotKnow() {
        assertBad(
                "PerformanceMode must be one of generalPurpose, maxIO, was 'fast'",
                request -> request.performanceMode("fast"));
        assertBad(
                "ThroughputMode must be one of bursting, provisioned, elastic, was 'Elastic'",
                request -> request.throughputMode("Elastic"));
        var key = assertRefused(
                BadRequestException.class,
                () -> create(request -> request.encrypted(true).kmsKeyId("not a key")));
        assertThat(key.awsErrorDetails().errorMessage()).startsWith("KmsKeyId must match");
        assertBad(
                "AvailabilityZoneName must be 1 to 64 characters long, was 65",
                request -> request.availabilityZoneName("z".repeat(65)));
    }

    @Test
    void refusesTagsThatAreNone() {
        assertBad("Tags keys must not begin with 'aws:', was 'aws:x'", request -> request.tags(tag("aws:x", "")));
        assertBad(
                "Tags keys must be 1 to 128 characters long, was 129",
                request -> request.tags(tag("k".repeat(129), "")));
        assertBad(
                "Tags value of 'k' must be at most 256 characters long, was 257",
                request -> request.tags(tag("k", "v".repeat(257))));
        assertBad("Tags must have each key once, had 'k' twice", request -> request.tags(tag("k", "1"), tag("k", "2")));
        assertBad(
                "coldkeep:source-path must be a directory below an allowed root, was '/etc'",
                request -> request.tags(tag("coldkeep:source-path", "/etc")));
    }

    @Test
    void describesByIdByTokenAndAll() {
        var made = create(request -> {});
        var other = account.efs().createFileSystem(request -> request.creationToken("other"));

        assertThat(describe(request -> request.fileSystemId(made.fileSystemArn()))
                        .fileSystems())
                .extracting(FileSystemDescription::fileSystemId)
                .containsExactly(made.fileSystemId());
        assertThat(describe(request -> request.creationToken("other")).fileSystems())
                .extracting(FileSystemDescription::fileSystemId)
                .containsExactly(other.fileSystemId());
        assertThat(describe(request -> request.creationToken("nobody's")).fileSystems())
                .isEmpty();
        assertThat(describe(request -> request.fileSystemId(made.fileSystemId()).creationToken("token"))
                        .fileSystems())
                .hasSize(1);
        assertThat(describe(request -> request.fileSystemId(made.fileSystemId()).creationToken("other"))
                        .fileSystems())
                .isEmpty();
        assertThat(describe(request -> {}).fileSystems()).hasSize(2);
        assertThat(service.newAccount().efs().describeFileSystems().fileSystems())
                .isEmpty();
    }

    @Test
    void knowsNoOtherIds() {
        var refused = assertRefused(
                FileSystemNotFoundException.class,
                "File system 'fs-01234567' does not exist.",
                () -> describe(request -> request.fileSystemId("fs-01234567")));
        assertThat(refused.statusCode()).isEqualTo(404);
        assertRefused(BadRequestException.class, () -> describe(request -> request.fileSystemId("fs-0")));
        assertRefused(BadRequestException.class, () -> describe(request -> request.creationToken("t".repeat(65))));
    }

    @Test
    void listsInPagesToTheLastOne() {
        for (var i = 0; i < 101; i++) {
            service.catalog
                    .fileSystems()
                    .add(Fixtures.aFileSystem().owner(account.owner()).build());
        }

        assertThat(pages(40)).extracting(List::size).containsExactly(40, 40, 21);
        assertThat(pages(101)).extracting(List::size).containsExactly(100, 1); // no page is longer than 100
        assertThat(pages(Integer.MAX_VALUE)).extracting(List::size).containsExactly(100, 1);
        assertThat(pages(null)).extracting(List::size).containsExactly(100, 1);
        assertThat(pages(1).stream().flatMap(List::stream))
                .doesNotHaveDuplicates()
                .hasSize(101)
                .isSorted();
    }

    private List<List<String>> pages(Integer maxItems) {
        var pages = new ArrayList<List<String>>();
        String marker = null;
        do {
            var from = marker;
            var page = describe(request -> request.maxItems(maxItems).marker(from));
            assertThat(page.marker()).isEqualTo(from);
            pages.add(page.fileSystems().stream()
                    .map(FileSystemDescription::fileSystemId)
                    .toList());
            marker = page.nextMarker();
        } while (marker != null);
        return pages;
    }

    @Test
    void endsItsListsWithThePaginatorOfTheSdk() {
        create(request -> {});
        account.efs().createFileSystem(request -> request.creationToken("other"));

        assertThat(account.efs()
                        .describeFileSystemsPaginator(request -> request.maxItems(1))
                        .fileSystems())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void wantsAtLeastOneItem(int maxItems) {
        assertRefused(
                BadRequestException.class,
                "MaxItems must be 1 to 2147483647, was " + maxItems,
                () -> describe(request -> request.maxItems(maxItems)));
    }

    @Test
    void takesNoMarkerThatItDidNotIssueForTheList() {
        create(request -> {});
        account.efs().createFileSystem(request -> request.creationToken("other"));
        var marker = describe(request -> request.maxItems(1)).nextMarker();
        assertThat(marker).hasSizeLessThanOrEqualTo(128);

        var changed = (marker.charAt(0) == 'A' ? 'B' : 'A') + marker.substring(1);
        for (var wrong : List.of(changed, marker + "A", "x", "0", "%")) {
            assertRefused(
                    BadRequestException.class,
                    "Marker must be a token of this list and these filters, was '" + wrong + "'",
                    () -> describe(request -> request.marker(wrong)));
        }
        assertRefused(
                BadRequestException.class,
                () -> describe(request -> request.marker(marker).creationToken("token")));
        assertRefused(
                BadRequestException.class,
                () -> service.newAccount().efs().describeFileSystems(request -> request.marker(marker)));
        assertThat(describe(request -> request.marker(marker).maxItems(7)).fileSystems())
                .hasSize(1);
    }

    @Test
    void changesThroughputOnceADay() {
        var id = create(request -> {}).fileSystemId();

        var updated = account.efs()
                .updateFileSystem(request -> request.fileSystemId(id)
                        .throughputMode(ThroughputMode.PROVISIONED)
                        .provisionedThroughputInMibps(8.0));

        assertThat(updated.sdkHttpResponse().statusCode()).isEqualTo(202);
        assertThat(updated.throughputMode()).isEqualTo(ThroughputMode.PROVISIONED);
        assertThat(updated.provisionedThroughputInMibps()).isEqualTo(8.0);
        assertThat(updated.lifeCycleState()).isEqualTo(LifeCycleState.AVAILABLE);

        var refused = assertRefused(
                TooManyRequestsException.class,
                () -> account.efs()
                        .updateFileSystem(request -> request.fileSystemId(id).throughputMode(ThroughputMode.ELASTIC)));
        assertThat(refused.statusCode()).isEqualTo(429);

        service.clock.advance(Duration.ofDays(1));
        assertThat(account.efs()
                        .updateFileSystem(request -> request.fileSystemId(id).throughputMode(ThroughputMode.ELASTIC))
                        .provisionedThroughputInMibps())
                .isNull();
    }

    @Test
    void refusesUpdatesThatAreWrong() {
        var id = create(request -> {}).fileSystemId();

        assertRefused(
                BadRequestException.class,
                () -> account.efs()
                        .updateFileSystem(request -> request.fileSystemId(id).throughputMode("slow")));
        assertRefused(
                BadRequestException.class,
                () -> account.efs()
                        .updateFileSystem(request -> request.fileSystemId(id).provisionedThroughputInMibps(5.0)));
        assertRefused(
                FileSystemNotFoundException.class,
                () -> account.efs().updateFileSystem(request -> request.fileSystemId("fs-01234567")));
    }

    @Test
    void deletesAndShowsItDeletingUntilItIsGone() {
        var id = create(request -> {}).fileSystemId();

        var answer = account.efs().deleteFileSystem(request -> request.fileSystemId(id));

        assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(204);
        assertThat(describeOnly(id).lifeCycleState()).isEqualTo(LifeCycleState.DELETING);
        assertThat(describeOnly(id).lifeCycleStateAsString()).isEqualTo("deleting");
        account.efs().deleteFileSystem(request -> request.fileSystemId(id)); // the same again changes nothing
        var refused = assertRefused(
                IncorrectFileSystemLifeCycleStateException.class,
                () -> account.efs()
                        .updateFileSystem(request -> request.fileSystemId(id).throughputMode(ThroughputMode.ELASTIC)));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertRefused(
                FileSystemNotFoundException.class,
                () -> account.efs().deleteFileSystem(request -> request.fileSystemId("fs-01234567")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/2015-02-01/file-systems", "/2015-02-01/file-systems/"})
    void takesPathsWithAndWithoutASlashAtTheEnd(String path) {
        var answer = service.server().send("GET", path, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"FileSystems\":[");
    }

    private void assertBad(String message, Consumer<CreateFileSystemRequest.Builder> wanted) {
        assertRefused(BadRequestException.class, message, () -> create(wanted));
        assertThat(describe(request -> {}).fileSystems()).isEmpty();
    }

    private CreateFileSystemResponse create(Consumer<CreateFileSystemRequest.Builder> wanted) {
        return account.efs().createFileSystem(request -> wanted.accept(request.creationToken("token")));
    }

    private DescribeFileSystemsResponse describe(Consumer<DescribeFileSystemsRequest.Builder> wanted) {
        return account.efs().describeFileSystems(wanted);
    }

    private FileSystemDescription describeOnly(String id) {
        var found = describe(request -> request.fileSystemId(id)).fileSystems();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
