package io.coldkeep.api.filesystem;

import io.coldkeep.api.wire.Members;
import io.coldkeep.domain.tag.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.efs.model.Tag;

/** Tags as EFS writes them: a list of keys and values, where AWS Backup has a map. */
final class FileSystemTagMapper {

    private FileSystemTagMapper() {}

    /** Tags that a client sent. */
    static Tags tags(List<Tag> given) {
        var byKey = new LinkedHashMap<String, String>();
        for (var tag : given) {
            if (byKey.put(tag.key(), tag.value()) != null) {
                throw Members.invalid("Tags", "must have each key once, had '" + tag.key() + "' twice");
            }
        }
        return Tags.ofUser(byKey);
    }

    static List<Tag> list(Tags tags) {
        return tags.values().entrySet().stream().map(FileSystemTagMapper::tag).toList();
    }

    static Tag tag(Map.Entry<String, String> tag) {
        return Tag.builder().key(tag.getKey()).value(tag.getValue()).build();
    }
}
