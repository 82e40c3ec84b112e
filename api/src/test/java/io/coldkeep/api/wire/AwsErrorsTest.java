package io.coldkeep.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.plan.InRule;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AwsErrorsTest {

    private static Arguments of(AwsService service, RefusedException refusal, int status, String type, String body) {
        return Arguments.of(service, refusal, status, type, body);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                of(
                        AwsService.EFS,
                        new NotFound(Subject.FILE_SYSTEM, "fs-1"),
                        404,
                        "FileSystemNotFound",
                        "{\"ErrorCode\":\"FileSystemNotFound\",\"Message\":\"File system 'fs-1' does not exist.\"}"),
                of(
                        AwsService.EFS,
                        new NotFound(Subject.BACKUP_POLICY, "fs-1"),
                        404,
                        "PolicyNotFound",
                        "{\"ErrorCode\":\"PolicyNotFound\",\"Message\":null}"),
                of(
                        AwsService.EFS,
                        new AlreadyExists(Subject.FILE_SYSTEM, "fs-1", "token", "already there"),
                        409,
                        "FileSystemAlreadyExists",
                        "{\"ErrorCode\":\"FileSystemAlreadyExists\",\"Message\":\"already there\","
                                + "\"FileSystemId\":\"fs-1\"}"),
                of(
                        AwsService.EFS,
                        new WrongState(WrongState.Reason.FILE_SYSTEM_NOT_AVAILABLE, "deleting"),
                        409,
                        "IncorrectFileSystemLifeCycleState",
                        "{\"ErrorCode\":\"IncorrectFileSystemLifeCycleState\",\"Message\":\"deleting\"}"),
                of(
                        AwsService.EFS,
                        new WrongState(WrongState.Reason.TOO_SOON, "later"),
                        429,
                        "TooManyRequests",
                        "{\"ErrorCode\":\"TooManyRequests\",\"Message\":\"later\"}"),
                of(
                        AwsService.EFS,
                        new LimitExceeded(Subject.FILE_SYSTEM, "1000"),
                        403,
                        "FileSystemLimitExceeded",
                        "{\"ErrorCode\":\"FileSystemLimitExceeded\",\"Message\":\"1000\"}"),
                of(
                        AwsService.EFS,
                        new RuleBroken(new InvalidValue("Tags", "must be fewer")),
                        400,
                        "BadRequest",
                        "{\"ErrorCode\":\"BadRequest\",\"Message\":\"Tags must be fewer\"}"),
                of(
                        AwsService.BACKUP,
                        new RuleBroken(new InvalidValue("Lifecycle.DeleteAfterDays", "must be more")),
                        400,
                        "InvalidParameterValueException",
                        "{\"Message\":\"Lifecycle.DeleteAfterDays must be more\",\"Type\":null,\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new RuleBroken(new InRule("dai\"ly", new InvalidValue("RuleName", "must be 'legal'"))),
                        400,
                        "InvalidParameterValueException",
                        "{\"Code\":\"ERROR_3015\",\"Message\":\"Error in rule dai\\\"ly : RuleName must be 'legal'\","
                                + "\"Type\":null,"
                                + "\"Context\":\"[\\\"dai\\\\\\\"ly\\\",\\\"RuleName must be 'legal'\\\"]\"}"),
                of(
                        AwsService.BACKUP,
                        new NotFound(Subject.BACKUP_PLAN, "plan-1"),
                        400,
                        "ResourceNotFoundException",
                        "{\"Message\":\"Cannot find Backup plan with ID plan-1\",\"Type\":null,\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new AlreadyExists(Subject.BACKUP_SELECTION, "id", "token", "there"),
                        400,
                        "AlreadyExistsException",
                        "{\"Message\":\"there\",\"Type\":null,\"Context\":null,\"CreatorRequestId\":\"token\"}"),
                of(
                        AwsService.BACKUP,
                        new WrongState(WrongState.Reason.PLAN_HAS_SELECTIONS, "selections"),
                        400,
                        "InvalidRequestException",
                        "{\"Message\":\"selections\",\"Type\":null,\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new NotFound(Subject.RECOVERY_POINT, "arn"),
                        400,
                        "ResourceNotFoundException",
                        "{\"Code\":\"ERROR_2603\",\"Message\":\"Cannot find recovery point\",\"Type\":null,"
                                + "\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new NotFound(Subject.BACKUP_VAULT, "v"),
                        400,
                        "ResourceNotFoundException",
                        "{\"Message\":\"Backup vault 'v' does not exist.\",\"Type\":null,\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new NotFound(Subject.FILE_SYSTEM, "fs-1"),
                        400,
                        "ResourceNotFoundException",
                        "{\"Message\":\"File system 'fs-1' does not exist.\",\"Type\":null,\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new AlreadyExists(Subject.FILE_SYSTEM, "fs-1", "token", "already there"),
                        400,
                        "InvalidParameterValueException",
                        "{\"Message\":\"already there\",\"Type\":null,\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new AlreadyExists(Subject.BACKUP_VAULT, "arn", "token", "there"),
                        400,
                        "AlreadyExistsException",
                        "{\"Message\":\"there\",\"Type\":null,\"Context\":null,\"Arn\":\"arn\","
                                + "\"CreatorRequestId\":\"token\"}"),
                of(
                        AwsService.BACKUP,
                        new WrongState(WrongState.Reason.VAULT_NOT_EMPTY, "not empty", "3"),
                        400,
                        "InvalidRequestException",
                        "{\"Code\":\"ERROR_9101\",\"Message\":\"not empty\",\"Type\":null,\"Context\":\"3\"}"),
                of(
                        AwsService.BACKUP,
                        new WrongState(WrongState.Reason.RECOVERY_POINT_NOT_EDITABLE, "DELETING"),
                        400,
                        "InvalidRequestException",
                        "{\"Message\":\"DELETING\",\"Type\":null,\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new WrongState(WrongState.Reason.RECOVERY_POINT_BUSY, "busy"),
                        400,
                        "InvalidResourceStateException",
                        "{\"Message\":\"busy\",\"Type\":null,\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new LimitExceeded(Subject.RESOURCE, "50"),
                        400,
                        "LimitExceededException",
                        "{\"Message\":\"50\",\"Type\":null,\"Context\":null}"),
                of(
                        AwsService.BACKUP,
                        new AccessDenied("no"),
                        403,
                        "AccessDeniedException",
                        "{\"Message\":\"no\",\"Type\":null,\"Context\":null}"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void callsARefusalWhatTheServiceCallsIt(
            AwsService service, RefusedException refusal, int status, String type, String body) {
        var error = AwsErrors.of(refusal, service);

        assertThat(error.status()).isEqualTo(status);
        assertThat(error.type()).isEqualTo(type);
        assertThat(new String(ErrorRenderer.body(service, error), UTF_8)).isEqualTo(body);
    }

    @Test
    void tellsTheServicesApartByTheirPaths() {
        assertThat(AwsService.ofPath("/2015-02-01/file-systems")).isEqualTo(AwsService.EFS);
        assertThat(AwsService.ofPath("/2015-02-01")).isEqualTo(AwsService.EFS);
        assertThat(AwsService.ofPath("/2015-02-011/file-systems")).isEqualTo(AwsService.BACKUP);
        assertThat(AwsService.ofPath("/backup-vaults/2015-02-01")).isEqualTo(AwsService.BACKUP);
        assertThat(AwsService.ofPath("/")).isEqualTo(AwsService.BACKUP);
        assertThat(AwsService.ofPath("")).isEqualTo(AwsService.BACKUP);
    }
}
