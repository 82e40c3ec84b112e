package io.coldkeep.domain.lifecycle;

import java.time.Instant;

/** What a lifecycle asks for. */
public sealed interface LifecycleAction {

    LifecycleAction KEEP = new Keep();

    record Keep() implements LifecycleAction {}

    record MoveToCold(Instant dueAt) implements LifecycleAction {}

    record Expire(Instant dueAt) implements LifecycleAction {}
}
