package io.coldkeep.api.wire;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A controller of operations of AWS. Its methods run on virtual threads and may block; they take JSON under any content
 * type or none, as AWS does.
 */
@Documented
@Retention(RUNTIME)
@Target(TYPE)
@Controller
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, MediaType.ALL})
@ExecuteOn(TaskExecutors.BLOCKING)
public @interface WireController {}
