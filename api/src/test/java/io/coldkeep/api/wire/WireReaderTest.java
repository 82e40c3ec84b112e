package io.coldkeep.api.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.CreateBackupPlanRequest;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupPlansRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleRequest;
import software.amazon.awssdk.services.efs.model.CreateFileSystemRequest;
import software.amazon.awssdk.services.efs.model.PutBackupPolicyRequest;
import software.amazon.awssdk.services.efs.model.UntagResourceRequest;

class WireReaderTest {

    private record Parts(Map<String, String> labels, Map<String, List<String>> queries, List<Byte> bytes)
            implements RequestParts {

        static Parts of(byte[] body) {
            var bytes = new Byte[body.length];
            for (var i = 0; i < body.length; i++) {
                bytes[i] = body[i];
            }
            return new Parts(LABELS, Map.of(), List.of(bytes));
        }

        static Parts of(String body) {
            return of(body.getBytes(UTF_8));
        }

        static Parts ofQuery(Map<String, List<String>> query) {
            return new Parts(LABELS, query, List.of());
        }

        @Override
        public @Nullable String label(String name) {
            return labels.get(name);
        }

        @Override
        public List<String> query(String name) {
            return queries.getOrDefault(name, List.of());
        }

        @Override
        public @Nullable String header(String name) {
            return null;
        }

        @Override
        public byte[] body() {
            var body = new byte[bytes.size()];
            for (var i = 0; i < body.length; i++) {
                body[i] = bytes.get(i);
            }
            return body;
        }
    }

    private static final Map<String, String> LABELS = Map.of(
            "backupVaultName", "nightly",
            "recoveryPointArn", "arn:aws:backup:us-east-1:123456789012:recovery-point:X/Y",
            "FileSystemId", "fs-0123456789abcdef0",
            "ResourceId", "fs-0123456789abcdef0");

    private static UpdateRecoveryPointLifecycleRequest update(String body) {
        return WireReader.read(UpdateRecoveryPointLifecycleRequest.class, Parts.of(body));
    }

    private static AwsError refusal(Class<? extends SdkPojo> model, RequestParts parts) {
        return catchThrowableOfType(AwsException.class, () -> WireReader.read(model, parts))
                .error();
    }

    private static AwsError refusal(String body) {
        return refusal(UpdateRecoveryPointLifecycleRequest.class, Parts.of(body));
    }

    @Test
    void takesMembersFromPathAndBody() {
        var request = update("{\"Lifecycle\":{\"MoveToColdStorageAfterDays\":7,\"DeleteAfterDays\":-1,"
                + "\"OptInToArchiveForSupportedResources\":true}}");

        assertThat(request)
                .isEqualTo(UpdateRecoveryPointLifecycleRequest.builder()
                        .backupVaultName("nightly")
                        .recoveryPointArn("arn:aws:backup:us-east-1:123456789012:recovery-point:X/Y")
                        .lifecycle(lifecycle -> lifecycle
                                .moveToColdStorageAfterDays(7L)
                                .deleteAfterDays(-1L)
                                .optInToArchiveForSupportedResources(true))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", " {} ", "{\"Lifecycle\":null}", "{\"Other\":{\"a\":[{\"b\":null}]},\"X\":1}"})
    void takesABodyWithoutTheOptionalMembers(String body) {
        assertThat(update(body).lifecycle()).isNull();
    }

    @Test
    void tellsAnEmptyStructureFromNone() {
        assertThat(update("{\"Lifecycle\":{}}").lifecycle()).isNotNull();
        assertThat(update("{\"Lifecycle\":{\"DeleteAfterDays\":null}}")
                        .lifecycle()
                        .deleteAfterDays())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5|a whole number, was 1.5",
                "1.0|a whole number, was 1.0",
                "1e2|a whole number, was 1e2",
                "1e400|a whole number, was 1e400",
                "\"7\"|a whole number, was a string",
                "true|a whole number, was true",
                "[7]|a whole number, was a list",
                "{}|a whole number, was an object",
                "9223372036854775808|a whole number between -9223372036854775808 and 9223372036854775807,"
                        + " was 9223372036854775808",
                "-9223372036854775809|a whole number between -9223372036854775808 and 9223372036854775807,"
                        + " was -9223372036854775809",
            })
    void refusesWhatIsNoWholeNumber(String value, String expected) {
        var error = refusal("{\"Lifecycle\":{\"DeleteAfterDays\":" + value + "}}");

        assertThat(error)
                .isEqualTo(AwsError.of(
                        400, "InvalidParameterValueException", "Lifecycle.DeleteAfterDays must be " + expected));
    }

    @Test
    void takesTheWholeRangeOfALong() {
        var largest = update("{\"Lifecycle\":{\"DeleteAfterDays\":9223372036854775807}}");
        var smallest = update("{\"Lifecycle\":{\"DeleteAfterDays\":-9223372036854775808}}");

        assertThat(largest.lifecycle().deleteAfterDays()).isEqualTo(Long.MAX_VALUE);
        assertThat(smallest.lifecycle().deleteAfterDays()).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Lifecycle\":[]}|Lifecycle must be an object, was a list",
                "{\"Lifecycle\":\"x\"}|Lifecycle must be an object, was a string",
                "{\"Lifecycle\":{\"OptInToArchiveForSupportedResources\":\"true\"}}"
                        + "|Lifecycle.OptInToArchiveForSupportedResources must be true or false, was a string",
                "{\"Lifecycle\":{\"OptInToArchiveForSupportedResources\":1}}"
                        + "|Lifecycle.OptInToArchiveForSupportedResources must be true or false, was 1",
                "{\"Lifecycle\":{\"DeleteAfterEvent\":1}}|Lifecycle.DeleteAfterEvent must be a string, was 1",
                "{\"Lifecycle\":{\"DeleteAfterDays\":1,\"DeleteAfterDays\":2}}"
                        + "|Lifecycle.DeleteAfterDays must be given once, was given twice",
                "{\"Lifecycle\":{},\"Lifecycle\":{}}|Lifecycle must be given once, was given twice",
                "[]|The request body must be a JSON object, was a list",
                "\"x\"|The request body must be a JSON object, was a string",
                "null|The request body must be a JSON object, was null",
                "' '|The request body must be a JSON object, was blank",
                "{}{}|The request body must be one JSON object, more follows it",
                "{} x|The request body is not valid JSON (line 1, column 4)",
                "{\"a\":}|The request body is not valid JSON (line 1, column 6)",
                "{\"a\":1|The request body is not valid JSON (line 1, column 7)",
                "{\"Lifecycle\":{\"DeleteAfterDays\":1}|The request body is not valid JSON (line 1, column 35)",
                "{\"Lifecycle\":{\"DeleteAfterDays\":NaN}}|The request body is not valid JSON (line 1, column 36)",
                "{'a':1}|The request body is not valid JSON (line 1, column 2)",
            })
    void saysWhereABodyIsWrong(String body, String message) {
        assertThat(refusal(body)).isEqualTo(AwsError.of(400, "InvalidParameterValueException", message));
    }

    @Test
    void refusesBodiesThatAreNotUtf8() {
        var latin = "{\"CreatorRequestId\":\"é\"}".getBytes(ISO_8859_1);
        var wide = "{}".getBytes(UTF_16);
        var overlong = new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};

        for (var body : List.of(latin, overlong)) {
            assertThat(refusal(CreateBackupVaultRequest.class, Parts.of(body)).message())
                    .isEqualTo("The request body is not valid UTF-8");
        }
        assertThat(refusal(CreateBackupVaultRequest.class, Parts.of(wide)).status())
                .isEqualTo(400);
    }

    @Test
    void takesTextOfEveryScript() {
        var request = WireReader.read(
                CreateBackupVaultRequest.class, Parts.of("{\"BackupVaultTags\":{\"zoë\":\"søn 𝄞 \\ud834\\udd1e\"}}"));

        assertThat(request.backupVaultTags()).isEqualTo(Map.of("zoë", "søn 𝄞 𝄞"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"CreatorRequestId\":\"a\\u0000b\"}"
                        + "|CreatorRequestId must be text without the character U+0000, was text that contains it",
                "{\"CreatorRequestId\":\"\\ud834\"}"
                        + "|CreatorRequestId must be Unicode text, was text with half of a surrogate pair",
                "{\"CreatorRequestId\":\"\\udd1e\\ud834\"}"
                        + "|CreatorRequestId must be Unicode text, was text with half of a surrogate pair",
                "{\"BackupVaultTags\":{\"a\":1}}|BackupVaultTags.a must be a string, was 1",
                "{\"BackupVaultTags\":{\"a\":null}}|BackupVaultTags.a must be a string, was null",
                "{\"BackupVaultTags\":{\"a\":\"1\",\"a\":\"2\"}}|BackupVaultTags.a must be given once, was given twice",
                "{\"BackupVaultTags\":[]}|BackupVaultTags must be an object, was a list",
            })
    void refusesTextThatCannotBeKept(String body, String message) {
        assertThat(refusal(CreateBackupVaultRequest.class, Parts.of(body)).message())
                .isEqualTo(message);
    }

    @Test
    void refusesBodiesThatAreNestedWithoutEnd() {
        var deep = "{\"Other\":" + "[".repeat(100_000);

        assertThat(refusal(deep).message())
                .isEqualTo("The request body is nested too deeply or contains a number that is too long");
    }

    @Test
    void refusesNumbersWithoutEnd() {
        var body = "{\"Lifecycle\":{\"DeleteAfterDays\":" + "9".repeat(100_000) + "}}";

        assertThat(refusal(body).message())
                .isEqualTo("The request body is nested too deeply or contains a number that is too long");
    }

    @Test
    void namesThePlaceInListsOfStructures() {
        var body = "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":["
                + "{\"RuleName\":\"a\",\"TargetBackupVaultName\":\"v\"},"
                + "{\"RuleName\":\"b\",\"TargetBackupVaultName\":\"v\",\"Lifecycle\":{\"DeleteAfterDays\":\"x\"}}]}}";

        assertThat(refusal(CreateBackupPlanRequest.class, Parts.of(body)).message())
                .isEqualTo("BackupPlan.Rules[1].Lifecycle.DeleteAfterDays must be a whole number, was a string");
    }

    @Test
    void missesTheMembersThatAreRequired() {
        assertThat(refusal(StartBackupJobRequest.class, Parts.of("")))
                .isEqualTo(AwsError.of(
                        400, "MissingParameterValueException", "Missing required parameter: BackupVaultName"));
        assertThat(refusal(
                        CreateBackupPlanRequest.class,
                        Parts.of("{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":null}]}}")))
                .isEqualTo(AwsError.of(
                        400,
                        "MissingParameterValueException",
                        "Missing required parameter: BackupPlan.Rules[0].RuleName"));
        assertThat(refusal(PutBackupPolicyRequest.class, Parts.of("{\"BackupPolicy\":{}}")))
                .isEqualTo(AwsError.of(400, "BadRequest", "Missing required parameter: BackupPolicy.Status"));
    }

    @Test
    void keepsWordsThatTheSdkDoesNotKnow() {
        var request = WireReader.read(
                PutBackupPolicyRequest.class, Parts.of("{\"BackupPolicy\":{\"Status\":\"SOMETIMES\"}}"));

        assertThat(request.backupPolicy().statusAsString()).isEqualTo("SOMETIMES");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.5, 0.5", "1e3, 1000", "-2.25, -2.25"})
    void takesNumbersOfDoublePrecision(String text, double expected) {
        var request = WireReader.read(
                CreateFileSystemRequest.class,
                Parts.of("{\"CreationToken\":\"t\",\"ProvisionedThroughputInMibps\":" + text + "}"));

        assertThat(request.provisionedThroughputInMibps()).isEqualTo(expected);
    }

    @Test
    void refusesNumbersThatNoDoubleHolds() {
        var error = refusal(
                CreateFileSystemRequest.class,
                Parts.of("{\"CreationToken\":\"t\",\"ProvisionedThroughputInMibps\":1e400}"));

        assertThat(error.message())
                .isEqualTo("ProvisionedThroughputInMibps must be a number of double precision, was 1e400");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05.678Z, 2026-01-02T03:04:05.678Z",
        "2026-01-02T03:04:05.678901Z, 2026-01-02T03:04:05.678901Z",
        "2026-01-02T05:04:05+02:00, 2026-01-02T03:04:05Z",
        "1767323045.678, 2026-01-02T03:04:05.678Z",
        "1767323045, 2026-01-02T03:04:05Z",
        "1.767323045678E9, 2026-01-02T03:04:05.678Z",
        "-1, 1969-12-31T23:59:59Z",
        "253402300799, 9999-12-31T23:59:59Z",
    })
    void readsTimestampsInTheQueryAsTextAndAsNumber(String text, Instant expected) {
        var request =
                WireReader.read(ListBackupJobsRequest.class, Parts.ofQuery(Map.of("createdAfter", List.of(text))));

        assertThat(request.byCreatedAfter()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-01-02",
                "2026-01-02T03:04:05",
                "253402300800",
                "1e400",
                "-1e17",
                "1e",
                "--1",
                "NaN",
                "Infinity",
                "0x10",
                "+10000-01-01T00:00:00Z"
            })
    void refusesTimestampsThatAreNone(String text) {
        var error = refusal(ListBackupJobsRequest.class, Parts.ofQuery(Map.of("createdAfter", List.of(text))));

        assertThat(error.type()).isEqualTo("InvalidParameterValueException");
        assertThat(error.message())
                .startsWith(
                        "ByCreatedAfter must be a timestamp (ISO 8601 or seconds since 1970) in the years 1 to 9999");
    }

    @Test
    void takesNumbersTruthAndWordsFromTheQuery() {
        var jobs = WireReader.read(
                ListBackupJobsRequest.class,
                Parts.ofQuery(Map.of("maxResults", List.of("10"), "state", List.of("COMPLETED"))));
        var plans =
                WireReader.read(ListBackupPlansRequest.class, Parts.ofQuery(Map.of("includeDeleted", List.of("true"))));

        assertThat(jobs.maxResults()).isEqualTo(10);
        assertThat(jobs.byState()).isEqualTo(BackupJobState.COMPLETED);
        assertThat(plans.includeDeleted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1.5", "+1", "x", "2147483648", "-2147483649", "٧", "1e1", "0x1"})
    void refusesWhatIsNoWholeNumberInTheQuery(String text) {
        var error = refusal(ListBackupJobsRequest.class, Parts.ofQuery(Map.of("maxResults", List.of(text))));

        assertThat(error.message())
                .isEqualTo("MaxResults must be a whole number between -2147483648 and 2147483647, was '" + text + "'");
    }

    @Test
    void refusesAParameterThatIsGivenTwice() {
        var error = refusal(ListBackupJobsRequest.class, Parts.ofQuery(Map.of("maxResults", List.of("1", "2"))));

        assertThat(error.message()).isEqualTo("MaxResults must be given once, was given 2 times");
    }

    @Test
    void readsListsInTheQueryFromRepeatedParameters() {
        var request =
                WireReader.read(UntagResourceRequest.class, Parts.ofQuery(Map.of("tagKeys", List.of("b c", "a"))));

        assertThat(request.tagKeys()).containsExactly("b c", "a");
    }

    @Test
    void ignoresTheBodyOfAnOperationThatHasNone() {
        var request = WireReader.read(ListBackupJobsRequest.class, Parts.of("this is no JSON"));

        assertThat(request).isEqualTo(ListBackupJobsRequest.builder().build());
    }
}
