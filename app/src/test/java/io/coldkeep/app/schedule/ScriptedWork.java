package io.coldkeep.app.schedule;

import io.coldkeep.domain.work.Work;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Work that does what a test says, instead of the use cases. */
@Singleton
@Replaces(UseCases.class)
@Requires(property = "test.scripted-work")
final class ScriptedWork implements WorkHandler {

    private volatile WorkHandler script = work -> {};

    void does(WorkHandler wanted) {
        script = wanted;
    }

    @Override
    public void handle(Work work) throws IOException {
        script.handle(work);
    }
}
