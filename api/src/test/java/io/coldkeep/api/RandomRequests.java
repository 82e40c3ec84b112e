package io.coldkeep.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/**
 * Requests that are nearly right: a good one in which something, often one thing only, is something else. Some are right all
 * the same.
 */
final class RandomRequests {

    private static final List<String> METHODS =
            List.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "FETCH", "put");
    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/x-amz-json-1.1",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "text/html",
            "application/xml",
            "application/json; charset=utf-16",
            "*/*",
            "nonsense",
            "",
            "application/");
    private static final List<String> ACCEPTS =
            List.of("text/html", "application/xml", "*/*", "nonsense", "", "a/b;q=x");
    private static final List<String> LABELS = List.of(
            "",
            ".",
            "..",
            "%2e%2e",
            "..%2F..%2Fetc",
            "%00",
            "%",
            "%2",
            "%zz",
            "%C3%28",
            "%ED%A0%80",
            "%0d%0aX-Injected:%201",
            "*",
            "null",
            "Default",
            "aws%2Fefs%2Fautomatic-backup-vault",
            "fs-00000000",
            "fs-zzzzzzzz",
            "arn%3Aaws%3Abackup%3A%3A%3Arecovery-point%3A",
            "arn:aws:elasticfilesystem:eu-central-1:1:file-system/fs-01234567",
            "arn%3Aaws%3Aelasticfilesystem%3A%3A%3Afile-system%2Ffs-01234567",
            "x".repeat(129),
            "y".repeat(3000),
            "%F0%9F%92%BE",
            "{}",
            "${jndi:x}",
            "'%20OR%201=1--");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "-1",
            "-2",
            "89",
            "90",
            "91",
            "36500",
            "36501",
            "2147483648",
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775808",
            "1e2",
            "1.0",
            "1.5",
            "1e400",
            "NaN",
            "01",
            "+1",
            "0x10",
            "9".repeat(600));
    private static final List<String> OTHER_VALUES = List.of(
            "null",
            "true",
            "false",
            "\"\"",
            "\"30\"",
            "\"ENABLED\"",
            "\"DISABLED\"",
            "\"ENABLING\"",
            "\"enabled\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"DELETE_AFTER_COPY\"",
            "{}",
            "[]",
            "[1]",
            "{\"a\":{}}",
            "[".repeat(70) + "]".repeat(70),
            "{\"Status\":\"ENABLED\",\"Status\":\"DISABLED\"}");

    private final Random random;
    private final String account;

    RandomRequests(Random random, String account) {
        this.random = random;
        this.account = account;
    }

    byte[] next(String method, List<String> segments, List<String> names, String body) {
        var request = new ByteArrayOutputStream();
        var content =
                rarely() ? garbled(body.getBytes(UTF_8)) : body(names, body).getBytes(UTF_8);
        var head = (rarely() ? one(METHODS) : method) + ' ' + path(segments) + " HTTP/1.1\r\n" + "Host: "
                + (rarely() ? "a b" : "127.0.0.1") + "\r\nConnection: close\r\n" + headers(content.length) + "\r\n";
        request.writeBytes(head.getBytes(ISO_8859_1));
        request.writeBytes(content);
        return request.toByteArray();
    }

    private String path(List<String> segments) {
        var path = new StringBuilder();
        for (var segment : segments) {
            path.append('/').append(random.nextInt(5) == 0 ? one(LABELS) : segment);
        }
        if (rarely()) {
            path.append('/');
        }
        if (rarely()) {
            path.append('?').append(one(LABELS)).append('=').append(one(NUMBERS));
        }
        return path.toString();
    }

    private String headers(int length) {
        var headers = new StringBuilder("Authorization: AWS4-HMAC-SHA256 Credential=")
                .append(account)
                .append("/20260101/eu-central-1/backup/aws4_request, SignedHeaders=host, Signature=0\r\n");
        if (random.nextInt(4) != 0) {
            headers.append("Content-Type: ").append(one(CONTENT_TYPES)).append("\r\n");
        }
        if (rarely()) {
            headers.append("Accept: ").append(one(ACCEPTS)).append("\r\n");
        }
        if (rarely()) {
            headers.append("Content-Encoding: gzip\r\n");
        }
        if (rarely()) {
            headers.append("X-Odd: ").append(garbledText()).append("\r\n");
        }
        return headers.append("Content-Length: ").append(length).append("\r\n").toString();
    }

    private String body(List<String> names, String body) {
        return switch (random.nextInt(8)) {
            case 0 -> body;
            case 1 -> "";
            case 2 -> body.substring(0, random.nextInt(body.length()));
            case 3 -> body + one(List.of("}", "x", body, ",", "\u0000"));
            case 4 -> value();
            case 5 -> "{\"" + one(names) + "\":" + value() + "}";
            case 6 -> body.replaceFirst("\"[A-Z]+\"|[0-9]+", value().replace("\\", "\\\\"));
            default ->
                "{\"" + one(names) + "\":{\"" + one(names) + "\":" + value() + ",\"" + one(names) + "\":" + value()
                        + "}}";
        };
    }

    private String value() {
        return random.nextBoolean() ? one(NUMBERS) : one(OTHER_VALUES);
    }

    private byte[] garbled(byte[] bytes) {
        var garbled = bytes.clone();
        for (var i = random.nextInt(4); i >= 0; i--) {
            garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
        }
        return garbled;
    }

    private String garbledText() {
        var text = new StringBuilder();
        for (var i = random.nextInt(20); i > 0; i--) {
            text.append((char) (random.nextInt(255 - 14) + 14));
        }
        return text.toString();
    }

    private boolean rarely() {
        return random.nextInt(8) == 0;
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
