package io.coldkeep.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Gives an error the shape of the service that it comes from; every error of the HTTP face leaves through here. */
public final class ErrorRenderer {

    static final String TYPE_HEADER = "x-amzn-ErrorType";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_LENGTH = 256;

    private ErrorRenderer() {}

    /** The complete answer, headers included. */
    public static MutableHttpResponse<byte[]> render(HttpRequest<?> request, AwsError error) {
        return renderInto(HttpResponse.status(error.status(), null), request, error);
    }

    static MutableHttpResponse<byte[]> renderInto(
            MutableHttpResponse<?> response, HttpRequest<?> request, AwsError error) {
        return response.status(error.status(), null)
                .header(TYPE_HEADER, error.type())
                .header(RequestId.HEADER, RequestId.of(request))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(body(AwsService.ofPath(request.getPath()), error));
    }

    static byte[] body(AwsService service, AwsError error) {
        var out = new ByteArrayOutputStream(USUAL_LENGTH);
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            switch (service) {
                case EFS -> writeEfs(json, error);
                case BACKUP -> writeBackup(json, error);
            }
            for (var member : error.members().entrySet()) {
                json.writeStringField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void writeEfs(JsonGenerator json, AwsError error) throws IOException {
        json.writeStringField("ErrorCode", error.type());
        writeNullable(json, "Message", error.message());
    }

    private static void writeBackup(JsonGenerator json, AwsError error) throws IOException {
        // Never the type: clients that read Code look for numbers in it.
        if (error.code() != null) {
            json.writeStringField("Code", error.code());
        }
        writeNullable(json, "Message", error.message());
        json.writeNullField("Type");
        writeNullable(json, "Context", error.context());
    }

    private static void writeNullable(JsonGenerator json, String name, @Nullable String value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }
}
