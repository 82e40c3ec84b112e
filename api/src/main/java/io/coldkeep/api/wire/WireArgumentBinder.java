package io.coldkeep.api.wire;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.AnnotatedRequestArgumentBinder;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Fills arguments that are marked {@link Wire}. */
@Singleton
final class WireArgumentBinder implements AnnotatedRequestArgumentBinder<Wire, SdkPojo> {

    @Override
    public Class<Wire> getAnnotationType() {
        return Wire.class;
    }

    @Override
    public BindingResult<SdkPojo> bind(ArgumentConversionContext<SdkPojo> context, HttpRequest<?> source) {
        var request = WireReader.read(context.getArgument().getType(), new HttpParts(source));
        return () -> Optional.of(request);
    }

    private record HttpParts(
            HttpRequest<?> request, @Nullable RouteMatch<?> route) implements RequestParts {

        HttpParts(HttpRequest<?> request) {
            this(request, RouteAttributes.getRouteMatch(request).orElse(null));
        }

        @Override
        public @Nullable String label(String name) {
            return route != null && route.getVariableValues().get(name) instanceof CharSequence label
                    ? label.toString()
                    : null;
        }

        @Override
        public List<String> query(String name) {
            return request.getParameters().getAll(name);
        }

        @Override
        public @Nullable String header(String name) {
            return request.getHeaders().get(name);
        }

        @Override
        public byte[] body() {
            return RequestBody.of(request);
        }
    }
}
