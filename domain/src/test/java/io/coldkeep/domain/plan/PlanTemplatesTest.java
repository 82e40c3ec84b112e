package io.coldkeep.domain.plan;

import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.memory.PlainSchedules;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTemplatesTest {

    private static final PageRequest ALL = PageRequest.first(PageRequest.MAX_LIMIT);

    @Test
    void hasTheTemplateThatTheDocumentationShows() {
        var template = PlanTemplates.require("87c0c1ef-254d-4180-8fef-2e76a2c38aaa");

        assertThat(template.name()).isEqualTo("Daily-35day-Retention");
        assertThat(template.document().rules()).singleElement().satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("DailyBackups");
            assertThat(rule.schedule().expression()).isEqualTo("cron(0 5 ? * * *)");
            assertThat(rule.window().start().toMinutes()).isEqualTo(480);
            assertThat(rule.lifecycle()).isEqualTo(Lifecycle.deleteAfter(35));
        });
    }

    @Test
    void listsAllTemplatesPageByPage() {
        var all = PlanTemplates.list(ALL).items();

        assertThat(all)
                .extracting(PlanTemplate::name)
                .containsExactlyInAnyOrder(
                        "Daily-35day-Retention",
                        "Daily-Monthly-1yr-Retention",
                        "Daily-Weekly-Monthly-5yr-Retention",
                        "Daily-Weekly-Monthly-7yr-Retention");
        var inPages = new ArrayList<PlanTemplate>();
        for (var page = Optional.of(PageRequest.first(3)); page.isPresent(); ) {
            var read = PlanTemplates.list(page.get());
            inPages.addAll(read.items());
            page = read.next().map(key -> new PageRequest(3, Optional.of(key)));
        }
        assertThat(inPages).isEqualTo(all);
    }

    @Test
    void hasPlansThatAreLegalAndThatRun() {
        for (var template : PlanTemplates.list(ALL).items()) {
            var schedules = new PlainSchedules();
            var plan = aBackupPlan().build();
            for (var rule : template.document().rules()) {
                schedules.check(rule.schedule());
                assertThat(schedules.nextRun(rule.schedule(), plan.creationDate()))
                        .isPresent();
            }
            assertThat(template.document().rules()).extracting(BackupRule::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void findsNoTemplateThatIsNone() {
        assertThatThrownBy(() -> PlanTemplates.require(Fixtures.uuid().toString()))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        refusal -> assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_PLAN_TEMPLATE));
    }
}
