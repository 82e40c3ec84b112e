package io.coldkeep.api.wire;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.RouteAttributes;
import java.util.List;

/**
 * Requests with the header {@value #HEADER}{@code : true}, which ask for the answer and not for the change. The answer bears
 * the header, too. Operations that are not {@link DryRunnable} are refused with it: whoever sends it relies on nothing being
 * changed.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class DryRun implements Ordered {

    public static final String HEADER = "X-Coldkeep-Dry-Run";

    private static final String YES = "true";
    private static final String NO = "false";

    /** Whether the operation is to change nothing. */
    public static boolean isAskedFor(HttpRequest<?> request) {
        return YES.equals(request.getHeaders().get(HEADER));
    }

    /** Who is not known learns nothing here either. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    void check(HttpRequest<?> request) {
        var words = request.getHeaders().getAll(HEADER);
        if (words.isEmpty() || words.equals(List.of(NO))) {
            return;
        }
        if (!words.equals(List.of(YES))) {
            throw new RuleBroken(InvalidValue.oneOf(HEADER, List.of(YES, NO), String.join(", ", words)));
        }
        var route = RouteAttributes.getRouteMatch(request);
        if (route.isPresent() && !route.get().getAnnotationMetadata().hasAnnotation(DryRunnable.class)) {
            throw new AwsException(AwsErrors.unsupported(
                    AwsService.ofPath(request.getPath()),
                    HEADER + " is not supported here, and nothing was done: only UpdateRecoveryPointLifecycle has it"));
        }
    }

    @ResponseFilter
    void mark(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (isAskedFor(request)) {
            response.getHeaders().set(HEADER, YES);
        }
    }
}
