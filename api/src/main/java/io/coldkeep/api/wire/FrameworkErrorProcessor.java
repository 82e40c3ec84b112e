package io.coldkeep.api.wire;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/**
 * Answers for what the HTTP server refuses by itself: no route, wrong method, unreadable URI, over-long body. The server's
 * own messages name classes and source positions; none of them is passed on.
 */
@Singleton
final class FrameworkErrorProcessor implements ErrorResponseProcessor<byte[]> {

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int INTERNAL = 500;

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var request = context.getRequest();
        var error = isTooLongBody(context) ? AwsErrors.tooLarge(BodyLimit.BYTES) : errorOf(request, response.code());
        return ErrorRenderer.renderInto(response, request, error);
    }

    private static boolean isTooLongBody(ErrorContext context) {
        return context.getRootCause()
                .filter(ContentLengthExceededException.class::isInstance)
                .isPresent();
    }

    private static AwsError errorOf(HttpRequest<?> request, int status) {
        var service = AwsService.ofPath(request.getPath());
        if (status >= INTERNAL) {
            return AwsErrors.internal(service, RequestId.of(request));
        }
        return status == NOT_FOUND || status == METHOD_NOT_ALLOWED
                ? AwsErrors.noRoute(request.getMethodName(), request.getPath())
                : AwsErrors.ofStatus(status, service);
    }
}
