package io.coldkeep.api.wire;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for what nobody expected: the log gets the stack trace, the client the id to find it by. */
@Singleton
final class UnexpectedExceptionHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedExceptionHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // the interface says so
    public HttpResponse<?> handle(HttpRequest request, Throwable thrown) {
        var id = RequestId.of(request);
        LOG.error("Request {} failed: {} {}", id, request.getMethodName(), request.getPath(), thrown);
        return ErrorRenderer.render(request, AwsErrors.internal(AwsService.ofPath(request.getPath()), id));
    }
}
