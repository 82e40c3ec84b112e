package io.coldkeep.api.wire;

import io.coldkeep.api.wire.MemberPlan.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Reads the request of any operation from the parts of an HTTP request. Types are strict: a text is no number, {@code 1.5}
 * is no whole number; what does not fit is refused with the service's error for bad requests, naming the member. Members
 * that the operation does not know are ignored.
 */
final class WireReader {

    private WireReader() {}

    /** The request, complete and with every value of the right type; values themselves are the use case's to judge. */
    static <T extends SdkPojo> T read(Class<T> model, RequestParts parts) {
        var plan = ModelPlan.of(model);
        var root = MemberPath.root(plan.service());
        var builder = plan.newBuilder();
        var seen = new boolean[plan.size()];
        for (var member : plan.outsideBody()) {
            var value = readOutsideBody(member, parts, root.member(member.name()));
            if (value != null) {
                member.field().set(builder, value);
                seen[member.index()] = true;
            }
        }
        if (!plan.inBody().isEmpty()) {
            BodyReader.readInto(plan, builder, seen, parts.body(), root);
        }
        requireAll(plan, seen, root);
        return model.cast(ModelPlan.build(builder));
    }

    static void requireAll(ModelPlan plan, boolean[] seen, MemberPath at) {
        for (var member : plan.required()) {
            if (!seen[member.index()]) {
                throw new AwsException(AwsErrors.missing(
                        plan.service(), at.member(member.name()).toString()));
            }
        }
    }

    private static @Nullable Object readOutsideBody(MemberPlan member, RequestParts parts, MemberPath at) {
        var name = member.wireName().getValue();
        return switch (member.location()) {
            case PATH, GREEDY_PATH -> one(member, parts.label(name), at);
            case HEADER -> one(member, parts.header(name), at);
            case QUERY_PARAM ->
                member.kind() == Kind.LIST
                        ? list(member.requireElement(), parts.query(name), at)
                        : one(member, single(parts.query(name), at), at);
            default -> throw new IllegalStateException(at + " is no member of a request");
        };
    }

    private static @Nullable String single(List<String> values, MemberPath at) {
        if (values.size() > 1) {
            throw at.refuse("given once", "given " + values.size() + " times");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static @Nullable Object list(MemberPlan element, List<String> texts, MemberPath at) {
        if (texts.isEmpty()) {
            return null;
        }
        var values = new ArrayList<Object>(texts.size());
        for (var text : texts) {
            values.add(Scalars.parse(element.kind(), text, at));
        }
        return values;
    }

    private static @Nullable Object one(MemberPlan member, @Nullable String text, MemberPath at) {
        return text == null ? null : Scalars.parse(member.kind(), text, at);
    }
}
