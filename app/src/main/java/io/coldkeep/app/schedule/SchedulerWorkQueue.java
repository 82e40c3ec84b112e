package io.coldkeep.app.schedule;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import io.coldkeep.persistence.sql.tx.AfterCommit;
import io.coldkeep.persistence.sql.tx.CatalogConnections;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Work as executions of db-scheduler, written in the transaction that asks for it. */
@Singleton
final class SchedulerWorkQueue implements WorkQueue {

    private final SchedulerClient shortWork;
    private final SchedulerClient jobs;
    private final AfterCommit afterCommit;
    private final WakeUp wakeUp;

    SchedulerWorkQueue(CatalogConnections catalog, AfterCommit afterCommit, WakeUp wakeUp) {
        this.shortWork = client(catalog, Lane.SHORT);
        this.jobs = client(catalog, Lane.LONG);
        this.afterCommit = afterCommit;
        this.wakeUp = wakeUp;
    }

    private static SchedulerClient client(CatalogConnections catalog, Lane lane) {
        return SchedulerClient.Builder.create(catalog.dataSource())
                .tableName(lane.table())
                .jdbcCustomization(PortableSql.INSTANCE)
                .serializer(TextSerializer.INSTANCE)
                .enablePriority()
                .build();
    }

    private SchedulerClient client(Lane lane) {
        return switch (lane) {
            case SHORT -> shortWork;
            case LONG -> jobs;
        };
    }

    @Override
    public void enqueue(Work work, Instant at) {
        var lane = Lane.of(work);
        var text = WorkCodec.encode(work);
        var unique = text.substring(0, text.indexOf(' ')) + " " + UUID.randomUUID();
        client(lane)
                .scheduleIfNotExists(lane.task()
                        .instance(unique)
                        .data(text)
                        .priority(Lane.priorityOf(work))
                        .scheduledTo(at));
        afterCommit.afterCommit(() -> wakeUp.wake(lane));
    }
}
