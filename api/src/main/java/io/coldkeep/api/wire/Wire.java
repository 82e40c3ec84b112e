package io.coldkeep.api.wire;

import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import io.micronaut.core.bind.annotation.Bindable;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks the argument of a controller's method that is the request of an operation: a request class of the AWS SDK's
 * model. It is filled from path, query, headers and body; what does not fit is answered with the service's error for bad
 * requests, and the method is not called.
 */
@Documented
@Retention(RUNTIME)
@Target(PARAMETER)
@Bindable
public @interface Wire {}
