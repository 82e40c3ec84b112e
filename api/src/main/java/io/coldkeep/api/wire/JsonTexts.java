package io.coldkeep.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkPojo;

/** Structures of the SDK's model that travel as a JSON text in a member of another one; they look as they do in a body. */
public final class JsonTexts {

    private JsonTexts() {}

    /** The structure in the text of that member, read as strictly as a body. */
    public static <T extends SdkPojo> T read(String member, String text, Class<T> model) {
        var plan = ModelPlan.of(model);
        var root = MemberPath.root(plan.service()).member(member);
        var builder = plan.newBuilder();
        var seen = new boolean[plan.size()];
        BodyReader.readInto(plan, builder, seen, text.toCharArray(), root);
        WireReader.requireAll(plan, seen, root);
        return model.cast(ModelPlan.build(builder));
    }

    public static String write(SdkPojo structure) {
        var out = new ByteArrayOutputStream();
        try {
            WireWriter.write(structure, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(UTF_8);
    }
}
