package io.coldkeep.api.wire;

import io.coldkeep.domain.refusal.RefusedException;

/** The one place that knows which error of AWS says what. */
public final class AwsErrors {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ACCEPTABLE = 406;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int INTERNAL = 500;

    private static final String TOO_LARGE_TYPE = "RequestEntityTooLargeException";

    private AwsErrors() {}

    /** A refusal of the domain, as the service that was asked calls it. */
    public static AwsError of(RefusedException refusal, AwsService service) {
        return RefusalErrors.of(refusal, service);
    }

    /** A value in the request is wrong. */
    public static AwsError badRequest(AwsService service, String message) {
        return AwsError.of(
                BAD_REQUEST,
                switch (service) {
                    case EFS -> "BadRequest";
                    case BACKUP -> "InvalidParameterValueException";
                },
                message);
    }

    /** The request lacks a member that it must have. */
    public static AwsError missing(AwsService service, String member) {
        var message = "Missing required parameter: " + member;
        return switch (service) {
            case EFS -> badRequest(service, message);
            case BACKUP -> AwsError.of(BAD_REQUEST, "MissingParameterValueException", message);
        };
    }

    /** The request is right, but not something that this service does. */
    public static AwsError unsupported(AwsService service, String message) {
        return switch (service) {
            case EFS -> badRequest(service, message);
            case BACKUP -> AwsError.of(BAD_REQUEST, "InvalidRequestException", message);
        };
    }

    /** The service failed; the cause is in its log, under the request's id. */
    static AwsError internal(AwsService service, String requestId) {
        var message = "The service failed to answer. Its log says why, under the request id " + requestId;
        return AwsError.of(
                INTERNAL,
                switch (service) {
                    case EFS -> "InternalServerError";
                    case BACKUP -> "ServiceUnavailableException";
                },
                message);
    }

    /** No controller has a route for the method and the path. */
    static AwsError noRoute(String method, String path) {
        return Operations.find(method, path)
                .map(operation -> unsupported(
                        operation.service(),
                        operation.name() + " is not implemented by Coldkeep; docs/api-coverage.md lists what is."))
                .orElseGet(AwsErrors::unknownOperation);
    }

    /** AWS has no operation with the method and the path either. */
    public static AwsError unknownOperation() {
        return AwsError.of(
                NOT_FOUND,
                "UnknownOperationException",
                "No operation has this method and path; docs/api-coverage.md lists what is implemented.");
    }

    /** The body is longer than any request of the two services. */
    public static AwsError tooLarge(int limit) {
        return AwsError.of(
                TOO_LARGE,
                "RequestEntityTooLargeException",
                "The request body must not be longer than " + limit + " bytes");
    }

    /** The request is no HTTP that can be understood. */
    public static AwsError malformed(AwsService service) {
        return badRequest(service, "The request cannot be read: its URI, query or headers are malformed");
    }

    /** What the HTTP server itself refuses, by the status that it chose. */
    static AwsError ofStatus(int status, AwsService service) {
        return switch (status) {
            case BAD_REQUEST -> malformed(service);
            case NOT_ACCEPTABLE ->
                AwsError.of(status, "NotAcceptableException", "Answers are application/json, which Accept rules out");
            case TOO_LARGE ->
                AwsError.of(status, TOO_LARGE_TYPE, "The URI or the headers are longer than the server reads");
            case UNSUPPORTED_MEDIA_TYPE ->
                AwsError.of(status, "UnsupportedMediaTypeException", "The content type is not one that is read here");
            default -> AwsError.of(status, "BadRequestException", "The request was refused");
        };
    }
}
