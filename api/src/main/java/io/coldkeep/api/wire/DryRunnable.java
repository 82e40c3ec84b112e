package io.coldkeep.api.wire;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** An operation that can say what it would do and leave it at that. It asks {@link DryRun#isAskedFor} whether to. */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface DryRunnable {}
