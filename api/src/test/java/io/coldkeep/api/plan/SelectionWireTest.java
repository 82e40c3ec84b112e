package io.coldkeep.api.plan;

import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupSelection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.policy.PlanId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.AlreadyExistsException;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.BackupSelection;
import software.amazon.awssdk.services.backup.model.BackupSelectionsListMember;
import software.amazon.awssdk.services.backup.model.Condition;
import software.amazon.awssdk.services.backup.model.ConditionParameter;
import software.amazon.awssdk.services.backup.model.ConditionType;
import software.amazon.awssdk.services.backup.model.CreateBackupSelectionResponse;
import software.amazon.awssdk.services.backup.model.GetBackupSelectionResponse;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.LimitExceededException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

class SelectionWireTest extends PlanTest {

    private static final Instant START = InMemoryService.START;
    private static final String FILE_SYSTEM = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-1";

    private String plan;

    @BeforeEach
    void makeAPlan() {
        plan = create("nightly");
    }

    @Test
    void makesASelectionAndGetsIt() {
        var wanted = BackupSelection.builder()
                .selectionName("All_of.it-1")
                .iamRoleArn(Fixtures.ROLE)
                .resources(FILE_SYSTEM, "arn:aws:elasticfilesystem:*:*:file-system/*")
                .notResources("*:file-system/fs-0*")
                .listOfTags(tag("STRINGEQUALS", "team", "storage"), tag("STRINGEQUALS", "team", ""))
                .conditions(conditions -> conditions
                        .stringEquals(condition("a", "1"), condition("b", "2"))
                        .stringNotEquals(condition("c", "3"))
                        .stringLike(condition("d", "*4*"))
                        .stringNotLike(condition("e", "5*")))
                .build();

        var made = account.backup()
                .createBackupSelection(request ->
                        request.backupPlanId(plan).backupSelection(wanted).creatorRequestId("mine"));

        assertThat(UUID.fromString(made.selectionId())).hasToString(made.selectionId());
        assertThat(made.backupPlanId()).isEqualTo(plan);
        assertThat(made.creationDate()).isEqualTo(START);
        var got = get(plan, made.selectionId());
        assertThat(got.selectionId()).isEqualTo(made.selectionId());
        assertThat(got.backupPlanId()).isEqualTo(plan);
        assertThat(got.creationDate()).isEqualTo(START);
        assertThat(got.creatorRequestId()).isEqualTo("mine");
        assertThat(got.backupSelection()).isEqualTo(wanted);
        assertThat(account.backup()
                        .listBackupSelections(request -> request.backupPlanId(plan))
                        .backupSelectionsList())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.selectionId()).isEqualTo(made.selectionId());
                    assertThat(listed.selectionName()).isEqualTo("All_of.it-1");
                    assertThat(listed.backupPlanId()).isEqualTo(plan);
                    assertThat(listed.iamRoleArn()).isEqualTo(Fixtures.ROLE);
                    assertThat(listed.creationDate()).isEqualTo(START);
                    assertThat(listed.creatorRequestId()).isEqualTo("mine");
                });
    }

    @Test
    void takesWhatTerraformSendsAndGivesBackEveryList() {
        var made = create(selection -> selection
                .selectionName("tf")
                .resources(List.of())
                .notResources(List.of())
                .listOfTags(tag("STRINGEQUALS", "backup", "yes"))
                .conditions(conditions -> {}));

        var body = send("GET", "/backup/plans/" + plan + "/selections/" + made.selectionId(), "")
                .body();
        assertThat(body)
                .contains(
                        "\"Resources\":[]",
                        "\"NotResources\":[]",
                        "\"ListOfTags\":[{\"ConditionType\":\"STRINGEQUALS\",\"ConditionKey\":\"backup\","
                                + "\"ConditionValue\":\"yes\"}]",
                        "\"Conditions\":{\"StringEquals\":[],\"StringNotEquals\":[],\"StringLike\":[],"
                                + "\"StringNotLike\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"StringEquals", "STRINGEQUALS", "stringequals"})
    void answersTheTypeOfAConditionInCapitals(String type) {
        var made = create(selection -> selection.listOfTags(tag(type, "a", "b")));

        assertThat(get(plan, made.selectionId()).backupSelection().listOfTags())
                .containsExactly(tag("STRINGEQUALS", "a", "b"));
        assertThat(get(plan, made.selectionId())
                        .backupSelection()
                        .listOfTags()
                        .getFirst()
                        .conditionType())
                .isEqualTo(ConditionType.STRINGEQUALS);
    }

    @Test
    void choosesByConditionsAlone() {
        var made = create(selection -> selection.conditions(conditions -> conditions.stringLike(condition("a", "*"))));

        assertThat(get(plan, made.selectionId()).backupSelection().conditions().stringLike())
                .containsExactly(condition("a", "*"));
    }

    @Test
    void refusesToChooseNothing() {
        for (var nothing : List.<Consumer<BackupSelection.Builder>>of(
                selection -> {},
                selection ->
                        selection.resources(List.of()).listOfTags(List.of()).conditions(conditions -> {}),
                selection -> selection.notResources("*"))) {
            assertRefused(
                    InvalidParameterValueException.class,
                    "Invalid backup selection. Either 'ListOfTags' or 'Resources' section must be non-empty.",
                    () -> create(nothing));
        }
    }

    static Stream<Arguments> selections() {
        return Stream.of(
                broken(
                        "SelectionName must match ^[a-zA-Z0-9\\-_.]{1,50}$, was 'a b'",
                        selection -> selection.selectionName("a b")),
                broken(
                        "SelectionName must match ^[a-zA-Z0-9\\-_.]{1,50}$, was ''",
                        selection -> selection.selectionName("")),
                broken(
                        "SelectionName must match ^[a-zA-Z0-9\\-_.]{1,50}$, was '" + "x".repeat(51) + "'",
                        selection -> selection.selectionName("x".repeat(51))),
                broken(
                        "IamRoleArn must match ^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\p{Graph}]{1,512}$, was 'me'",
                        selection -> selection.iamRoleArn("me")),
                broken(
                        "Resources must be ARNs, or have wildcards such as *, was 'fs-1'",
                        selection -> selection.resources("fs-1")),
                broken(
                        "NotResources must be ARNs, or have wildcards such as *, was 'x*'",
                        selection -> selection.notResources("x*")),
                broken(
                        "Resources must be at most 500 ARNs without wildcards, were 501",
                        selection -> selection.resources(IntStream.range(0, 501)
                                .mapToObj(i -> FILE_SYSTEM + i)
                                .toList())),
                broken(
                        "Resources must be at most 30 ARNs with wildcards, were 31",
                        selection -> selection.resources(Collections.nCopies(31, "*"))),
                broken(
                        "BackupSelection must have at most 30 ListOfTags and Conditions, had 31",
                        selection -> selection
                                .listOfTags(Collections.nCopies(30, tag("STRINGEQUALS", "a", "b")))
                                .conditions(conditions -> conditions.stringLike(condition("a", "b")))),
                broken(
                        "ListOfTags.ConditionType must be one of STRINGEQUALS, was 'STRINGLIKE'",
                        selection -> selection.listOfTags(tag("STRINGLIKE", "a", "b"))),
                broken(
                        "ConditionKey must be 1 to 128 characters long, was 0",
                        selection -> selection.listOfTags(tag("STRINGEQUALS", "", "b"))),
                broken(
                        "ConditionValue must be 0 to 256 characters long, was 257",
                        selection -> selection.listOfTags(tag("STRINGEQUALS", "a", "ä".repeat(257)))),
                broken(
                        "Conditions.ConditionKey must match ^aws:ResourceTag/.+$, was 'a'",
                        selection ->
                                selection.conditions(conditions -> conditions.stringEquals(ConditionParameter.builder()
                                        .conditionKey("a")
                                        .conditionValue("b")
                                        .build()))));
    }

    private static Arguments broken(String message, Consumer<BackupSelection.Builder> selection) {
        return arguments(message, selection);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("selections")
    void namesWhatIsWrong(String message, Consumer<BackupSelection.Builder> broken) {
        assertRefused(
                InvalidParameterValueException.class,
                message,
                () -> create(selection -> broken.accept(selection.resources("*"))));

        assertThat(list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | BackupSelection",
                "{\"BackupSelection\":{}} | BackupSelection.",
                "{\"BackupSelection\":{\"SelectionName\":\"s\"}} | BackupSelection.IamRoleArn",
                "{\"BackupSelection\":{\"IamRoleArn\":\"s\"}} | BackupSelection.SelectionName",
                "{\"BackupSelection\":{\"ListOfTags\":[{\"ConditionType\":\"STRINGEQUALS\",\"ConditionKey\":\"a\"}]}}"
                        + " | BackupSelection.ListOfTags[0].ConditionValue",
                "{\"BackupSelection\":{\"Conditions\":{\"StringLike\":[{\"ConditionKey\":\"a\"}]}}}"
                        + " | BackupSelection.Conditions.StringLike[0].ConditionValue",
            })
    void namesTheMemberThatIsMissing(String body, String member) {
        var answer = send("PUT", "/backup/plans/" + plan + "/selections", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("MissingParameterValueException");
        assertThat(answer.body()).contains("\"Message\":\"Missing required parameter: " + member);
    }

    @Test
    void answersTheSameRequestWithTheSameSelection() {
        var first = account.backup()
                .createBackupSelection(request ->
                        request.backupPlanId(plan).backupSelection(all("once")).creatorRequestId("mine"));
        service.clock.set(START.plusSeconds(1));
        var again = account.backup()
                .createBackupSelection(request ->
                        request.backupPlanId(plan).backupSelection(all("once")).creatorRequestId("mine"));

        assertThat(again.equalsBySdkFields(first)).isTrue();
        for (var name : List.of("once", "twice")) {
            var refused = assertRefused(
                    AlreadyExistsException.class,
                    "Backup selection with the same name or creator request ID already exists",
                    () -> account.backup()
                            .createBackupSelection(request -> request.backupPlanId(plan)
                                    .backupSelection(all(name))
                                    .creatorRequestId(name.equals("once") ? "another" : "mine")));
            assertThat(refused.creatorRequestId()).isEqualTo("mine");
            assertThat(refused.arn()).isNull();
        }
        assertThat(list()).hasSize(1);
        assertRefused(
                InvalidParameterValueException.class,
                "CreatorRequestId must match ^[a-zA-Z0-9\\-_.]{1,50}$, was 'a b'",
                () -> account.backup()
                        .createBackupSelection(request -> request.backupPlanId(plan)
                                .backupSelection(all("other"))
                                .creatorRequestId("a b")));
    }

    @Test
    void takesOneNameForSelectionsOfSeveralPlans() {
        var other = create("other");

        create(selection -> selection.selectionName("s").resources("*"));
        account.backup()
                .createBackupSelection(request -> request.backupPlanId(other).backupSelection(all("s")));

        assertThat(list()).hasSize(1);
    }

    @Test
    void assigns100SelectionsToAPlan() {
        var stored =
                service.catalog.plans().find(account.owner(), new PlanId(plan)).orElseThrow();
        for (var i = 0; i < 100; i++) {
            service.catalog.selections().add(aBackupSelection().of(stored).build());
        }

        assertRefused(
                LimitExceededException.class,
                "Backup plan " + plan + " has 100 selections, the limit.",
                () -> create(selection -> selection.resources("*")));
    }

    @Test
    void keepsAPlanThatHasSelections() {
        var made = create(selection -> selection.resources("*"));

        assertRefused(
                InvalidRequestException.class,
                "Related backup plan selections must be deleted prior to backup plan deletion",
                () -> account.backup().deleteBackupPlan(request -> request.backupPlanId(plan)));

        delete(plan, made.selectionId());
        account.backup().deleteBackupPlan(request -> request.backupPlanId(plan));
    }

    @Test
    void deletesASelection() {
        var id = create(selection -> selection.resources("*")).selectionId();

        var answer = account.backup()
                .deleteBackupSelection(request -> request.backupPlanId(plan).selectionId(id));

        assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
        assertThat(list()).isEmpty();
        assertMissing(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "a/b", " ", "\uD83D\uDCBE", "00000000-0000-0000-0000-000000000000"})
    void knowsNoSelectionThatIsNotThere(String id) {
        assertMissing(id);
    }

    private void assertMissing(String id) {
        assertRefused(
                ResourceNotFoundException.class, "Backup selection '" + id + "' does not exist.", () -> get(plan, id));
        assertRefused(
                InvalidParameterValueException.class,
                "Cannot find Backup selection with ID " + id,
                () -> delete(plan, id));
    }

    @Test
    void knowsNoSelectionsOfAPlanThatIsNotThere() {
        var selection = create(chosen -> chosen.resources("*")).selectionId();
        var deleted = create("deleted");
        account.backup().deleteBackupPlan(request -> request.backupPlanId(deleted));
        for (var id : List.of(UUID.randomUUID().toString(), "aws/efs/nothing", deleted)) {
            assertUnknownPlan(account, id, selection);
        }
        for (var stranger : List.of(
                service.newAccount(), service.account(account.owner().account().value(), "us-east-1"))) {
            assertUnknownPlan(stranger, plan, selection);
        }
        assertThat(list()).hasSize(1);
    }

    private static void assertUnknownPlan(InMemoryService.Account asking, String plan, String selection) {
        var message = "Cannot find Backup plan with ID " + plan;
        var client = asking.backup();
        assertRefused(
                InvalidParameterValueException.class,
                message,
                () -> client.getBackupSelection(
                        request -> request.backupPlanId(plan).selectionId(selection)));
        assertRefused(
                InvalidParameterValueException.class,
                message,
                () -> client.listBackupSelections(request -> request.backupPlanId(plan)));
        assertRefused(
                InvalidParameterValueException.class,
                message,
                () -> client.createBackupSelection(
                        request -> request.backupPlanId(plan).backupSelection(all("s"))));
        assertRefused(
                InvalidParameterValueException.class,
                message,
                () -> client.deleteBackupSelection(
                        request -> request.backupPlanId(plan).selectionId(selection)));
    }

    @Test
    void listsInPagesToTheLastOne() {
        var names = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            var name = "selection-" + i;
            names.add(name);
            create(selection -> selection.selectionName(name).resources("*"));
        }

        var listed = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        for (var page : account.backup()
                .listBackupSelectionsPaginator(
                        request -> request.backupPlanId(plan).maxResults(2))) {
            sizes.add(page.backupSelectionsList().size());
            page.backupSelectionsList().forEach(selection -> listed.add(selection.selectionName()));
        }

        assertThat(sizes).containsExactly(2, 2, 1);
        assertThat(listed).isEqualTo(names);
        var token = account.backup()
                .listBackupSelections(request -> request.backupPlanId(plan).maxResults(2))
                .nextToken();
        var other = create("other");
        assertRefused(
                InvalidParameterValueException.class,
                "NextToken must be a token of this list and these filters, was '" + token + "'",
                () -> account.backup()
                        .listBackupSelections(
                                request -> request.backupPlanId(other).nextToken(token)));
    }

    @Test
    void keepsTheSelectionThatTheServiceMade() {
        var automatic = aBackupPlan()
                .owner(account.owner())
                .id("aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad")
                .build();
        service.catalog.plans().add(automatic);
        var made = aBackupSelection()
                .of(automatic)
                .name("aws/efs/automatic-backup-selection")
                .build();
        service.catalog.selections().add(made);

        assertThat(get(automatic.id().value(), made.id().toString())
                        .backupSelection()
                        .selectionName())
                .isEqualTo("aws/efs/automatic-backup-selection");
        var refused = assertRefused(
                BackupException.class,
                () -> delete(automatic.id().value(), made.id().toString()));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    }

    private static Condition tag(String type, String key, String value) {
        return Condition.builder()
                .conditionType(type)
                .conditionKey(key)
                .conditionValue(value)
                .build();
    }

    private static ConditionParameter condition(String key, String value) {
        return ConditionParameter.builder()
                .conditionKey("aws:ResourceTag/" + key)
                .conditionValue(value)
                .build();
    }

    private static BackupSelection all(String name) {
        return BackupSelection.builder()
                .selectionName(name)
                .iamRoleArn(Fixtures.ROLE)
                .resources("*")
                .build();
    }

    private CreateBackupSelectionResponse create(Consumer<BackupSelection.Builder> more) {
        var selection = BackupSelection.builder().selectionName("s").iamRoleArn(Fixtures.ROLE);
        more.accept(selection);
        return account.backup()
                .createBackupSelection(request -> request.backupPlanId(plan).backupSelection(selection.build()));
    }

    private GetBackupSelectionResponse get(String planId, String id) {
        return account.backup()
                .getBackupSelection(request -> request.backupPlanId(planId).selectionId(id));
    }

    private void delete(String planId, String id) {
        account.backup()
                .deleteBackupSelection(request -> request.backupPlanId(planId).selectionId(id));
    }

    private List<BackupSelectionsListMember> list() {
        return account.backup()
                .listBackupSelections(request -> request.backupPlanId(plan))
                .backupSelectionsList();
    }
}
