package io.coldkeep.api.sigv4;

import io.micronaut.http.HttpRequest;
import java.util.Objects;

/** Path and query of a request as they came, nothing decoded. */
final class RawPath {

    private RawPath() {}

    static String of(HttpRequest<?> request) {
        return Objects.requireNonNullElse(request.getUri().getRawPath(), "");
    }

    static String query(HttpRequest<?> request) {
        return Objects.requireNonNullElse(request.getUri().getRawQuery(), "");
    }
}
