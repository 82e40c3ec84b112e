package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupSelection;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.plan.BackupPlan;
import io.coldkeep.domain.plan.BackupSelection;
import io.coldkeep.domain.plan.ResourceChoice;
import io.coldkeep.domain.plan.SelectionRepository;
import io.coldkeep.domain.plan.TagCondition;
import io.coldkeep.domain.plan.TagCondition.Operator;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link SelectionRepository} promises. */
public abstract class SelectionRepositoryContract {

    private final BackupPlan plan = aBackupPlan().build();
    private final BackupPlan otherPlan = aBackupPlan().build();

    protected abstract Catalog catalog();

    private SelectionRepository selections() {
        return catalog().selections();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(selections().find(OWNER, plan.id(), uuid())).isEmpty();
        assertThat(selections().findByName(OWNER, plan.id(), "name")).isEmpty();
        assertThat(selections().findByCreatorRequestId(OWNER, plan.id(), "request"))
                .isEmpty();
        assertThat(selections().count(OWNER, plan.id())).isZero();
        assertThat(selections().list(OWNER, plan.id(), Pages.ALL).items()).isEmpty();
    }

    @Test
    void givesBackAllThatWasAdded() {
        var selection = add(aBackupSelection()
                .of(plan)
                .name("aws/efs/automatic-backup-selection")
                .creationDate(Instant.parse("2026-01-02T03:04:05.678Z"))
                .creatorRequestId("request-1")
                .choice(new ResourceChoice(
                        List.of("arn:aws:elasticfilesystem:*:*:file-system/*", "*"),
                        List.of("arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"),
                        List.of(
                                new TagCondition(Operator.STRING_EQUALS, "stage", "prod"),
                                new TagCondition(Operator.STRING_EQUALS, "stage", "")),
                        Stream.of(Operator.values())
                                .map(operator -> new TagCondition(operator, "key-" + operator, "a*b"))
                                .toList()))
                .build());

        assertThat(selections().find(OWNER, plan.id(), selection.id())).contains(selection);
        assertThat(selections().findByName(OWNER, plan.id(), selection.name())).contains(selection);
        assertThat(selections().findByCreatorRequestId(OWNER, plan.id(), "request-1"))
                .contains(selection);
        assertThat(selections().list(OWNER, plan.id(), Pages.ALL).items()).containsExactly(selection);
    }

    @Test
    void givesBackWhatIsAbsentAsAbsent() {
        var selection = add(aBackupSelection().of(plan).build());

        assertThat(selections().find(OWNER, plan.id(), selection.id())).contains(selection);
    }

    @ParameterizedTest
    @MethodSource("io.coldkeep.domain.contract.OddTexts#odd")
    void keepsOddTextsAsTheyAre(String text) {
        var selection = add(aBackupSelection()
                .of(plan)
                .name(text)
                .iamRoleArn(text)
                .creatorRequestId(text)
                .choice(new ResourceChoice(
                        List.of(), List.of(), List.of(new TagCondition(Operator.STRING_EQUALS, text, text)), List.of()))
                .build());

        assertThat(selections().find(OWNER, plan.id(), selection.id())).contains(selection);
    }

    @Test
    void keepsTheLongestChoice() {
        var arns = IntStream.range(0, 500)
                .mapToObj("arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-%017x"::formatted)
                .toList();
        var selection = add(aBackupSelection()
                .of(plan)
                .choice(new ResourceChoice(arns, arns, List.of(), List.of()))
                .build());

        assertThat(selections().find(OWNER, plan.id(), selection.id())).contains(selection);
    }

    @Test
    void addsNoSecondSelectionOfAnIdANameOrARequest() {
        var selection =
                add(aBackupSelection().of(plan).creatorRequestId("request").build());

        assertThat(selections()
                        .add(aBackupSelection().of(plan).id(selection.id()).build()))
                .isFalse();
        assertThat(selections()
                        .add(aBackupSelection().of(plan).name(selection.name()).build()))
                .isFalse();
        assertThat(selections()
                        .add(aBackupSelection()
                                .of(plan)
                                .creatorRequestId("request")
                                .build()))
                .isFalse();

        assertThat(selections().list(OWNER, plan.id(), Pages.ALL).items()).containsExactly(selection);
    }

    @Test
    void addsOneOfManySelectionsOfANameAtOnce() {
        var added = Concurrently.run(
                8,
                i -> selections().add(aBackupSelection().of(plan).name("same").build()));

        assertThat(added).containsOnlyOnce(true);
        assertThat(selections().count(OWNER, plan.id())).isEqualTo(1);
    }

    @Test
    void keepsPlansAndOwnersApart() {
        var mine = add(aBackupSelection()
                .of(plan)
                .name("name")
                .creatorRequestId("request")
                .build());
        var ofOtherPlan = add(aBackupSelection()
                .of(otherPlan)
                .name("name")
                .creatorRequestId("request")
                .build());
        var ofOtherOwner = add(aBackupSelection()
                .of(aBackupPlan(plan).owner(OTHER_REGION).build())
                .id(mine.id())
                .name("name")
                .creatorRequestId("request")
                .build());

        assertThat(selections().find(OWNER, otherPlan.id(), mine.id())).isEmpty();
        assertThat(selections().find(OTHER_REGION, plan.id(), mine.id())).contains(ofOtherOwner);
        assertThat(selections().findByName(OWNER, otherPlan.id(), "name")).contains(ofOtherPlan);
        assertThat(selections().findByCreatorRequestId(OWNER, otherPlan.id(), "request"))
                .contains(ofOtherPlan);
        assertThat(selections().list(OWNER, plan.id(), Pages.ALL).items()).containsExactly(mine);
        assertThat(selections().count(OWNER, plan.id())).isEqualTo(1);

        selections().remove(mine);

        assertThat(selections().find(OTHER_REGION, plan.id(), mine.id())).contains(ofOtherOwner);
        assertThat(selections().find(OWNER, otherPlan.id(), ofOtherPlan.id())).contains(ofOtherPlan);
    }

    @Test
    void listsByNameInTheOrderOfTheCharacters() {
        var names = List.of("-a", "A-b", "A.b", "A/b", "A0b", "ABb", "A_b", "Aab", "_a", "a", "aB", "ab");
        var expected = names.stream()
                .map(name -> aBackupSelection().of(plan).name(name).build())
                .toList();
        IntStream.of(9, 3, 0, 7, 5, 1, 11, 2, 8, 10, 4, 6).forEach(i -> add(expected.get(i)));
        add(aBackupSelection().of(otherPlan).build());

        assertPagesHold(expected, page -> selections().list(OWNER, plan.id(), page));
    }

    @Test
    void removesASelectionOnce() {
        var selection = add(aBackupSelection()
                .of(plan)
                .name("name")
                .creatorRequestId("request")
                .build());

        assertThat(selections().remove(selection)).isTrue();
        assertThat(selections().remove(selection)).isFalse();

        assertThat(selections().find(OWNER, plan.id(), selection.id())).isEmpty();
        add(aBackupSelection().of(plan).name("name").creatorRequestId("request").build());
    }

    private BackupSelection add(BackupSelection selection) {
        assertThat(selections().add(selection)).isTrue();
        return selection;
    }
}
