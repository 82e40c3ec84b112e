package io.coldkeep.api.wire;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.MessageBodyWriter;
import io.micronaut.http.codec.CodecException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import software.amazon.awssdk.core.SdkPojo;

/** Writes what a controller returns when that is an answer class of the SDK's model. */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
@Produces(MediaType.APPLICATION_JSON)
final class WireBodyWriter implements MessageBodyWriter<SdkPojo> {

    @Override
    public boolean isWriteable(Argument<SdkPojo> type, MediaType mediaType) {
        return SdkPojo.class.isAssignableFrom(type.getType());
    }

    @Override
    public void writeTo(
            Argument<SdkPojo> type, MediaType mediaType, SdkPojo answer, MutableHeaders headers, OutputStream out) {
        try {
            headers.set("Content-Type", MediaType.APPLICATION_JSON);
            WireWriter.write(answer, out);
        } catch (IOException e) {
            throw new CodecException("An answer could not be written", e);
        }
    }
}
