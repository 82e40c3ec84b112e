package io.coldkeep.api.wire;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.cors.CorsFilter;
import io.micronaut.http.server.util.HttpHostResolver;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages of other sites, open in a browser on this machine, away from a service that listens on this machine only:
 * whoever reaches it at a loopback address must not come from an origin elsewhere. The HTTP server has the same rule and
 * would answer without a body and a request id; so this comes first.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ForeignOriginFilter implements Ordered {

    private static final int FORBIDDEN = 403;
    private static final Set<String> LOCAL_ORIGINS = Set.of("localhost", "127.0.0.1");
    private static final List<String> LOCAL_HOSTS = List.of("localhost", "127.");
    private static final AwsError REFUSAL = AwsError.of(
            FORBIDDEN, "AccessDeniedException", "Web pages of other sites have no access to a service of this machine");

    private final HttpHostResolver hosts;

    ForeignOriginFilter(HttpHostResolver hosts) {
        this.hosts = hosts;
    }

    @Override
    public int getOrder() {
        return CorsFilter.CORS_FILTER_ORDER - 1;
    }

    /** Answers nothing to let the request pass. */
    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        var foreign = request.getOrigin()
                .filter(origin -> !isLocalOrigin(origin) && isLocalHost(hosts.resolve(request)))
                .isPresent();
        return foreign ? ErrorRenderer.render(request, REFUSAL) : null;
    }

    private static boolean isLocalOrigin(String origin) {
        try {
            var host = URI.create(origin).getHost();
            return host != null && LOCAL_ORIGINS.contains(host);
        } catch (IllegalArgumentException e) {
            return false; // not even an origin
        }
    }

    /** By its beginning: whatever the name, the request got here. */
    private static boolean isLocalHost(String url) {
        var host = url.substring(url.indexOf("://") + "://".length());
        return LOCAL_HOSTS.stream().anyMatch(host::startsWith);
    }
}
