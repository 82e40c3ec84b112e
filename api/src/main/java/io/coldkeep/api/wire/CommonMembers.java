package io.coldkeep.api.wire;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** AWS describes one thing in several structures, an answer's and a list's, whose members have the same names. */
public final class CommonMembers {

    private static final ClassValue<Map<String, SdkField<?>>> FIELDS = new ClassValue<>() {
        @Override
        protected Map<String, SdkField<?>> computeValue(Class<?> model) {
            return ModelPlan.of(model.asSubclass(SdkPojo.class)).newBuilder().sdkFields().stream()
                    .collect(Collectors.toUnmodifiableMap(SdkField::memberName, Function.identity()));
        }
    };

    private CommonMembers() {}

    /** Sets every member of the builder that the structure has, too, and answers the builder. */
    public static <B extends SdkPojo> B copy(SdkPojo from, B builder) {
        var fields = FIELDS.get(from.getClass());
        for (var target : builder.sdkFields()) {
            var source = fields.get(target.memberName());
            if (source != null) {
                target.set(builder, source.getValueOrDefault(from));
            }
        }
        return builder;
    }
}
