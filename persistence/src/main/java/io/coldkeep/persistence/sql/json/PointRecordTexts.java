package io.coldkeep.persistence.sql.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.recoverypoint.PointRecord;
import io.coldkeep.domain.recoverypoint.PointRecords;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of recovery points as JSON objects, their members in alphabetical order. {@code docs/content-format.md} says what they
 * are: others read them.
 */
@Singleton
final class PointRecordTexts implements PointRecords {

    private static final Logger LOG = LoggerFactory.getLogger(PointRecordTexts.class);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int VERSION = 1;

    @Override
    public Description write(PointRecord record) {
        var members = new TreeMap<String, Object>();
        members.put("version", VERSION);
        members.put("account", record.owner().account().value());
        members.put("region", record.owner().region().code());
        members.put("recoveryPoint", record.id().toString());
        members.put("vaultName", record.vaultName().value());
        members.put("resourceArn", record.resourceArn().toString());
        record.resourceName().ifPresent(name -> members.put("resourceName", name));
        members.put("iamRoleArn", record.iamRoleArn());
        record.createdBy().ifPresent(by -> members.put("createdBy", CreatedByText.texts(by)));
        record.sourceVault().ifPresent(vault -> members.put("sourceVaultArn", vault.toString()));
        members.put("initiationDate", record.initiationDate().toString());
        members.put("creationDate", record.creationDate().toString());
        members.put("completionDate", record.completionDate().toString());
        var lifecycle = new TreeMap<String, String>();
        LifecycleTexts.write(record.lifecycle(), lifecycle);
        members.put("lifecycle", lifecycle);
        members.put("tags", record.tags().values());
        members.put("job", record.job().toString());
        try {
            return new Description(MAPPER.writeValueAsString(members));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Optional<PointRecord> read(Description description) {
        try {
            var members = MAPPER.readTree(description.text());
            return members.path("version").asInt() == VERSION ? Optional.of(record(members)) : Optional.empty();
        } catch (JsonProcessingException
                | DateTimeException
                | IllegalArgumentException
                | IllegalStateException
                | RuleBroken e) {
            LOG.debug("{} is no record of a recovery point", description, e);
            return Optional.empty();
        }
    }

    private static PointRecord record(JsonNode members) {
        return new PointRecord(
                Owner.of(text(members, "account"), text(members, "region")),
                new RecoveryPointId(UUID.fromString(text(members, "recoveryPoint"))),
                VaultName.of(text(members, "vaultName")),
                arn(text(members, "resourceArn")),
                optional(members, "resourceName"),
                text(members, "iamRoleArn"),
                Optional.of(members.path("createdBy"))
                        .filter(JsonNode::isObject)
                        .map(by -> CreatedByText.of(texts(by))),
                optional(members, "sourceVaultArn").map(PointRecordTexts::arn),
                Instant.parse(text(members, "initiationDate")),
                Instant.parse(text(members, "creationDate")),
                Instant.parse(text(members, "completionDate")),
                LifecycleTexts.read(texts(members.path("lifecycle"))),
                new Tags(new TreeMap<>(texts(members.path("tags")))),
                UUID.fromString(text(members, "job")));
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new TreeMap<String, String>();
        object.properties().forEach(member -> texts.put(member.getKey(), value(member.getValue(), member.getKey())));
        return texts;
    }

    private static Optional<String> optional(JsonNode members, String name) {
        return members.has(name) ? Optional.of(text(members, name)) : Optional.empty();
    }

    private static String text(JsonNode members, String name) {
        return value(members.path(name), name);
    }

    private static String value(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return value.textValue();
    }

    private static Arn arn(String text) {
        return Arn.parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is no ARN"));
    }
}
