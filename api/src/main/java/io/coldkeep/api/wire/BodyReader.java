package io.coldkeep.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Reads the members in a body, or in the text of a member: one JSON object in UTF-8 and nothing behind it. */
final class BodyReader {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER = 500;
    private static final int MAX_SHOWN = 40;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .build();

    private final JsonParser json;

    private BodyReader(JsonParser json) {
        this.json = json;
    }

    /** Fills the builder and marks what it found; an empty body is one without members. */
    static void readInto(ModelPlan plan, SdkPojo builder, boolean[] seen, byte[] body, MemberPath root) {
        if (body.length > 0) {
            readInto(plan, builder, seen, decode(body, root), root);
        }
    }

    /** The same with a document that is text already; it must not be empty. */
    static void readInto(ModelPlan plan, SdkPojo builder, boolean[] seen, char[] document, MemberPath root) {
        try (var parser = JSON.createParser(document)) {
            new BodyReader(parser).readDocument(plan, builder, seen, root);
        } catch (StreamConstraintsException e) {
            throw badDocument(root, "is nested too deeply or contains a number that is too long");
        } catch (JsonProcessingException e) {
            throw badDocument(root, "is not valid JSON" + location(e));
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory failed", e);
        }
    }

    private static char[] decode(byte[] body, MemberPath root) {
        try {
            // From text and not from bytes: Jackson would also take UTF-16 and lets some broken UTF-8 pass.
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return text.array().length == text.length()
                    ? text.array()
                    : text.toString().toCharArray();
        } catch (CharacterCodingException e) {
            throw badDocument(root, "is not valid UTF-8");
        }
    }

    private static String location(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static AwsException badDocument(MemberPath root, String what) {
        var subject = root.isRoot() ? "The request body" : root.toString();
        return new AwsException(AwsErrors.badRequest(root.service(), subject + ' ' + what));
    }

    private void readDocument(ModelPlan plan, SdkPojo builder, boolean[] seen, MemberPath root) throws IOException {
        var first = json.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw badDocument(root, "must be a JSON object, was " + (first == null ? "blank" : describe(first)));
        }
        readMembers(plan, builder, seen, root);
        if (json.nextToken() != null) {
            throw badDocument(root, "must be one JSON object, more follows it");
        }
    }

    private void readMembers(ModelPlan plan, SdkPojo builder, boolean[] seen, MemberPath at) throws IOException {
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            var member = plan.inBody(name);
            var token = json.nextToken();
            if (member == null) {
                json.skipChildren();
                continue;
            }
            var here = at.member(member.name());
            if (seen[member.index()]) {
                throw here.refuse("given once", "given twice");
            }
            if (token != JsonToken.VALUE_NULL) {
                seen[member.index()] = true;
                member.field().set(builder, readValue(member, token, here));
            }
        }
    }

    private Object readValue(MemberPlan member, JsonToken token, MemberPath at) throws IOException {
        return switch (member.kind()) {
            case STRING -> readText(token, at);
            case INTEGER -> readInteger(token, at);
            case LONG -> readLong(token, at);
            case DOUBLE -> readDouble(token, at);
            case BOOLEAN -> readBoolean(token, at);
            case TIMESTAMP -> readTimestamp(token, at);
            case STRUCTURE -> readStructure(member.requireModel(), token, at);
            case LIST -> readList(member.requireElement(), token, at);
            case MAP -> readMap(member.requireElement(), token, at);
        };
    }

    private String readText(JsonToken token, MemberPath at) throws IOException {
        expect(token == JsonToken.VALUE_STRING, "a string", token, at);
        return Scalars.text(json.getText(), at);
    }

    private Integer readInteger(JsonToken token, MemberPath at) throws IOException {
        expect(token == JsonToken.VALUE_NUMBER_INT, "a whole number", token, at);
        try {
            return json.getIntValue();
        } catch (InputCoercionException e) {
            throw at.refuse(Scalars.INTEGER, describe(token));
        }
    }

    private Long readLong(JsonToken token, MemberPath at) throws IOException {
        expect(token == JsonToken.VALUE_NUMBER_INT, "a whole number", token, at);
        try {
            return json.getLongValue();
        } catch (InputCoercionException e) {
            throw at.refuse(Scalars.LONG, describe(token));
        }
    }

    private Double readDouble(JsonToken token, MemberPath at) throws IOException {
        expect(token.isNumeric(), "a number", token, at);
        var value = json.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw at.refuse("a number of double precision", describe(token));
        }
        return value;
    }

    private Boolean readBoolean(JsonToken token, MemberPath at) throws IOException {
        expect(token.isBoolean(), "true or false", token, at);
        return token == JsonToken.VALUE_TRUE;
    }

    private Object readTimestamp(JsonToken token, MemberPath at) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return Scalars.isoTimestamp(json.getText(), at);
        }
        expect(token.isNumeric(), Scalars.TIMESTAMP, token, at);
        return Scalars.timestamp(json.getDoubleValue(), at);
    }

    private Object readStructure(Class<? extends SdkPojo> model, JsonToken token, MemberPath at) throws IOException {
        expect(token == JsonToken.START_OBJECT, "an object", token, at);
        var plan = ModelPlan.of(model);
        var builder = plan.newBuilder();
        var seen = new boolean[plan.size()];
        readMembers(plan, builder, seen, at);
        WireReader.requireAll(plan, seen, at);
        return ModelPlan.build(builder);
    }

    private List<Object> readList(MemberPlan element, JsonToken token, MemberPath at) throws IOException {
        expect(token == JsonToken.START_ARRAY, "a list", token, at);
        var values = new ArrayList<Object>();
        for (var next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            values.add(readValue(element, next, at.element(values.size())));
        }
        return values;
    }

    private Map<String, Object> readMap(MemberPlan element, JsonToken token, MemberPath at) throws IOException {
        expect(token == JsonToken.START_OBJECT, "an object", token, at);
        var values = new LinkedHashMap<String, Object>();
        for (var key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            var here = at.member(Scalars.text(key, at));
            if (values.put(key, readValue(element, json.nextToken(), here)) != null) {
                throw here.refuse("given once", "given twice");
            }
        }
        return values;
    }

    private void expect(boolean fits, String expected, @Nullable JsonToken token, MemberPath at) throws IOException {
        if (!fits) {
            throw at.refuse(expected, describe(token));
        }
    }

    private String describe(@Nullable JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                var number = json.getText();
                yield number.length() <= MAX_SHOWN ? number : number.substring(0, MAX_SHOWN) + "…";
            }
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            case null, default -> "missing";
        };
    }
}
