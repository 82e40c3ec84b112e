package io.coldkeep.api.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/** The members of one class of the SDK's model, looked up once; no reflection afterwards. */
final class ModelPlan {

    private static final ClassValue<ModelPlan> PLANS = new ClassValue<>() {
        @Override
        protected ModelPlan computeValue(Class<?> model) {
            return new ModelPlan(model.asSubclass(SdkPojo.class));
        }
    };

    private final AwsService service;
    private final MethodHandle builder;
    private final List<MemberPlan> outsideBody = new ArrayList<>();
    private final List<MemberPlan> inBody = new ArrayList<>();
    private final Map<String, MemberPlan> byWireName = new HashMap<>();
    private final List<MemberPlan> required = new ArrayList<>();

    private ModelPlan(Class<? extends SdkPojo> model) {
        service = AwsService.ofModel(model);
        builder = builderOf(model);
        var requiredNames = RequiredMembers.of(model);
        var index = 0;
        for (var field : newBuilder().sdkFields()) {
            var member = MemberPlan.of(field, index++, requiredNames.contains(field.memberName()));
            add(member);
        }
    }

    static ModelPlan of(Class<? extends SdkPojo> model) {
        return PLANS.get(model);
    }

    private void add(MemberPlan member) {
        if (member.isInBody()) {
            inBody.add(member);
            byWireName.put(member.wireName().getValue(), member);
        } else {
            outsideBody.add(member);
        }
        if (member.required()) {
            required.add(member);
        }
    }

    AwsService service() {
        return service;
    }

    /** The members in path, query and headers. */
    List<MemberPlan> outsideBody() {
        return outsideBody;
    }

    /** The members in the body. */
    List<MemberPlan> inBody() {
        return inBody;
    }

    @Nullable
    MemberPlan inBody(String wireName) {
        return byWireName.get(wireName);
    }

    List<MemberPlan> required() {
        return required;
    }

    int size() {
        return inBody.size() + outsideBody.size();
    }

    SdkPojo newBuilder() {
        try {
            return (SdkPojo) builder.invokeExact();
        } catch (Throwable thrown) {
            throw new IllegalStateException("A builder of the SDK's model failed", thrown);
        }
    }

    static SdkPojo build(SdkPojo builder) {
        return (SdkPojo) ((Buildable) builder).build();
    }

    private static MethodHandle builderOf(Class<? extends SdkPojo> model) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(model.getMethod("builder"))
                    .asType(MethodType.methodType(SdkPojo.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(model + " is no class of the SDK's model", e);
        }
    }
}
