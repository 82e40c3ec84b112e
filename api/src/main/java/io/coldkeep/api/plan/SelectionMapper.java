package io.coldkeep.api.plan;

import io.coldkeep.api.wire.Members;
import io.coldkeep.domain.plan.BackupSelection;
import io.coldkeep.domain.plan.NewBackupSelection;
import io.coldkeep.domain.plan.ResourceChoice;
import io.coldkeep.domain.plan.TagCondition;
import io.coldkeep.domain.plan.TagCondition.Operator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.model.BackupSelectionsListMember;
import software.amazon.awssdk.services.backup.model.Condition;
import software.amazon.awssdk.services.backup.model.ConditionParameter;
import software.amazon.awssdk.services.backup.model.ConditionType;
import software.amazon.awssdk.services.backup.model.Conditions;

/** Selections between the wire and the domain. */
final class SelectionMapper {

    private SelectionMapper() {}

    static NewBackupSelection wanted(software.amazon.awssdk.services.backup.model.BackupSelection sent) {
        return new NewBackupSelection(
                sent.selectionName(),
                Members.roleArn("IamRoleArn", sent.iamRoleArn()),
                new ResourceChoice(
                        sent.resources(),
                        sent.notResources(),
                        sent.listOfTags().stream().map(SelectionMapper::wanted).toList(),
                        wanted(sent.conditions())));
    }

    private static TagCondition wanted(Condition sent) {
        return TagCondition.ofList(sent.conditionTypeAsString(), sent.conditionKey(), sent.conditionValue());
    }

    private static List<TagCondition> wanted(@Nullable Conditions sent) {
        if (sent == null) {
            return List.of();
        }
        return Stream.of(
                        wanted(Operator.STRING_EQUALS, sent.stringEquals()),
                        wanted(Operator.STRING_NOT_EQUALS, sent.stringNotEquals()),
                        wanted(Operator.STRING_LIKE, sent.stringLike()),
                        wanted(Operator.STRING_NOT_LIKE, sent.stringNotLike()))
                .flatMap(conditions -> conditions)
                .toList();
    }

    private static Stream<TagCondition> wanted(Operator operator, List<ConditionParameter> sent) {
        return sent.stream()
                .map(condition ->
                        TagCondition.ofConditions(operator, condition.conditionKey(), condition.conditionValue()));
    }

    static BackupSelectionsListMember listed(BackupSelection selection) {
        return BackupSelectionsListMember.builder()
                .selectionId(selection.id().toString())
                .selectionName(selection.name())
                .backupPlanId(selection.planId().value())
                .iamRoleArn(selection.iamRoleArn())
                .creationDate(selection.creationDate())
                .creatorRequestId(selection.creatorRequestId().orElse(null))
                .build();
    }

    /** With every list, also the empty ones: tools compare them with what they have sent. */
    static software.amazon.awssdk.services.backup.model.BackupSelection answer(BackupSelection selection) {
        var choice = selection.choice();
        return software.amazon.awssdk.services.backup.model.BackupSelection.builder()
                .selectionName(selection.name())
                .iamRoleArn(selection.iamRoleArn())
                .resources(choice.resources())
                .notResources(choice.notResources())
                .listOfTags(choice.listOfTags().stream()
                        .map(SelectionMapper::answer)
                        .toList())
                .conditions(Conditions.builder()
                        .stringEquals(answer(choice, Operator.STRING_EQUALS))
                        .stringNotEquals(answer(choice, Operator.STRING_NOT_EQUALS))
                        .stringLike(answer(choice, Operator.STRING_LIKE))
                        .stringNotLike(answer(choice, Operator.STRING_NOT_LIKE))
                        .build())
                .build();
    }

    private static Condition answer(TagCondition tag) {
        return Condition.builder()
                .conditionType(ConditionType.STRINGEQUALS)
                .conditionKey(tag.key())
                .conditionValue(tag.value())
                .build();
    }

    private static List<ConditionParameter> answer(ResourceChoice choice, Operator operator) {
        return choice.conditions().stream()
                .filter(condition -> condition.operator() == operator)
                .map(condition -> ConditionParameter.builder()
                        .conditionKey(TagCondition.KEY_PREFIX + condition.key())
                        .conditionValue(condition.value())
                        .build())
                .toList();
    }
}
