package io.coldkeep.api.tag;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.Paging;
import io.coldkeep.api.wire.Wire;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.tag.TagService;
import io.coldkeep.domain.tag.Tags;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.LinkedHashMap;
import software.amazon.awssdk.services.backup.model.ListTagsRequest;
import software.amazon.awssdk.services.backup.model.ListTagsResponse;
import software.amazon.awssdk.services.backup.model.TagResourceRequest;
import software.amazon.awssdk.services.backup.model.TagResourceResponse;
import software.amazon.awssdk.services.backup.model.UntagResourceRequest;
import software.amazon.awssdk.services.backup.model.UntagResourceResponse;

/** Tags of what belongs to AWS Backup; those of file systems are written through EFS alone. */
@WireController
final class TagController {

    private final TagService tags;
    private final Paging paging;

    TagController(TagService tags, Paging paging) {
        this.tags = tags;
        this.paging = paging;
    }

    @Post("/tags/{resourceArn}")
    TagResourceResponse tagResource(@Wire TagResourceRequest request, Caller caller) {
        tags.tag(caller.requester(), ofBackup(request.resourceArn()), Tags.ofUser(request.tags()));
        return TagResourceResponse.builder().build();
    }

    @Post("/untag/{resourceArn}")
    UntagResourceResponse untagResource(@Wire UntagResourceRequest request, Caller caller) {
        tags.untag(caller.requester(), ofBackup(request.resourceArn()), request.tagKeyList());
        return UntagResourceResponse.builder().build();
    }

    @Get("/tags/{resourceArn}")
    ListTagsResponse listTags(@Wire ListTagsRequest request, Caller caller) {
        var asked = paging.ofBackup(caller, request, request.maxResults(), request.nextToken());
        var page = TagPages.page(tags.list(caller.requester(), ofBackup(request.resourceArn())), asked);
        var listed = new LinkedHashMap<String, String>();
        page.items().forEach(tag -> listed.put(tag.getKey(), tag.getValue()));
        return ListTagsResponse.builder()
                .tags(listed)
                .nextToken(paging.next(caller, request, page))
                .build();
    }

    private static String ofBackup(String resourceArn) {
        if (!Members.arn("ResourceArn", resourceArn).service().equals("backup")) {
            throw Members.invalid(
                    "ResourceArn",
                    "must be the ARN of a backup vault, a backup plan or a recovery point, was '" + resourceArn + "'");
        }
        return resourceArn;
    }
}
