package io.coldkeep.api.plan;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.api.ServiceTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.backup.model.BackupPlanInput;
import software.amazon.awssdk.services.backup.model.BackupRule;
import software.amazon.awssdk.services.backup.model.BackupRuleInput;
import software.amazon.awssdk.services.backup.model.CreateBackupPlanResponse;
import software.amazon.awssdk.services.backup.model.GetBackupPlanResponse;

/** What the tests of plans, templates and selections say in the same words. */
abstract class PlanTest extends ServiceTest {

    /** A rule that says no more than it must. */
    static BackupRuleInput rule(String name) {
        return rule(name, rule -> {});
    }

    static BackupRuleInput rule(String name, Consumer<BackupRuleInput.Builder> more) {
        var rule = BackupRuleInput.builder().ruleName(name).targetBackupVaultName("Default");
        more.accept(rule);
        return rule.build();
    }

    static BackupPlanInput plan(String name, BackupRuleInput... rules) {
        return BackupPlanInput.builder().backupPlanName(name).rules(rules).build();
    }

    CreateBackupPlanResponse create(BackupPlanInput plan) {
        return account.backup().createBackupPlan(request -> request.backupPlan(plan));
    }

    /** A plan with that name and one rule. */
    String create(String name) {
        return create(plan(name, rule("daily"))).backupPlanId();
    }

    GetBackupPlanResponse get(String id) {
        return account.backup().getBackupPlan(request -> request.backupPlanId(id));
    }

    BackupRule onlyRule(String id) {
        var rules = get(id).backupPlan().rules();
        if (rules.size() != 1) {
            throw new AssertionError(rules);
        }
        return rules.getFirst();
    }

    /** Sends what no SDK would, for the test's account. */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(account, method, path, body, headers);
    }

    static HttpResponse<String> send(
            InMemoryService.Account account, String method, String path, String body, String... headers) {
        var authorization = Stream.of(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + account.owner().account()
                        + "/20260101/eu-central-1/backup/aws4_request, SignedHeaders=host, Signature=0");
        return service.server()
                .send(
                        method,
                        path,
                        body,
                        Stream.concat(authorization, List.of(headers).stream()).toArray(String[]::new));
    }
}
