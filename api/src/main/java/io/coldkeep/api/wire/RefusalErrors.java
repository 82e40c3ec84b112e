package io.coldkeep.api.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.coldkeep.domain.plan.InRule;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.WrongState;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a refusal of the domain is called by the service that was asked. Messages that AWS is known to send are sent word
 * for word, for the tools that look for them.
 */
final class RefusalErrors {

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;

    private static final String RECOVERY_POINT_NOT_FOUND = "ERROR_2603";
    private static final String INVALID_RULE = "ERROR_3015";
    private static final String VAULT_NOT_EMPTY = "ERROR_9101";

    private RefusalErrors() {}

    /** The one mapping; a new kind of refusal does not compile until it is mapped. */
    static AwsError of(RefusedException refusal, AwsService service) {
        return switch (refusal) {
            case RuleBroken broken -> ruleBroken(broken, service);
            case NotFound notFound -> notFound(notFound, service);
            case AlreadyExists exists -> alreadyExists(exists, service);
            case WrongState state -> wrongState(state, service);
            case LimitExceeded limit -> limitExceeded(limit, service);
            case AccessDenied denied -> AwsError.of(FORBIDDEN, "AccessDeniedException", denied.getMessage());
        };
    }

    private static AwsError ruleBroken(RuleBroken refusal, AwsService service) {
        var error = AwsErrors.badRequest(service, refusal.getMessage());
        return refusal.violation() instanceof InRule inRule
                ? error.withCode(INVALID_RULE).withContext(context(inRule.ruleName(), inRule.reason()))
                : error;
    }

    /** The arguments of a message as AWS Backup repeats them: a JSON array. */
    private static String context(String... arguments) {
        var strings = JsonStringEncoder.getInstance();
        return Stream.of(arguments)
                .map(argument -> '"' + String.valueOf(strings.quoteAsString(argument)) + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static AwsError notFound(NotFound refusal, AwsService service) {
        return switch (service) {
            case EFS ->
                switch (refusal.subject()) {
                    case BACKUP_POLICY -> AwsError.of(NOT_FOUND, "PolicyNotFound", null); // AWS says no more either
                    default -> AwsError.of(NOT_FOUND, "FileSystemNotFound", refusal.getMessage());
                };
            case BACKUP ->
                switch (refusal.subject()) {
                    case RECOVERY_POINT ->
                        resourceNotFound("Cannot find recovery point").withCode(RECOVERY_POINT_NOT_FOUND);
                    case BACKUP_PLAN -> resourceNotFound("Cannot find Backup plan with ID " + refusal.id());
                    case VAULT_ACCESS_POLICY ->
                        resourceNotFound("Backup Vault " + refusal.id() + " has no associated POLICY");
                    default -> resourceNotFound(refusal.getMessage());
                };
        };
    }

    private static AwsError resourceNotFound(String message) {
        return AwsError.of(BAD_REQUEST, "ResourceNotFoundException", message); // AWS Backup says 400 here, not 404
    }

    private static AwsError alreadyExists(AlreadyExists refusal, AwsService service) {
        return switch (service) {
            case EFS ->
                AwsError.of(CONFLICT, "FileSystemAlreadyExists", refusal.getMessage())
                        .with("FileSystemId", refusal.id());
            case BACKUP ->
                switch (refusal.subject()) {
                    // Of a restore, whose only errors of its own are about values.
                    case FILE_SYSTEM -> AwsErrors.badRequest(service, refusal.getMessage());
                    case BACKUP_SELECTION -> // which has no ARN
                        AwsError.of(BAD_REQUEST, "AlreadyExistsException", refusal.getMessage())
                                .with("CreatorRequestId", refusal.token());
                    default ->
                        AwsError.of(BAD_REQUEST, "AlreadyExistsException", refusal.getMessage())
                                .with("Arn", refusal.id())
                                .with("CreatorRequestId", refusal.token());
                };
        };
    }

    private static AwsError wrongState(WrongState refusal, AwsService service) {
        return switch (service) {
            case EFS -> wrongStateOfEfs(refusal);
            case BACKUP -> wrongStateOfBackup(refusal);
        };
    }

    private static AwsError wrongStateOfEfs(WrongState refusal) {
        var message = refusal.getMessage();
        return switch (refusal.reason()) {
            case TOO_SOON -> AwsError.of(TOO_MANY_REQUESTS, "TooManyRequests", message);
            case FILE_SYSTEM_NOT_AVAILABLE -> AwsError.of(CONFLICT, "IncorrectFileSystemLifeCycleState", message);
            case VAULT_NOT_EMPTY,
                    VAULT_IS_PERMANENT,
                    RECOVERY_POINT_NOT_EDITABLE,
                    RECOVERY_POINT_BUSY,
                    JOB_ENDED,
                    PLAN_HAS_SELECTIONS,
                    CLOCK -> AwsErrors.badRequest(AwsService.EFS, message); // none of EFS's own
        };
    }

    private static AwsError wrongStateOfBackup(WrongState refusal) {
        var message = refusal.getMessage();
        return switch (refusal.reason()) {
            case RECOVERY_POINT_BUSY -> AwsError.of(BAD_REQUEST, "InvalidResourceStateException", message);
            case VAULT_NOT_EMPTY ->
                invalidRequest(message).withCode(VAULT_NOT_EMPTY).withContext(refusal.detail());
            case FILE_SYSTEM_NOT_AVAILABLE,
                    TOO_SOON,
                    VAULT_IS_PERMANENT,
                    RECOVERY_POINT_NOT_EDITABLE,
                    JOB_ENDED,
                    PLAN_HAS_SELECTIONS,
                    CLOCK -> invalidRequest(message);
        };
    }

    private static AwsError invalidRequest(String message) {
        return AwsError.of(BAD_REQUEST, "InvalidRequestException", message);
    }

    private static AwsError limitExceeded(LimitExceeded refusal, AwsService service) {
        var message = refusal.getMessage();
        return switch (service) {
            case EFS ->
                switch (refusal.subject()) {
                    case FILE_SYSTEM -> AwsError.of(FORBIDDEN, "FileSystemLimitExceeded", message);
                    default -> AwsErrors.badRequest(service, message);
                };
            case BACKUP -> AwsError.of(BAD_REQUEST, "LimitExceededException", message);
        };
    }
}
