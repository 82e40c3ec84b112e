package io.coldkeep.api.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** A request in the form that its signature is computed over. */
final class CanonicalRequest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CanonicalRequest() {}

    /**
     * The canonical request. Headers are text as HTTP has it, one character for each byte.
     *
     * @param payloadHash the SHA-256 of the body in hexadecimal
     */
    static byte[] of(SignedRequest request, List<String> signedHeaders, String payloadHash) {
        var text = new StringBuilder(512)
                .append(request.method())
                .append('\n')
                .append(encodedPath(request.path()))
                .append('\n')
                .append(canonicalQuery(request.query()))
                .append('\n');
        for (var name : signedHeaders) {
            text.append(name).append(':');
            appendValues(text, request.header(name));
            text.append('\n');
        }
        return text.append('\n')
                .append(String.join(";", signedHeaders))
                .append('\n')
                .append(payloadHash)
                .toString()
                .getBytes(ISO_8859_1);
    }

    /** The path without {@code .}, {@code ..} and empty segments; signatures do not tell such paths apart. */
    static String normalizedPath(String path) {
        if (!path.contains("//") && !path.contains("/.")) {
            return path.isEmpty() ? "/" : path;
        }
        var segments = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return '/' + String.join("/", segments) + (path.endsWith("/") && !segments.isEmpty() ? "/" : "");
    }

    /** The path encoded once more: these services sign what is already encoded as if it were plain. */
    private static String encodedPath(String path) {
        var encoded = new StringBuilder(path.length() + 32);
        for (var b : normalizedPath(path).getBytes(UTF_8)) {
            appendEncoded(encoded, b, true);
        }
        return encoded.toString();
    }

    static String canonicalQuery(String query) {
        if (query.isEmpty()) {
            return "";
        }
        var parameters = Arrays.stream(query.split("&", -1))
                .filter(parameter -> !parameter.isEmpty())
                .map(Parameter::parse)
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .toList();
        var text = new StringBuilder(query.length() + 16);
        for (var parameter : parameters) {
            text.append(text.isEmpty() ? "" : "&")
                    .append(parameter.name())
                    .append('=')
                    .append(parameter.value());
        }
        return text.toString();
    }

    private record Parameter(String name, String value) {

        static Parameter parse(String text) {
            var equal = text.indexOf('=');
            return equal < 0
                    ? new Parameter(reencoded(text), "")
                    : new Parameter(reencoded(text.substring(0, equal)), reencoded(text.substring(equal + 1)));
        }
    }

    /** However a client encodes a query, its signature covers the one canonical encoding. */
    private static String reencoded(String text) {
        var encoded = new StringBuilder(text.length() + 8);
        for (var b : decoded(text)) {
            appendEncoded(encoded, b, false);
        }
        return encoded.toString();
    }

    private static byte[] decoded(String text) {
        var bytes = text.getBytes(UTF_8);
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return bytes;
        }
        var out = new ByteArrayOutputStream(bytes.length);
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
                out.write(HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else {
                out.write(bytes[i] == '+' ? ' ' : bytes[i]); // as the query is read later
            }
        }
        return out.toByteArray();
    }

    private static boolean isHex(byte b) {
        return HexFormat.isHexDigit(b);
    }

    private static void appendEncoded(StringBuilder out, byte b, boolean keepSlash) {
        if (isUnreserved(b) || (keepSlash && b == '/')) {
            out.append((char) b);
        } else {
            out.append('%').append(HEX.toHexDigits(b));
        }
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }

    private static void appendValues(StringBuilder out, List<String> values) {
        for (var i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            appendTrimmed(out, values.get(i));
        }
    }

    /** Without blanks at the ends, and one blank for each run of them within. */
    private static void appendTrimmed(StringBuilder out, String value) {
        var start = out.length();
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c != ' ' && c != '\t') {
                out.append(c);
            } else if (out.length() > start && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        if (out.length() > start && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
    }
}
