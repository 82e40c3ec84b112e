package io.coldkeep.app.schedule;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;

/** The scheduler's data is plain text, readable in the catalog. */
enum TextSerializer implements Serializer {
    INSTANCE;

    @Override
    public byte[] serialize(Object data) {
        return ((String) data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] bytes) {
        return type.cast(new String(bytes, StandardCharsets.UTF_8));
    }
}
