package io.coldkeep.api.vault;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.access.AccessPolicy;
import io.coldkeep.domain.access.AccessPolicy.Decision;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPolicyParserTest {

    private static final JsonPolicyParser PARSER = new JsonPolicyParser();

    private static final Requester ALICE = Requester.of(OWNER, "user/alice");

    @Test
    void readsThePolicyOfTheAutomaticVault() {
        var policy = PARSER.parse(PolicyText.OF_AUTOMATIC_VAULT);

        assertThat(Stream.of(VaultAction.values()).filter(action -> isDenied(policy, ROOT, action)))
                .containsExactlyInAnyOrder(
                        VaultAction.DELETE_BACKUP_VAULT,
                        VaultAction.DELETE_BACKUP_VAULT_ACCESS_POLICY,
                        VaultAction.DELETE_RECOVERY_POINT,
                        VaultAction.START_COPY_JOB,
                        VaultAction.START_RESTORE_JOB,
                        VaultAction.UPDATE_RECOVERY_POINT_LIFECYCLE);
    }

    @Test
    void readsEveryElementOfAStatement() {
        var policy = parse("""
                {
                  "Version": "2008-10-17",
                  "Id": "mine",
                  "Statement": {
                    "Sid": "Nobody but Alice deletes",
                    "Effect": "Deny",
                    "Principal": {"AWS": ["123456789012", "arn:aws:iam::210987654321:role/x"]},
                    "Action": ["backup:Delete*", "BACKUP:updaterecoverypointlifecycle"],
                    "NotResource": "arn:aws:backup:*:*:backup-vault:other",
                    "Condition": {
                      "ArnNotLike": {"aws:PrincipalArn": ["arn:aws:iam::*:user/alice", "arn:aws:iam::*:user/bob"]},
                      "StringEquals": {"aws:principalaccount": "123456789012"}
                    }
                  }
                }""");

        assertThat(isDenied(policy, ROOT, VaultAction.DELETE_BACKUP_VAULT)).isTrue();
        assertThat(isDenied(policy, ROOT, VaultAction.UPDATE_RECOVERY_POINT_LIFECYCLE))
                .isTrue();
        assertThat(isDenied(policy, ROOT, VaultAction.DESCRIBE_BACKUP_VAULT)).isFalse();
        assertThat(isDenied(policy, ALICE, VaultAction.DELETE_BACKUP_VAULT)).isFalse();
        assertThat(isDenied(policy, Requester.of(OTHER_ACCOUNT, "role/x"), VaultAction.DELETE_BACKUP_VAULT))
                .as("of another account")
                .isFalse();
    }

    @Test
    void readsSeveralStatementsAndExceptedActions() {
        var policy = parse("""
                {"Statement": [
                  {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "*", "Resource": "*"},
                  {"Effect": "Deny", "Principal": "*", "NotAction": ["backup:List*", "backup:Describe*"],
                   "Resource": ["arn:aws:backup:eu-central-1:123456789012:backup-vault:vault"]}
                ]}""");

        assertThat(evaluate(policy, ROOT, VaultAction.DESCRIBE_BACKUP_VAULT)).isEqualTo(Decision.ALLOW);
        assertThat(evaluate(policy, ROOT, VaultAction.DELETE_BACKUP_VAULT)).isEqualTo(Decision.EXPLICIT_DENY);
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryActionThatIsGoverned(VaultAction action) {
        var policy = parse(statement("Action", "\"" + action + "\""));

        assertThat(isDenied(policy, ROOT, action)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup:StartReportJob", "backup:PutBackupVaultLockConfiguration", "backup:*Lock*"})
    void takesActionsOfAwsBackupThatAreNotGoverned(String action) {
        assertThat(parse(statement("Action", "\"" + action + "\"")).statements())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {                                    | Policy is not valid JSON (line 1, column 2)
        {"Statement": []} x                  | Policy is not valid JSON (line 1, column 19)
        {"Version": "2012-10-17", "Version": "2012-10-17"} | Policy has a member twice (line 1, column 36)
        ` `                                  | Policy must be an object, was nothing
        null                                 | Policy must be an object, was null
        []                                   | Policy must be an object, was an empty list
        "{}"                                 | Policy must be an object, was a string
        {}                                   | Policy.Statement is missing
        {"Statement": []}                    | Policy.Statement must be a list of one element or more, was an empty list
        {"Statement": "Deny"}                | Policy.Statement must be an object, was a string
        {"Statement": [{}, 1]}               | Policy.Statement[0].Effect is missing
        {"Version": "2012-10-18", "Statement": []} | Policy.Version must be one of 2012-10-17, 2008-10-17, was '2012-10-18'
        {"Version": 2012, "Statement": []}   | Policy.Version must be a string, was a number
        {"Id": {}, "Statement": []}          | Policy.Id must be a string, was an object
        {"Rules": [], "Statement": []}       | Policy.Rules is not supported; supported here: Version, Id, Statement
        """)
    void refusesWhatIsNoPolicy(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(RuleBroken.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Effect       | "deny"          | .Effect must be one of Allow, Deny, was 'deny'
        Effect       | null            | .Effect must be a string, was null
        Sid          | 1               | .Sid must be a string, was a number
        effect       | "Deny"          | .effect is not supported; supported here: Sid, Effect, Principal, Action, NotAction, Resource, NotResource, Condition
        NotPrincipal | "*"             | .NotPrincipal is not supported; supported here: Sid, Effect, Principal, Action, NotAction, Resource, NotResource, Condition
        NotAction    | "backup:*"      | must have either Action or NotAction, has both
        NotResource  | "*"             | must have either Resource or NotResource, has both
        Principal    | 1               | .Principal must be an object, was a number
        Principal    | {}              | .Principal.AWS is missing
        Principal    | {"AWS": []}     | .Principal.AWS must be a list of one element or more, was an empty list
        Principal    | {"AWS": [1]}    | .Principal.AWS[0] must be a string, was a number
        Principal    | {"AWS": [["*"]]} | .Principal.AWS[0] must be a string, was a list
        Principal    | {"Service": "backup.amazonaws.com"} | .Principal.Service is not supported; supported here: AWS
        Principal    | "me"            | .Principal Provided principal is not valid: it must be *, an account id, or the ARN of a user, a role or the root of an account
        Principal    | {"AWS": "arn:aws:sts::123456789012:assumed-role/x/y"} | .Principal.AWS Provided principal is not valid: it must be *, an account id, or the ARN of a user, a role or the root of an account
        Principal    | {"AWS": ["*", "arn:aws:iam::123456789012:user/*"]} | .Principal.AWS[1] Provided principal is not valid: it must be *, an account id, or the ARN of a user, a role or the root of an account
        Action       | true            | .Action must be a string or a list of strings, was true
        Action       | ["backup:*", "backup:DeleteRecoveryPiont"] | .Action[1] must name an action of AWS Backup, such as backup:DeleteRecoveryPoint, was 'backup:DeleteRecoveryPiont'
        Action       | "s3:*"          | .Action must name an action of AWS Backup, such as backup:DeleteRecoveryPoint, was 's3:*'
        Action       | "DeleteRecoveryPoint" | .Action must name an action of AWS Backup, such as backup:DeleteRecoveryPoint, was 'DeleteRecoveryPoint'
        Resource     | "vault"         | .Resource must be * or an ARN, which may have wildcards
        Resource     | ["*", "arn:aws:backup:*:*:backup-vault:${aws:username}"] | .Resource[1] must not contain a policy variable (${…}): they are not supported
        Condition    | []              | .Condition must be an object, was an empty list
        Condition    | {"Bool": {}}    | .Condition must be one of StringEquals, StringNotEquals, StringLike, StringNotLike, ArnEquals, ArnNotEquals, ArnLike, ArnNotLike, was 'Bool'
        Condition    | {"StringEquals": "x"} | .Condition.StringEquals must be an object, was a string
        Condition    | {"StringNotEquals": {"aws:userId": ["x:*"]}} | .Condition.StringNotEquals must be one of aws:PrincipalArn, aws:PrincipalAccount, was 'aws:userId'
        Condition    | {"StringEquals": {"aws:PrincipalArn": 7}} | .Condition.StringEquals.aws:PrincipalArn must be a string or a list of strings, was a number
        Condition    | {"StringLike": {"aws:PrincipalArn": "${aws:PrincipalArn}"}} | .Condition.StringLike.aws:PrincipalArn must not contain a policy variable (${…}): they are not supported
        Condition    | {"ArnLike": {"aws:PrincipalArn": "*"}} | .Condition.ArnLike.aws:PrincipalArn cannot be compared as an ARN: aws:PrincipalArn can, with an ARN, which may have wildcards
        Condition    | {"ArnEquals": {"aws:PrincipalAccount": ["123456789012"]}} | .Condition.ArnEquals.aws:PrincipalAccount[0] cannot be compared as an ARN: aws:PrincipalArn can, with an ARN, which may have wildcards
        """)
    void refusesWhatIsNoStatement(String element, String value, String message) {
        assertThatThrownBy(() -> parse(statement(element, value)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Policy.Statement[0]" + (message.startsWith(".") ? "" : " ") + message);
    }

    @Test
    void refusesWhatIsNestedDeeply() {
        assertThatThrownBy(() -> parse("[".repeat(5000)))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("Policy is nested too deeply");
    }

    @Test
    void refusesAMemberThatIsThereTwiceWhereverItIs() {
        assertThatThrownBy(() -> parse(statement("Principal", "{\"AWS\": \"123456789012\", \"AWS\": \"*\"}")))
                .hasMessageStartingWith("Policy has a member twice");
    }

    /** A statement that is right, but for that element. */
    private static String statement(String element, String value) {
        var elements = new TreeMap<>(
                Map.of("Effect", "\"Deny\"", "Principal", "\"*\"", "Action", "\"backup:*\"", "Resource", "\"*\""));
        elements.put(element, value);
        return "{\"Statement\": [{"
                + String.join(
                        ", ",
                        elements.entrySet().stream()
                                .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                                .toList())
                + "}]}";
    }

    private static AccessPolicy parse(String text) {
        return PARSER.parse(new PolicyText(text));
    }

    private static boolean isDenied(AccessPolicy policy, Requester who, VaultAction action) {
        return evaluate(policy, who, action) == Decision.EXPLICIT_DENY;
    }

    private static Decision evaluate(AccessPolicy policy, Requester who, VaultAction action) {
        return policy.evaluate(who.principal(), action, List.of(OWNER.arn("backup", "backup-vault:vault")));
    }
}
