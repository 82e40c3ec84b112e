package io.coldkeep.app.schedule;

import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.coldkeep.domain.work.Work;

/**
 * Where work runs. Each lane has a table and a scheduler of its own, so that what takes a moment never waits behind what may
 * take hours.
 */
enum Lane {
    /** What takes a moment, and the sweeps: as much at a time as there is. */
    SHORT("scheduled_tasks", "work"),

    /** Jobs that carry bytes: as many at a time in each process as the settings say. */
    LONG("scheduled_jobs", "job");

    private final String table;
    private final String task;

    Lane(String table, String task) {
        this.table = table;
        this.task = task;
    }

    static Lane of(Work work) {
        return switch (work) {
            case Work.Backup _, Work.Restore _, Work.Copy _ -> LONG;
            case Work.SettleBackupPolicy _,
                    Work.MeasureFileSystem _,
                    Work.DeleteFileSystem _,
                    Work.DiscardContent _,
                    Work.EndMove _,
                    Work.DiscardRestore _ -> SHORT;
        };
    }

    /** Whoever waits for files to come back goes first, however many backups are due. */
    static int priorityOf(Work work) {
        return work instanceof Work.Restore ? Priority.HIGH : Priority.MEDIUM;
    }

    String table() {
        return table;
    }

    TaskDescriptor<String> task() {
        return TaskDescriptor.of(task, String.class);
    }
}
