package io.coldkeep.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ApiServer;
import io.coldkeep.api.Caller;
import io.coldkeep.api.sigv4.Authenticator;
import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleRequest;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleResponse;
import software.amazon.awssdk.services.efs.model.CreateFileSystemRequest;
import software.amazon.awssdk.services.efs.model.CreateFileSystemResponse;
import software.amazon.awssdk.services.efs.model.DeleteFileSystemRequest;
import software.amazon.awssdk.services.efs.model.DeleteFileSystemResponse;
import software.amazon.awssdk.services.efs.model.PutBackupPolicyRequest;
import software.amazon.awssdk.services.efs.model.PutBackupPolicyResponse;

/** What a client sees of the wire, errors of the HTTP server included. */
class WireServerTest {

    private static final String SPEC = "WireServerTest";
    private static final String ARN = "arn:aws:backup:us-east-1:123456789012:recovery-point:X/Y";
    private static final String POINT =
            "/backup-vaults/nightly/recovery-points/" + ARN.replace(":", "%3A").replace("/", "%2F");
    private static final Instant CREATED = Instant.ofEpochMilli(1600721892929L);

    @WireController
    @Requires(property = ApiServer.SPEC, value = SPEC)
    static final class Probe {

        @Post("/backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}")
        UpdateRecoveryPointLifecycleResponse updateRecoveryPointLifecycle(
                @Wire UpdateRecoveryPointLifecycleRequest request, Caller caller) {
            return UpdateRecoveryPointLifecycleResponse.builder()
                    .backupVaultArn(caller.owner()
                            .arn("backup", "backup-vault:" + request.backupVaultName())
                            .toString())
                    .recoveryPointArn(request.recoveryPointArn())
                    .lifecycle(request.lifecycle())
                    .calculatedLifecycle(calculated -> calculated.deleteAt(CREATED))
                    .build();
        }

        @Get("/backup-vaults/{backupVaultName}/recovery-points/")
        ListRecoveryPointsByBackupVaultResponse listRecoveryPoints(
                @Wire ListRecoveryPointsByBackupVaultRequest request) {
            return ListRecoveryPointsByBackupVaultResponse.builder()
                    .recoveryPoints(List.of())
                    .nextToken(request.byCreatedAfter() + " " + request.backupVaultName())
                    .build();
        }

        @Delete("/backup-vaults/{backupVaultName}")
        DeleteBackupVaultResponse deleteBackupVault(@Wire DeleteBackupVaultRequest request) {
            return switch (request.backupVaultName()) {
                case "fault" -> throw new IllegalStateException("a secret of the inside");
                case "thread" ->
                    throw new NotFound(Subject.RESOURCE, Thread.currentThread().isVirtual() + "");
                case "missing" -> throw new NotFound(Subject.BACKUP_VAULT, "missing");
                default -> DeleteBackupVaultResponse.builder().build();
            };
        }

        @Post("/2015-02-01/file-systems")
        @Status(HttpStatus.CREATED)
        CreateFileSystemResponse createFileSystem(@Wire CreateFileSystemRequest request) {
            return CreateFileSystemResponse.builder()
                    .creationToken(request.creationToken())
                    .creationTime(CREATED)
                    .tags(request.tags())
                    .build();
        }

        @Delete("/2015-02-01/file-systems/{FileSystemId}")
        @Status(HttpStatus.NO_CONTENT)
        DeleteFileSystemResponse deleteFileSystem(@Wire DeleteFileSystemRequest request) {
            return DeleteFileSystemResponse.builder().build();
        }

        @Put("/2015-02-01/file-systems/{FileSystemId}/backup-policy")
        PutBackupPolicyResponse putBackupPolicy(@Wire PutBackupPolicyRequest request) {
            if (request.fileSystemId().equals("fault")) {
                throw new IllegalStateException("a secret of the inside");
            }
            return PutBackupPolicyResponse.builder().build();
        }
    }

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start(SPEC, Authenticator.trusting(AccountId.of("123456789012")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> update(String body, String... headers) {
        return server.send("POST", POINT, body, headers);
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String type, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType").orElse("")).isEqualTo(type);
        assertIdentified(answer);
    }

    private static void assertIdentified(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("x-amzn-RequestId"))
                .singleElement()
                .asString()
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    private static String backup(String message) {
        return "{\"Message\":\"" + message + "\",\"Type\":null,\"Context\":null}";
    }

    private static String efs(String code, String message) {
        return "{\"ErrorCode\":\"" + code + "\",\"Message\":\"" + message + "\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void servesAnOperationWithAndWithoutATrailingSlash(String slash) {
        var answer = server.send("POST", POINT + slash, "{\"Lifecycle\":{\"DeleteAfterDays\":35}}");

        assertAnswer(
                answer,
                200,
                "",
                "{\"BackupVaultArn\":\"arn:aws:backup:us-east-1:123456789012:backup-vault:nightly\","
                        + "\"RecoveryPointArn\":\"" + ARN + "\",\"Lifecycle\":{\"DeleteAfterDays\":35},"
                        + "\"CalculatedLifecycle\":{\"DeleteAt\":1600721892.929}}");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/x-amz-json-1.1",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "nonsense"
            })
    void takesJsonUnderAnyContentType(String type) {
        assertThat(update("{\"Lifecycle\":{\"DeleteAfterDays\":35}}", "Content-Type", type)
                        .body())
                .contains("\"Lifecycle\":{\"DeleteAfterDays\":35}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "text/html", "application/x-amz-json-1.1", "nonsense"})
    void answersJsonWhateverIsAcceptedAsAwsDoes(String accept) {
        var answer = update("", "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void readsTheCallerFromTheScope() {
        var answer = update(
                "",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=210987654321/20261122/cn-north-1/backup/aws4_request,"
                        + " SignedHeaders=host, Signature=00");

        assertThat(answer.body()).contains("arn:aws-cn:backup:cn-north-1:210987654321:backup-vault:nightly");
    }

    @Test
    void keepsLabelsInOnePieceAndDecodesThemOnce() {
        var answer = server.send("GET", "/backup-vaults/..%2F%2500%2Bb%20c/recovery-points", "");

        assertThat(answer.body()).contains("null ../%00+b c");
    }

    @Test
    void refusesALabelThatCannotBeKept() {
        assertAnswer(
                server.send("DELETE", "/backup-vaults/a%00b", ""),
                400,
                "InvalidParameterValueException",
                backup("BackupVaultName must be text without the character U+0000, was text that contains it"));
    }

    @Test
    void namesTheMemberThatIsWrong() {
        assertAnswer(
                update("{\"Lifecycle\":{\"DeleteAfterDays\":1.5}}"),
                400,
                "InvalidParameterValueException",
                backup("Lifecycle.DeleteAfterDays must be a whole number, was 1.5"));
        assertAnswer(
                server.send("POST", "/2015-02-01/file-systems", "{\"CreationToken\":7}"),
                400,
                "BadRequest",
                efs("BadRequest", "CreationToken must be a string, was 7"));
        assertAnswer(
                server.send("POST", "/2015-02-01/file-systems", ""),
                400,
                "BadRequest",
                efs("BadRequest", "Missing required parameter: CreationToken"));
        assertAnswer(
                update("{\"Lifecycle\":"),
                400,
                "InvalidParameterValueException",
                backup("The request body is not valid JSON (line 1, column 14)"));
    }

    @Test
    void answersWithTheStatusOfTheOperation() {
        assertAnswer(
                server.send("POST", "/2015-02-01/file-systems", "{\"CreationToken\":\"t\",\"Tags\":[]}"),
                201,
                "",
                "{\"CreationToken\":\"t\",\"CreationTime\":1600721892,\"Tags\":[]}");
        assertAnswer(server.send("DELETE", "/2015-02-01/file-systems/fs-01234567", ""), 204, "", "");
    }

    @Test
    void answersWithoutABodyWhereTheOperationHasNoOutput() {
        var answer = server.send("DELETE", "/backup-vaults/nightly", "");

        assertAnswer(answer, 200, "", "");
        assertThat(answer.headers().firstValue("content-length")).contains("0");
    }

    @Test
    void runsControllersOnVirtualThreads() {
        assertThat(server.send("DELETE", "/backup-vaults/thread", "").body()).contains("Resource 'true'");
    }

    @Test
    void turnsRefusalsIntoErrorsOfTheService() {
        assertAnswer(
                server.send("DELETE", "/backup-vaults/missing", ""),
                400,
                "ResourceNotFoundException",
                backup("Backup vault 'missing' does not exist."));
    }

    @Test
    void keepsFaultsToItself() {
        var ofBackup = server.send("DELETE", "/backup-vaults/fault", "");
        var ofEfs = server.send(
                "PUT", "/2015-02-01/file-systems/fault/backup-policy", "{\"BackupPolicy\":{\"Status\":\"x\"}}");

        assertThat(ofBackup.statusCode()).isEqualTo(500);
        assertThat(ofBackup.headers().firstValue("x-amzn-ErrorType")).contains("ServiceUnavailableException");
        assertThat(ofBackup.body())
                .isEqualTo(backup("The service failed to answer. Its log says why, under the request id "
                        + ofBackup.headers().firstValue("x-amzn-RequestId").orElseThrow()));
        assertThat(ofEfs.statusCode()).isEqualTo(500);
        assertThat(ofEfs.headers().firstValue("x-amzn-ErrorType")).contains("InternalServerError");
        assertThat(ofEfs.body()).doesNotContain("secret").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /backup-vaults/v/recovery-points/r/index, GetRecoveryPointIndexDetails",
        "GET, /backup-vaults/v, DescribeBackupVault",
        "GET, /backup/plans/p/, GetBackupPlan",
        "PUT, /scan/job, StartScanJob",
    })
    void namesAnOperationOfBackupThatIsNotImplemented(String method, String path, String operation) {
        assertAnswer(
                server.send(method, path, ""),
                400,
                "InvalidRequestException",
                backup(operation + " is not implemented by Coldkeep; docs/api-coverage.md lists what is."));
    }

    @Test
    void namesAnOperationOfEfsThatIsNotImplemented() {
        assertAnswer(
                server.send("GET", "/2015-02-01/file-systems/fs-01234567/policy", ""),
                400,
                "BadRequest",
                efs(
                        "BadRequest",
                        "DescribeFileSystemPolicy is not implemented by Coldkeep; docs/api-coverage.md lists what is."));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /nothing",
        "PATCH, /backup-vaults/v",
        "OPTIONS, /backup-vaults/v",
        "TRACE, /backup-vaults/v",
        "MADEUP, /backup-vaults/v",
        "GET, /backup-vaults//recovery-points",
    })
    void knowsNoOtherOperations(String method, String path) {
        assertAnswer(
                server.send(method, path, "", "Accept", "text/html"),
                404,
                "UnknownOperationException",
                backup("No operation has this method and path; docs/api-coverage.md lists what is implemented."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "http://127.evil.example", "http://localhost.evil.example", "null", "%"})
    void refusesWebPagesOfOtherSitesInTheShapeOfTheService(String origin) {
        var message = "Web pages of other sites have no access to a service of this machine";

        for (var path : List.of("/backup-vaults/nightly", "/coldkeep/health", "/nothing")) {
            for (var method : List.of("DELETE", "GET", "POST", "OPTIONS")) {
                assertAnswer(
                        server.send(method, path, "", "Origin", origin, "Access-Control-Request-Method", "DELETE"),
                        403,
                        "AccessDeniedException",
                        backup(message));
            }
        }
        assertAnswer(
                server.send("POST", "/2015-02-01/file-systems", "{\"CreationToken\":\"t\"}", "Origin", origin),
                403,
                "AccessDeniedException",
                efs("AccessDeniedException", message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1:4590", "127.1.2.3"})
    void refusesThemAtEveryNameOfThisMachine(String host) {
        var answer = deleteFromAPage(host, "https://evil.example");

        assertThat(answer)
                .startsWith("HTTP/1.1 403 ")
                .containsIgnoringCase("\r\nx-amzn-RequestId: ")
                .contains("AccessDeniedException");
    }

    @Test
    void letsWebPagesOfThisMachineAndOfSitesThatItBelongsToThrough() {
        for (var origin : List.of("http://localhost:3000", "http://127.0.0.1", "https://localhost")) {
            assertAnswer(server.send("DELETE", "/backup-vaults/nightly", "", "Origin", origin), 200, "", "");
        }
        assertThat(deleteFromAPage("backup.example", "https://pages.example")).startsWith("HTTP/1.1 200 ");
    }

    private static String deleteFromAPage(String host, String origin) {
        return server.sendRaw("DELETE /backup-vaults/nightly HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin
                + "\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/backup-vaults/../backup-vaults/v", "/backup-vaults/./v", "//backup-vaults/v"})
    void doesNotRoutePathsThatASignatureDoesNotTellApart(String path) {
        var answer = server.sendRaw("DELETE " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").contains("UnknownOperationException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /backup-vaults/%2 HTTP/1.1\r\nHost: x\r\n",
                "GET /backup-vaults/%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /2015-02-01/file-systems/%2 HTTP/1.1\r\nHost: x\r\n",
                "GET /backup-vaults/v/recovery-points?createdAfter=%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /a|b HTTP/1.1\r\nHost: x\r\n",
                "POST /backup-vaults HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n",
                "nonsense\r\n",
            })
    void refusesWhatIsNoRequest(String request) {
        var answer = server.sendRaw(request + "Connection: close\r\n\r\n");

        assertThat(answer)
                .matches("(?s)HTTP/1\\.[01] 400 .*")
                .containsIgnoringCase("\r\nx-amzn-RequestId: ")
                .contains("The request cannot be read: its URI, query or headers are malformed")
                .doesNotContain("java")
                .doesNotContain("<html");
    }

    @Test
    void refusesABodyThatIsAnnouncedAsTooLong() {
        var answer = server.sendRaw(
                "POST " + POINT + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1048577\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .contains("RequestEntityTooLargeException")
                .contains(backup("The request body must not be longer than 1048576 bytes"));
    }

    @Test
    void refusesABodyThatTurnsOutTooLong() {
        var chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        var answer = server.sendRaw("POST /2015-02-01/file-systems HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17) + "0\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .contains(efs(
                        "RequestEntityTooLargeException", "The request body must not be longer than 1048576 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /%s HTTP/1.1\r\nHost: x\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\n"})
    void refusesHeadsThatAreTooLong(String request) {
        var answer = server.sendRaw(request.formatted("a".repeat(20_000)) + "Connection: close\r\n\r\n");

        assertThat(answer)
                .matches("(?s)HTTP/1\\.[01] 413 .*")
                .contains(backup("The URI or the headers are longer than the server reads"));
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        var body = "{\"Lifecycle\":{}" + " ".repeat(1024 * 1024 - 16) + "}";

        assertThat(body).hasSize(1024 * 1024);
        assertThat(update(body).statusCode()).isEqualTo(200);
    }
}
