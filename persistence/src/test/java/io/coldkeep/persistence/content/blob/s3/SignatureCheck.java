package io.coldkeep.persistence.content.blob.s3;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether a request is signed by signature version 4, with the body that it has. */
record SignatureCheck(String keyId, String secret) {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(([0-9]{8})/([^/]+)/s3/aws4_request), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    boolean holds(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        var parts = AUTHORIZATION.matcher(
                Optional.ofNullable(headers.getFirst("Authorization")).orElse(""));
        var payload =
                Optional.ofNullable(headers.getFirst("x-amz-content-sha256")).orElse("");
        if (!parts.matches()
                || !parts.group(1).equals(keyId)
                || (!payload.equals(UNSIGNED) && !payload.equals(HexFormat.of().formatHex(sha256(body))))) {
            return false;
        }
        var signed = Arrays.stream(parts.group(5).split(";", -1))
                .map(name -> name + ":" + String.join(",", headers.get(name)).strip() + "\n")
                .collect(Collectors.joining());
        var canonical = String.join(
                "\n",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query(Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                        .orElse("")),
                signed,
                parts.group(5),
                payload);
        var toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                headers.getFirst("x-amz-date"),
                parts.group(2),
                HexFormat.of().formatHex(sha256(canonical.getBytes(StandardCharsets.UTF_8))));
        var key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), parts.group(3));
        for (var text : new String[] {parts.group(4), "s3", "aws4_request"}) {
            key = hmac(key, text);
        }
        return HexFormat.of().formatHex(hmac(key, toSign)).equals(parts.group(6));
    }

    private static String query(String raw) {
        return Arrays.stream(raw.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
