package io.coldkeep.api.filesystem;

import io.coldkeep.api.Caller;
import io.coldkeep.api.tag.TagPages;
import io.coldkeep.api.wire.AwsError;
import io.coldkeep.api.wire.AwsException;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.tag.TagService;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.efs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.efs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.efs.model.TagResourceRequest;
import software.amazon.awssdk.services.efs.model.TagResourceResponse;
import software.amazon.awssdk.services.efs.model.UntagResourceRequest;
import software.amazon.awssdk.services.efs.model.UntagResourceResponse;

/** The tags of file systems. */
@WireController
final class FileSystemTagController {

    private static final int MAX_KEYS = 50;
    private static final int NOT_FOUND = 404;
    private static final String ID = "(access-point/fsap|file-system/fs)-[0-9a-f]{8,40}";
    private static final Pattern RESOURCE_ID =
            Pattern.compile("(arn:aws[-a-z]*:elasticfilesystem:[0-9a-z-:]+:" + ID + "|fs(ap)?-[0-9a-f]{8,40})");
    private static final Pattern ACCESS_POINT = Pattern.compile("(arn:.*:access-point/)?fsap-.*");

    private final TagService tags;
    private final Paging paging;

    FileSystemTagController(TagService tags, Paging paging) {
        this.tags = tags;
        this.paging = paging;
    }

    @Post("/2015-02-01/resource-tags/{ResourceId}")
    TagResourceResponse tagResource(@Wire TagResourceRequest request, Caller caller) {
        tags.tag(caller.requester(), arn(caller, request.resourceId()), FileSystemTagMapper.tags(request.tags()));
        return TagResourceResponse.builder().build();
    }

    @Delete("/2015-02-01/resource-tags/{ResourceId}")
    UntagResourceResponse untagResource(@Wire UntagResourceRequest request, Caller caller) {
        var resource = arn(caller, request.resourceId());
        if (request.tagKeys().size() > MAX_KEYS) {
            throw Members.invalid(
                    "TagKeys",
                    "must be 1 to %d keys, was %d"
                            .formatted(MAX_KEYS, request.tagKeys().size()));
        }
        tags.untag(caller.requester(), resource, request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    @Get("/2015-02-01/resource-tags/{ResourceId}")
    ListTagsForResourceResponse listTagsForResource(@Wire ListTagsForResourceRequest request, Caller caller) {
        var asked = paging.ofEfs(caller, request, request.maxResults(), request.nextToken());
        var page = TagPages.page(tags.list(caller.requester(), arn(caller, request.resourceId())), asked);
        return ListTagsForResourceResponse.builder()
                .tags(page.items().stream().map(FileSystemTagMapper::tag).toList())
                .nextToken(paging.next(caller, request, page))
                .build();
    }

    private static String arn(Caller caller, String resourceId) {
        Members.ofLength("ResourceId", resourceId, 1, FileSystemId.MAX_LENGTH);
        Members.matching("ResourceId", resourceId, RESOURCE_ID);
        if (ACCESS_POINT.matcher(resourceId).matches()) {
            throw new AwsException(
                    AwsError.of(NOT_FOUND, "AccessPointNotFound", "Access point '" + resourceId + "' does not exist."));
        }
        return FileSystemId.resolve(caller.owner(), resourceId)
                .arn(caller.owner())
                .toString();
    }
}
