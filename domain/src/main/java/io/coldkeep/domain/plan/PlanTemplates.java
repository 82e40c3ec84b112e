package io.coldkeep.domain.plan;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The templates, which are the same for everybody and never change. */
public final class PlanTemplates {

    private static final int YEAR = 365;

    private static final List<PlanTemplate> ALL = Stream.of(
                    template("87c0c1ef-254d-4180-8fef-2e76a2c38aaa", "Daily-35day-Retention", daily()),
                    template(
                            "9d9c1ef8-3c1a-4d2b-8a55-5f2f0f6d6a01",
                            "Daily-Monthly-1yr-Retention",
                            daily(),
                            monthly(30, YEAR)),
                    template(
                            "b1f4c2de-7a30-4c55-9f0e-2f6f5b1c7d02",
                            "Daily-Weekly-Monthly-5yr-Retention",
                            daily(),
                            weekly(),
                            monthly(90, 5 * YEAR)),
                    template(
                            "c6e0a5b3-12d7-4e84-8b6d-90c1a4e2f303",
                            "Daily-Weekly-Monthly-7yr-Retention",
                            daily(),
                            weekly(),
                            monthly(90, 7 * YEAR)))
            .sorted(Comparator.comparing(PlanTemplate::id))
            .toList();

    private PlanTemplates() {}

    /** The templates by id. */
    public static Page<PlanTemplate> list(PageRequest page) {
        var after = page.after().map(key -> key.parts().get(0)).orElse("");
        var rest = ALL.stream()
                .filter(template -> template.id().compareTo(after) > 0)
                .limit(page.limit() + 1L)
                .toList();
        return Page.of(rest, page, template -> PageKey.of(template.id()));
    }

    /** @throws NotFound when there is none of that id */
    public static PlanTemplate require(String id) {
        return ALL.stream()
                .filter(template -> template.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound(Subject.BACKUP_PLAN_TEMPLATE, id));
    }

    private static PlanTemplate template(String id, String name, BackupRule... rules) {
        return new PlanTemplate(id, name, new PlanDocument(name, List.of(rules), List.of()));
    }

    private static BackupRule daily() {
        return rule("DailyBackups", "cron(0 5 ? * * *)", Lifecycle.deleteAfter(35));
    }

    /** On Saturdays. */
    private static BackupRule weekly() {
        return rule("WeeklyBackups", "cron(0 5 ? * 7 *)", Lifecycle.deleteAfter(90));
    }

    private static BackupRule monthly(int coldAfter, int deleteAfter) {
        return rule(
                "MonthlyBackups",
                "cron(0 5 1 * ? *)",
                Lifecycle.deleteAfter(deleteAfter).movingToColdAfter(coldAfter));
    }

    private static BackupRule rule(String name, String expression, Lifecycle lifecycle) {
        return new BackupRule(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                name,
                VaultName.DEFAULT,
                new Schedule(expression, Schedule.DEFAULT.zone()),
                BackupWindow.DEFAULT,
                lifecycle,
                List.of(),
                Tags.NONE);
    }
}
