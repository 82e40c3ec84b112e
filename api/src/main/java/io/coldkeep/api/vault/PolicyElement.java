package io.coldkeep.api.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value in the document of an access policy, and where it stands there: {@code Policy.Statement[0].Effect}. */
record PolicyElement(String path, JsonNode value) {

    /** An object that has no members but these, which are all that is understood. */
    PolicyElement objectOf(List<String> known) {
        object();
        for (var name : names()) {
            if (!known.contains(name)) {
                throw new PolicyElement(path + "." + name, value)
                        .refuse("is not supported; supported here: " + String.join(", ", known));
            }
        }
        return this;
    }

    PolicyElement object() {
        expect(value.isObject(), "an object");
        return this;
    }

    List<String> names() {
        return value.propertyStream().map(Map.Entry::getKey).toList();
    }

    Optional<PolicyElement> find(String name) {
        return Optional.ofNullable(value.get(name)).map(found -> new PolicyElement(path + "." + name, found));
    }

    PolicyElement require(String name) {
        return find(name).orElseThrow(() -> new PolicyElement(path + "." + name, value).refuse("is missing"));
    }

    String text() {
        expect(value.isTextual(), "a string");
        return value.textValue();
    }

    /** One of the words. */
    String oneOf(List<String> words) {
        if (!words.contains(text())) {
            throw new RuleBroken(InvalidValue.oneOf(path, words, text()));
        }
        return text();
    }

    /** A string, or a list of one string or more; each with its place. */
    List<PolicyElement> texts() {
        expect(value.isTextual() || value.isArray(), "a string or a list of strings");
        var found = elements();
        found.forEach(PolicyElement::text);
        return found;
    }

    /** The elements of a list, which must have one; anything else is the only element. */
    List<PolicyElement> elements() {
        if (!value.isArray()) {
            return List.of(this);
        }
        expect(!value.isEmpty(), "a list of one element or more");
        var elements = new ArrayList<PolicyElement>();
        value.forEach(element -> elements.add(new PolicyElement(path + "[" + elements.size() + "]", element)));
        return elements;
    }

    private void expect(boolean fits, String expected) {
        if (!fits) {
            throw refuse("must be " + expected + ", was " + shown());
        }
    }

    private String shown() {
        return switch (value.getNodeType()) {
            case ARRAY -> value.isEmpty() ? "an empty list" : "a list";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN, NULL -> value.asText();
            case BINARY, MISSING, POJO -> "nothing"; // not in what was read from a text
        };
    }

    RuleBroken refuse(String reason) {
        return new RuleBroken(new InvalidValue(path, reason));
    }
}
