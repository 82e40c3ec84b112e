package io.coldkeep.api.wire;

import io.coldkeep.api.Caller;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands the caller, who is known since the request was authenticated, to controllers that take one. */
@Singleton
public final class CallerArgumentBinder implements TypedRequestArgumentBinder<Caller> {

    private static final Argument<Caller> TYPE = Argument.of(Caller.class);
    private static final String ATTRIBUTE = "coldkeep.caller";

    /** Remembers who makes the request. */
    public static void put(HttpRequest<?> request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    @Override
    public Argument<Caller> argumentType() {
        return TYPE;
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> source) {
        var caller = source.getAttributes().getValue(ATTRIBUTE) instanceof Caller known ? known : null;
        return () -> Optional.ofNullable(caller);
    }
}
