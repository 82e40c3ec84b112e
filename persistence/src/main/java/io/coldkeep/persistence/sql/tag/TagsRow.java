package io.coldkeep.persistence.sql.tag;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.persistence.sql.json.Json;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.TreeMap;

/** @param tags a JSON object of texts */
@MappedEntity("resource_tags")
record TagsRow(@Id String resourceArn, String tags) {

    Arn resource() {
        return Arn.parse(resourceArn).orElseThrow();
    }

    Tags toTags() {
        return new Tags(new TreeMap<>(Json.readMap(tags)));
    }
}
