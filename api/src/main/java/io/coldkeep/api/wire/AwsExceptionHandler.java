package io.coldkeep.api.wire;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers with the error that the exception carries. */
@Singleton
final class AwsExceptionHandler implements ExceptionHandler<AwsException, HttpResponse<?>> {

    @Override
    @SuppressWarnings("rawtypes") // the interface says so
    public HttpResponse<?> handle(HttpRequest request, AwsException exception) {
        return ErrorRenderer.render(request, exception.error());
    }
}
