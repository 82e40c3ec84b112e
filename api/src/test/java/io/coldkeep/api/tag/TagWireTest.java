package io.coldkeep.api.tag;

import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.vault.Vault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.LimitExceededException;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

class TagWireTest extends ServiceTest {

    private Vault vault;
    private String vaultArn;
    private String pointArn;

    @BeforeEach
    void makeVaultAndRecoveryPoint() {
        vault = aVault().owner(account.owner()).name("nightly").build();
        service.catalog.vaults().add(vault);
        var point = aRecoveryPoint().in(vault).build();
        service.catalog.recoveryPoints().add(point);
        vaultArn = vault.arn().toString();
        pointArn = point.arn().toString();
    }

    @Test
    void addsReplacesAndRemovesTagsOfVaultsAndRecoveryPoints() {
        for (var arn : List.of(vaultArn, pointArn)) {
            tag(arn, Map.of("a", "1", "b c", ""));
            tag(arn, Map.of("a", "2", "x/y:z", "é"));

            assertThat(list(arn)).isEqualTo(Map.of("a", "2", "b c", "", "x/y:z", "é"));

            var answer = account.backup()
                    .untagResource(request -> request.resourceArn(arn).tagKeyList("a", "x/y:z", "not there"));

            assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
            assertThat(list(arn)).isEqualTo(Map.of("b c", ""));
        }
    }

    @Test
    void listsInPagesToTheLastOne() {
        tag(vaultArn, many(45));

        var pages = account
                .backup()
                .listTagsPaginator(request -> request.resourceArn(vaultArn).maxResults(20))
                .stream()
                .toList();

        assertThat(pages).extracting(page -> page.tags().size()).containsExactly(20, 20, 5);
        var all = new TreeMap<String, String>();
        pages.forEach(page -> all.putAll(page.tags()));
        assertThat(all).isEqualTo(many(45));
        var token = pages.getFirst().nextToken();
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup()
                        .listTags(request -> request.resourceArn(pointArn).nextToken(token)));
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup()
                        .listTags(request -> request.resourceArn(vaultArn).nextToken(token.toLowerCase(Locale.ROOT))));
    }

    @Test
    void pagesOnThoughTheLastTagOfThePageIsGone() {
        tag(vaultArn, many(3));
        var token = account.backup()
                .listTags(request -> request.resourceArn(vaultArn).maxResults(1))
                .nextToken();
        account.backup().untagResource(request -> request.resourceArn(vaultArn).tagKeyList("key-000"));

        assertThat(account.backup()
                        .listTags(request -> request.resourceArn(vaultArn).nextToken(token))
                        .tags())
                .containsOnlyKeys("key-001", "key-002");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1001})
    void listsPagesOf1To1000(int max) {
        assertRefused(
                InvalidParameterValueException.class,
                "MaxResults must be 1 to 1000, was " + max,
                () -> account.backup()
                        .listTags(request -> request.resourceArn(vaultArn).maxResults(max)));
    }

    @Test
    void bearsFiftyTags() {
        tag(vaultArn, many(50));

        assertRefused(
                LimitExceededException.class,
                "A resource has at most 50 tags, this would make 51.",
                () -> tag(vaultArn, Map.of("one more", "")));
        assertThat(list(vaultArn)).hasSize(50);
    }

    @Test
    void refusesTagsThatAreNone() {
        assertBad("Tags keys must not begin with 'aws:', was 'aws:x'", Map.of("aws:x", ""));
        assertBad("Tags keys must be 1 to 128 characters long, was 0", Map.of("", ""));
        assertBad("Tags keys must be 1 to 128 characters long, was 129", Map.of("k".repeat(129), ""));
        assertBad("Tags value of 'k' must be at most 256 characters long, was 257", Map.of("k", "v".repeat(257)));
        tag(vaultArn, Map.of("k".repeat(128), "v".repeat(256)));
        assertRefused(
                InvalidParameterValueException.class,
                () -> account.backup()
                        .untagResource(request -> request.resourceArn(vaultArn).tagKeyList("aws:x")));
        assertThat(list(vaultArn)).hasSize(1);
    }

    @Test
    void needsItsMembers() {
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: Tags",
                () -> account.backup().tagResource(request -> request.resourceArn(vaultArn)));
        assertRefused(
                MissingParameterValueException.class,
                "Missing required parameter: TagKeyList",
                () -> account.backup().untagResource(request -> request.resourceArn(vaultArn)));
    }

    @Test
    void namesWhatIsNotThere() {
        var refused = assertRefused(
                ResourceNotFoundException.class,
                "Cannot find recovery point",
                () -> list(pointArn.replaceFirst(".{12}$", "0123456789ab")));
        assertThat(refused.code()).isEqualTo("ERROR_2603");
        assertRefused(
                ResourceNotFoundException.class,
                "Backup vault 'daily' does not exist.",
                () -> tag(vaultArn.replace("nightly", "daily"), Map.of()));
        assertRefused(
                ResourceNotFoundException.class,
                "Cannot find Backup plan with ID 1",
                () -> tag(account.owner().arn("backup", "backup-plan:1").toString(), Map.of()));
        var other = account.owner().arn("backup", "framework:1").toString();
        assertRefused(
                ResourceNotFoundException.class,
                "Resource '" + other + "' does not exist.",
                () -> tag(other, Map.of()));
        assertRefused(
                ResourceNotFoundException.class,
                () -> service.newAccount().backup().listTags(request -> request.resourceArn(vaultArn)));
    }

    @Test
    void writesTheTagsOfFileSystemsThroughEfsAlone() {
        var arn = account.efs()
                .createFileSystem(request -> request.creationToken("token"))
                .fileSystemArn();

        assertRefused(
                InvalidParameterValueException.class,
                "ResourceArn must be the ARN of a backup vault, a backup plan or a recovery point, was '" + arn + "'",
                () -> tag(arn, Map.of("a", "1")));
        assertRefused(
                InvalidParameterValueException.class,
                "ResourceArn must match arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, was 'nightly'",
                () -> list("nightly"));
    }

    private void assertBad(String message, Map<String, String> tags) {
        assertRefused(InvalidParameterValueException.class, message, () -> tag(vaultArn, tags));
    }

    private void tag(String arn, Map<String, String> tags) {
        var answer =
                account.backup().tagResource(request -> request.resourceArn(arn).tags(tags));
        assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
    }

    private Map<String, String> list(String arn) {
        return account.backup().listTags(request -> request.resourceArn(arn)).tags();
    }

    private static Map<String, String> many(int count) {
        return IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap("key-%03d"::formatted, i -> Integer.toString(i)));
    }
}
