package io.coldkeep.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes the answer of any operation. Absent members are left out, a list that was set is written even when it is empty.
 * Timestamps are seconds since 1970, with milliseconds for AWS Backup and without for EFS, as these services do.
 */
final class WireWriter {

    // Otherwise characters beyond the first plane would be written as two escapes each.
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final int MILLIS_DIGITS = 3;

    private final JsonGenerator json;
    private final AwsService service;

    private WireWriter(JsonGenerator json, AwsService service) {
        this.json = json;
        this.service = service;
    }

    /** Writes the answer's body; an answer that has no members at all has no body either. */
    static void write(SdkPojo answer, OutputStream out) throws IOException {
        var plan = ModelPlan.of(answer.getClass());
        if (plan.inBody().isEmpty()) {
            return;
        }
        try (var generator = JSON.createGenerator(out)) {
            new WireWriter(generator, plan.service()).writeStructure(answer);
        }
    }

    private void writeStructure(SdkPojo structure) throws IOException {
        json.writeStartObject();
        for (var member : ModelPlan.of(structure.getClass()).inBody()) {
            var value = member.field().getValueOrDefault(structure);
            if (isSet(value)) {
                json.writeFieldName(member.wireName());
                writeValue(member, value);
            }
        }
        json.writeEndObject();
    }

    private static boolean isSet(@Nullable Object value) {
        return value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }

    private void writeValue(MemberPlan member, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (member.kind()) {
            case STRING -> json.writeString((String) value);
            case INTEGER -> json.writeNumber((Integer) value);
            case LONG -> json.writeNumber((Long) value);
            case DOUBLE -> json.writeNumber((Double) value);
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case TIMESTAMP -> writeTimestamp((Instant) value);
            case STRUCTURE -> writeStructure((SdkPojo) value);
            case LIST -> writeList(member.requireElement(), (Collection<?>) value);
            case MAP -> writeMap(member.requireElement(), (Map<?, ?>) value);
        }
    }

    private void writeTimestamp(Instant instant) throws IOException {
        if (service == AwsService.EFS) {
            json.writeNumber(instant.getEpochSecond());
        } else {
            json.writeNumber(secondsWithMillis(instant.toEpochMilli()));
        }
    }

    /** Decimal digits and not a double: {@code 1600721892.929} must not become {@code 1.600721892929E9}. */
    static String secondsWithMillis(long millis) {
        var text = new StringBuilder(16);
        if (millis < 0) {
            text.append('-');
        }
        var magnitude = Math.abs(millis);
        text.append(magnitude / 1000).append('.');
        var fraction = Long.toString(magnitude % 1000);
        text.repeat('0', MILLIS_DIGITS - fraction.length()).append(fraction);
        return text.toString();
    }

    private void writeList(MemberPlan element, Collection<?> values) throws IOException {
        json.writeStartArray();
        for (var value : values) {
            writeValue(element, value);
        }
        json.writeEndArray();
    }

    private void writeMap(MemberPlan element, Map<?, ?> values) throws IOException {
        json.writeStartObject();
        for (var entry : values.entrySet()) {
            json.writeFieldName((String) entry.getKey());
            writeValue(element, entry.getValue());
        }
        json.writeEndObject();
    }
}
