package io.coldkeep.api.wire;

import io.coldkeep.api.Caller;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** The pages of lists: which one a client asks for, and the token for the one behind it. */
@Singleton
public final class Paging {

    /** The length of a page of AWS Backup that the client does not limit, and the longest one. */
    private static final int BACKUP_PAGE = PageRequest.MAX_LIMIT;
    /** The length of a page of EFS that the client does not limit, and the longest one. */
    private static final int EFS_PAGE = 100;

    private final NextTokens tokens;

    Paging(NextTokens tokens) {
        this.tokens = tokens;
    }

    /** A page of AWS Backup: 1 to 1000 items. */
    public PageRequest ofBackup(
            Caller caller, SdkPojo request, @Nullable Integer maxResults, @Nullable String nextToken) {
        var limit = maxResults == null ? BACKUP_PAGE : Members.inRange("MaxResults", maxResults, 1, BACKUP_PAGE);
        return page(caller, request, limit, nextToken);
    }

    /** A page of EFS where the client says {@code MaxResults}: 1 to 100 items. */
    public PageRequest ofEfs(Caller caller, SdkPojo request, @Nullable Integer maxResults, @Nullable String nextToken) {
        var limit = maxResults == null ? EFS_PAGE : Members.inRange("MaxResults", maxResults, 1, EFS_PAGE);
        return page(caller, request, limit, nextToken);
    }

    /** A page of EFS where the client says {@code MaxItems}: as many as it wants, but no more than 100. */
    public PageRequest ofEfsMarker(
            Caller caller, SdkPojo request, @Nullable Integer maxItems, @Nullable String marker) {
        var limit = maxItems == null ? EFS_PAGE : Members.inRange("MaxItems", maxItems, 1, Integer.MAX_VALUE);
        return page(caller, request, Math.min(limit, EFS_PAGE), marker);
    }

    private PageRequest page(Caller caller, SdkPojo request, int limit, @Nullable String token) {
        return new PageRequest(limit, tokens.read(caller, request, token));
    }

    /** The token for what follows the page; absent behind the last one. */
    public @Nullable String next(Caller caller, SdkPojo request, Page<?> page) {
        return tokens.issue(caller, request, page.next());
    }
}
