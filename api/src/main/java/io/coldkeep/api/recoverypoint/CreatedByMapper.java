package io.coldkeep.api.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.policy.CreatedBy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.RecoveryPointCreator;

/** What made a job or a recovery point, in the words of the wire. */
public final class CreatedByMapper {

    private CreatedByMapper() {}

    /**
     * The rule of a plan; nothing for what a client asked for. The plan is where the resource is that it backs up, also when
     * what is made of it is in another region.
     */
    public static @Nullable RecoveryPointCreator answer(Arn resource, Optional<CreatedBy> createdBy) {
        return createdBy
                .map(rule -> RecoveryPointCreator.builder()
                        .backupPlanId(rule.planId().value())
                        .backupPlanArn(rule.planId()
                                .arn(Owner.of(resource.account(), resource.region()))
                                .toString())
                        .backupPlanName(rule.planName())
                        .backupPlanVersion(rule.planVersion())
                        .backupRuleId(rule.ruleId())
                        .backupRuleName(rule.ruleName())
                        .backupRuleCron(rule.schedule().expression())
                        .backupRuleTimezone(rule.schedule().zone().getId())
                        .build())
                .orElse(null);
    }
}
