package io.coldkeep.api.wire;

import io.coldkeep.domain.refusal.RefusedException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers with the error that a refusal of the domain becomes; controllers never catch. */
@Singleton
final class RefusalHandler implements ExceptionHandler<RefusedException, HttpResponse<?>> {

    @Override
    @SuppressWarnings("rawtypes") // the interface says so
    public HttpResponse<?> handle(HttpRequest request, RefusedException refusal) {
        return ErrorRenderer.render(request, AwsErrors.of(refusal, AwsService.ofPath(request.getPath())));
    }
}
