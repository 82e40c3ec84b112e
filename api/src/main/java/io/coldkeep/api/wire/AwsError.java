package io.coldkeep.api.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error as a client of AWS expects it, before it takes the shape of one of the services.
 *
 * @param status the HTTP status
 * @param type the name of the exception that SDKs throw
 * @param message for people; EFS is known to send none with some errors
 * @param code the number that AWS Backup adds to its errors, {@code ERROR_2603}; absent where it is not known
 * @param context the arguments of the message, as AWS Backup repeats them
 * @param members further members of the error's shape, such as {@code FileSystemId}
 */
public record AwsError(
        int status,
        String type,
        @Nullable String message,
        @Nullable String code,
        @Nullable String context,
        Map<String, String> members) {

    public AwsError {
        Objects.requireNonNull(type, "type");
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members)); // in the order of the answer
    }

    public static AwsError of(int status, String type, @Nullable String message) {
        return new AwsError(status, type, message, null, null, Map.of());
    }

    public AwsError withCode(String code) {
        return new AwsError(status, type, message, code, context, members);
    }

    public AwsError withContext(String context) {
        return new AwsError(status, type, message, code, context, members);
    }

    public AwsError with(String member, String value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new AwsError(status, type, message, code, context, more);
    }
}
