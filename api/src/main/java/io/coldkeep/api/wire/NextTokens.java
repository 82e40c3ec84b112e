package io.coldkeep.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coldkeep.api.Caller;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.refusal.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The tokens that lists are continued with ({@code NextToken}, or {@code Marker} as EFS calls some). A token holds where
 * the next page starts and is sealed: it is good for the same operation, caller and filters only, whoever tries what. The
 * size of the page may change from page to page.
 *
 * <p>The tokens of EFS must not be longer than 128 characters, which leaves 80 bytes for the parts of the key.
 */
public final class NextTokens {

    private static final String HMAC = "HmacSHA256";
    private static final int SEAL_LENGTH = 16;
    private static final int MAX_TOKEN = 4096;
    private static final Set<String> TOKENS = Set.of("NextToken", "Marker");
    private static final Set<String> NO_FILTERS = Set.of("NextToken", "Marker", "MaxResults", "MaxItems");

    private final SecretKeySpec key;

    /** @param secret the same for all instances of a service, or tokens of one are none for the other */
    public NextTokens(byte[] secret) {
        this.key = new SecretKeySpec(secret, HMAC);
    }

    /** The token for the page that starts there; absent where there is no further page. */
    public @Nullable String issue(Caller caller, SdkPojo request, Optional<PageKey> next) {
        return next.map(place -> {
                    var content = content(place);
                    var seal = seal(caller, request, content);
                    var token = Arrays.copyOf(seal, SEAL_LENGTH + content.length);
                    System.arraycopy(content, 0, token, SEAL_LENGTH, content.length);
                    return encode(token);
                })
                .orElse(null);
    }

    /** Where the page starts that the client asks for; empty without a token. */
    public Optional<PageKey> read(Caller caller, SdkPojo request, @Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        var bytes = decode(token);
        if (bytes.length < SEAL_LENGTH || !encode(bytes).equals(token)) { // one spelling, also of the spare bits
            throw refused(request, token);
        }
        var content = Arrays.copyOfRange(bytes, SEAL_LENGTH, bytes.length);
        if (!MessageDigest.isEqual(seal(caller, request, content), Arrays.copyOf(bytes, SEAL_LENGTH))) {
            throw refused(request, token);
        }
        return Optional.of(place(content));
    }

    private static String encode(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static byte[] decode(String token) {
        try {
            return token.length() > MAX_TOKEN
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // no token of ours; refused for its length
        }
    }

    private static AwsException refused(SdkPojo request, String token) {
        var member = request.sdkFields().stream()
                .map(SdkField::memberName)
                .filter(TOKENS::contains)
                .findFirst()
                .orElseThrow();
        return new AwsException(AwsErrors.badRequest(
                AwsService.ofModel(request.getClass()),
                member + " must be a token of this list and these filters, was '" + InvalidValue.shortened(token)
                        + "'"));
    }

    private byte[] seal(Caller caller, SdkPojo request, byte[] content) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(binding(caller, request));
            return Arrays.copyOf(mac.doFinal(content), SEAL_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    /** What the token is good for: the caller, the operation and every member of the request that is a filter. */
    private static byte[] binding(Caller caller, SdkPojo request) {
        return written(out -> {
            write(out, caller.owner().account().value());
            write(out, caller.owner().region().code());
            write(out, request.getClass().getName());
            for (var field : request.sdkFields()) {
                if (!NO_FILTERS.contains(field.memberName())) {
                    write(out, String.valueOf(field.getValueOrDefault(request)));
                }
            }
        });
    }

    private static byte[] content(PageKey place) {
        return written(out -> {
            for (var part : place.parts()) {
                out.writeUTF(part); // two bytes and the text
            }
        });
    }

    private static PageKey place(byte[] content) {
        var parts = new ArrayList<String>();
        try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
            while (in.available() > 0) {
                parts.add(in.readUTF());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PageKey(parts);
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** With its length before it, so that no two lists of texts are written alike. */
    private static void write(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
