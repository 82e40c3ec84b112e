package io.coldkeep.api.wire;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * What reader and writer must know of one member, asked of the SDK once per class.
 *
 * @param name as the API's documentation spells it, for messages
 * @param wireName as it travels
 * @param element of a list or map; absent for everything else
 * @param model of a nested structure; absent for everything else
 * @param index of the member within its class
 */
record MemberPlan(
        SdkField<?> field,
        Kind kind,
        String name,
        SerializableString wireName,
        MarshallLocation location,
        boolean required,
        @Nullable MemberPlan element,
        @Nullable Class<? extends SdkPojo> model,
        int index) {

    /** The types that occur in the models of the two services. */
    enum Kind {
        STRING,
        INTEGER,
        LONG,
        DOUBLE,
        BOOLEAN,
        TIMESTAMP,
        STRUCTURE,
        LIST,
        MAP
    }

    static MemberPlan of(SdkField<?> field, int index, boolean required) {
        var kind = kindOf(field);
        return new MemberPlan(
                field,
                kind,
                field.memberName(),
                new SerializedString(field.locationName()),
                field.location(),
                required,
                elementOf(field, kind),
                kind == Kind.STRUCTURE ? modelOf(field) : null,
                index);
    }

    boolean isInBody() {
        return location == MarshallLocation.PAYLOAD;
    }

    MemberPlan requireElement() {
        if (element == null) {
            throw new IllegalStateException(name + " has no elements");
        }
        return element;
    }

    Class<? extends SdkPojo> requireModel() {
        if (model == null) {
            throw new IllegalStateException(name + " is no structure");
        }
        return model;
    }

    private static Kind kindOf(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> Kind.STRING;
            case INTEGER -> Kind.INTEGER;
            case LONG -> Kind.LONG;
            case DOUBLE -> Kind.DOUBLE;
            case BOOLEAN -> Kind.BOOLEAN;
            case INSTANT -> Kind.TIMESTAMP;
            case SDK_POJO -> Kind.STRUCTURE;
            case LIST -> Kind.LIST;
            case MAP -> Kind.MAP;
            default -> throw new IllegalStateException("No member of the two services is a " + field.marshallingType());
        };
    }

    private static @Nullable MemberPlan elementOf(SdkField<?> field, Kind kind) {
        return switch (kind) {
            case LIST -> of(field.getTrait(ListTrait.class).memberFieldInfo(), 0, true);
            case MAP -> of(field.getTrait(MapTrait.class).valueFieldInfo(), 0, true);
            default -> null;
        };
    }

    private static Class<? extends SdkPojo> modelOf(SdkField<?> field) {
        // The SDK names a nested structure by its builder only; the builder is a member class of the structure.
        return field.constructor().get().getClass().getEnclosingClass().asSubclass(SdkPojo.class);
    }
}
