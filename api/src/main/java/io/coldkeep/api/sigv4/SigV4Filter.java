package io.coldkeep.api.sigv4;

import io.coldkeep.api.wire.AwsError;
import io.coldkeep.api.wire.AwsErrors;
import io.coldkeep.api.wire.AwsException;
import io.coldkeep.api.wire.AwsService;
import io.coldkeep.api.wire.CallerArgumentBinder;
import io.coldkeep.api.wire.RequestBody;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.exceptions.HttpException;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Authenticates every request before anything else happens to it, those without a route included: whoever is not known
 * learns nothing about which routes there are. Only the health of the service is public.
 *
 * <p>Requests to EFS must be signed for EFS and those to AWS Backup for AWS Backup, as with AWS. What belongs to Coldkeep
 * alone ({@code /coldkeep/…}) may be signed for {@code coldkeep} or for either of the two, since not every tool lets its
 * user choose.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SigV4Filter implements Ordered {

    private static final String PUBLIC_PATH = "/coldkeep/health";
    private static final String OPERATOR_PREFIX = "/coldkeep/";
    private static final List<String> OPERATOR =
            List.of("coldkeep", AwsService.BACKUP.signingName(), AwsService.EFS.signingName());
    private static final List<String> EFS = List.of(AwsService.EFS.signingName());
    private static final List<String> BACKUP = List.of(AwsService.BACKUP.signingName());

    private final Authenticator authenticator;

    SigV4Filter(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.order();
    }

    /** Answers empty to let the request pass. */
    @RequestFilter
    CompletionStage<Optional<HttpResponse<?>>> authenticate(HttpRequest<?> request) {
        // A part of it, so that whoever wants the body in another form still finds it.
        var body = ((ServerHttpRequest<?>) request).byteBody().split(SplitBackpressureMode.FASTEST);
        return body.buffer().handle((bytes, failure) -> {
            if (failure != null) {
                throw unread(request, failure);
            }
            try (bytes) {
                authenticate(request, bytes);
                return Optional.empty();
            }
        });
    }

    private static RuntimeException unread(HttpRequest<?> request, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpException || cause instanceof Error) {
            return new CompletionException(cause); // too long, or a fault of ours
        }
        // The client has gone and nobody will read this, or the body is not in the encoding that its header names.
        return new AwsException(AwsErrors.malformed(AwsService.ofPath(request.getPath())));
    }

    private void authenticate(HttpRequest<?> request, AvailableByteBody body) {
        var bytes = body.toByteArray();
        RequestBody.put(request, bytes);
        if (isPublic(request)) {
            return;
        }
        if (request.getHeaders().isEmpty()) {
            // Not even Host: what the server makes of a request whose URI it cannot read.
            throw new AwsException(AwsErrors.malformed(AwsService.ofPath(request.getPath())));
        }
        var path = request.getPath(); // not decoded, and exactly what the router will look at
        switch (authenticator.authenticate(signed(request, path, bytes), services(path))) {
            case Authenticator.Outcome.Known(var caller) -> CallerArgumentBinder.put(request, caller);
            case Authenticator.Outcome.Refused(var refused) -> throw new AwsException(error(refused));
        }
        if (!CanonicalRequest.normalizedPath(path).equals(path)) {
            // The signature is one for the normalized path, which is another one than the router would see.
            throw new AwsException(AwsErrors.unknownOperation());
        }
    }

    private static boolean isPublic(HttpRequest<?> request) {
        return request.getPath().equals(PUBLIC_PATH)
                && (request.getMethodName().equals("GET")
                        || request.getMethodName().equals("HEAD"));
    }

    private static List<String> services(String path) {
        if (path.startsWith(OPERATOR_PREFIX)) {
            return OPERATOR;
        }
        return switch (AwsService.ofPath(path)) {
            case EFS -> EFS;
            case BACKUP -> BACKUP;
        };
    }

    private static SignedRequest signed(HttpRequest<?> request, String path, byte[] body) {
        return new SignedRequest(
                request.getMethodName(),
                path,
                Objects.requireNonNullElse(request.getUri().getRawQuery(), ""),
                name -> request.getHeaders().getAll(name),
                body);
    }

    private static AwsError error(Verification.Refused refused) {
        return AwsError.of(refused.reason().status(), refused.reason().type(), refused.message());
    }
}
