package io.coldkeep.api.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ServiceTest;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.efs.model.AccessPointNotFoundException;
import software.amazon.awssdk.services.efs.model.BadRequestException;
import software.amazon.awssdk.services.efs.model.CreateFileSystemResponse;
import software.amazon.awssdk.services.efs.model.FileSystemNotFoundException;
import software.amazon.awssdk.services.efs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.efs.model.Tag;

class FileSystemTagWireTest extends ServiceTest {

    private CreateFileSystemResponse fileSystem;

    @BeforeEach
    void makeAFileSystem() {
        fileSystem = account.efs().createFileSystem(request -> request.creationToken("token"));
    }

    @Test
    void addsReplacesAndRemovesTagsByIdAndByArn() {
        tag(fileSystem.fileSystemId(), List.of(of("a", "1"), of("Name", "old")));
        tag(fileSystem.fileSystemArn(), List.of(of("Name", "new"), of("b c", "")));

        assertThat(list()).containsExactly(of("Name", "new"), of("a", "1"), of("b c", ""));
        assertThat(account.efs().describeFileSystems().fileSystems().getFirst().name())
                .isEqualTo("new");

        var answer = account.efs()
                .untagResource(
                        request -> request.resourceId(fileSystem.fileSystemId()).tagKeys("b c", "Name", "not there"));

        assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
        assertThat(list()).containsExactly(of("a", "1"));
    }

    @Test
    void listsInPagesToTheLastOne() {
        tag(fileSystem.fileSystemId(), many(45));

        var first = page(20, null);
        var second = page(20, first.nextToken());
        var third = page(100, second.nextToken());

        assertThat(first.tags()).hasSize(20);
        assertThat(second.tags()).hasSize(20);
        assertThat(third.tags()).hasSize(5);
        assertThat(third.nextToken()).isNull();
        assertThat(account
                        .efs()
                        .listTagsForResourcePaginator(request ->
                                request.resourceId(fileSystem.fileSystemId()).maxResults(1))
                        .stream()
                        .flatMap(page -> page.tags().stream()))
                .containsExactlyElementsOf(list());
        assertRefused(BadRequestException.class, () -> page(20, first.nextToken() + "A"));
    }

    private ListTagsForResourceResponse page(int max, String token) {
        return account.efs()
                .listTagsForResource(request -> request.resourceId(fileSystem.fileSystemId())
                        .maxResults(max)
                        .nextToken(token));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, -1})
    void listsPagesOf1To100(int max) {
        assertRefused(BadRequestException.class, "MaxResults must be 1 to 100, was " + max, () -> page(max, null));
    }

    @Test
    void bearsFiftyTags() {
        tag(fileSystem.fileSystemId(), many(50));

        assertRefused(
                BadRequestException.class,
                "A resource has at most 50 tags, this would make 51.",
                () -> tag(fileSystem.fileSystemId(), List.of(of("one more", ""))));
        assertThat(list()).hasSize(50);
    }

    @Test
    void leavesTheTagsOfTheServiceAlone() throws Exception {
        account.efs()
                .putBackupPolicy(request -> request.fileSystemId(fileSystem.fileSystemId())
                        .backupPolicy(policy -> policy.status("ENABLED")));
        service.runWork();
        var key = "aws:elasticfilesystem:default-backup";

        assertRefused(
                BadRequestException.class,
                "Tags keys must not begin with 'aws:', was '" + key + "'",
                () -> tag(fileSystem.fileSystemId(), List.of(of(key, "no"))));
        assertRefused(
                BadRequestException.class,
                () -> account.efs()
                        .untagResource(request ->
                                request.resourceId(fileSystem.fileSystemId()).tagKeys(key)));
        assertThat(list()).containsExactly(of(key, "enabled"));
    }

    @Test
    void keepsTheTagThatSaysWhichDirectoryItIs() {
        service.directories.allow("/srv/kept");
        var path = of("coldkeep:source-path", "/srv/kept");
        var message = "Tags must not add, change or remove 'coldkeep:source-path' once the file system is made";
        var id = account.efs()
                .createFileSystem(request -> request.creationToken("adopted").tags(path))
                .fileSystemId();

        assertRefused(
                BadRequestException.class,
                message,
                () -> tag(id, List.of(of("coldkeep:source-path", "/srv/elsewhere"))));
        assertRefused(
                BadRequestException.class,
                message,
                () -> account.efs()
                        .untagResource(request -> request.resourceId(id).tagKeys("coldkeep:source-path")));
        assertThat(account.efs()
                        .listTagsForResource(request -> request.resourceId(id))
                        .tags())
                .containsExactly(path);
    }

    @Test
    void refusesTagsWithoutKeyOrValueOrTwice() {
        assertRefused(
                BadRequestException.class,
                "Missing required parameter: Tags[0].Value",
                () -> tag(
                        fileSystem.fileSystemId(),
                        List.of(Tag.builder().key("k").build())));
        assertRefused(
                BadRequestException.class,
                "Tags must have each key once, had 'k' twice",
                () -> tag(fileSystem.fileSystemId(), List.of(of("k", ""), of("k", ""))));
        assertRefused(
                BadRequestException.class,
                "TagKeys must be 1 to 50 keys, was 51",
                () -> account.efs()
                        .untagResource(request -> request.resourceId(fileSystem.fileSystemId())
                                .tagKeys(many(51).stream().map(Tag::key).toList())));
        assertRefused(
                BadRequestException.class,
                "Missing required parameter: TagKeys",
                () -> account.efs().untagResource(request -> request.resourceId(fileSystem.fileSystemId())));
    }

    @Test
    void namesWhatIsNotThere() {
        assertRefused(
                FileSystemNotFoundException.class,
                "File system 'fs-01234567' does not exist.",
                () -> tag("fs-01234567", List.of()));
        assertRefused(
                FileSystemNotFoundException.class,
                () -> service.newAccount()
                        .efs()
                        .listTagsForResource(request -> request.resourceId(fileSystem.fileSystemId())));
        assertRefused(
                AccessPointNotFoundException.class,
                "Access point 'fsap-0123456789abcdef0' does not exist.",
                () -> tag("fsap-0123456789abcdef0", List.of()));
        var refused = assertRefused(BadRequestException.class, () -> tag("vol-01234567", List.of()));
        assertThat(refused.awsErrorDetails().errorMessage()).startsWith("ResourceId must match");
    }

    private void tag(String resourceId, Collection<Tag> tags) {
        var answer = account.efs()
                .tagResource(request -> request.resourceId(resourceId).tags(tags));
        assertThat(answer.sdkHttpResponse().statusCode()).isEqualTo(200);
    }

    private List<Tag> list() {
        return account.efs()
                .listTagsForResource(request -> request.resourceId(fileSystem.fileSystemId()))
                .tags();
    }

    private static List<Tag> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> of("key-%03d".formatted(i), Integer.toString(i)))
                .toList();
    }

    private static Tag of(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
