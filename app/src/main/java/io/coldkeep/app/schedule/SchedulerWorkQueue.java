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

    private final SchedulerClient client;
    private final AfterCommit afterCommit;
    private final WakeUp wakeUp;

    SchedulerWorkQueue(CatalogConnections catalog, AfterCommit afterCommit, WakeUp wakeUp) {
        this.client = SchedulerClient.Builder.create(catalog.dataSource())
                .serializer(TextSerializer.INSTANCE)
                .build();
        this.afterCommit = afterCommit;
        this.wakeUp = wakeUp;
    }

    @Override
    public void enqueue(Work work, Instant at) {
        var text = WorkCodec.encode(work);
        var unique = text.substring(0, text.indexOf(' ')) + " " + UUID.randomUUID();
        client.scheduleIfNotExists(
                WorkScheduler.WORK.instance(unique).data(text).scheduledTo(at));
        afterCommit.afterCommit(wakeUp::wake);
    }
}
