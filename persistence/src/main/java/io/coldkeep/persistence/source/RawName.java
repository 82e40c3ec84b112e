package io.coldkeep.persistence.source;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names as the bytes that they are. A {@link Path} holds the bytes of its name, but its text is made with the encoding of
 * the locale, which loses those that do not fit; a {@code file:} URI carries each byte as it is in every locale.
 */
final class RawName {

    /** Holds nothing, so that a name resolved against it is that of no file. */
    private static final Path NOWHERE = Path.of("/proc/coldkeep-nowhere");

    private static final String NOWHERE_URI = NOWHERE.toUri().getRawPath() + "/";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RawName() {}

    /** The bytes of the last name of a path. */
    static byte[] of(Path path) {
        var name = path.getFileName();
        var text = String.valueOf(name);
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        return unescaped(NOWHERE.resolve(name).toUri().getRawPath().substring(NOWHERE_URI.length()));
    }

    /** The bytes of a relative or absolute path; where a slash ends it or doubles it is kept. */
    static byte[] ofAll(Path path) {
        var text = path.toString();
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        var uri = NOWHERE.resolve(path).toUri().getRawPath();
        var bytes = unescaped(path.isAbsolute() ? uri : uri.substring(NOWHERE_URI.length()));
        var slashAdded = bytes[bytes.length - 1] == '/' && !text.endsWith("/"); // toUri() marks what is a directory
        return slashAdded ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    /** The entry of that name in the directory. */
    static Path in(Path directory, byte[] name) {
        var text = new String(name, StandardCharsets.ISO_8859_1);
        return isAscii(text)
                ? directory.resolve(text)
                : directory.resolve(absolute(name).getFileName());
    }

    /** The path of these bytes, from the root of the machine whether they begin with a slash or not. */
    static Path absolute(byte[] bytes) {
        var uri = new StringBuilder("file:///");
        for (var b : bytes) {
            if (b == '/' || (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z')) {
                uri.append((char) b);
            } else {
                HEX.toHexDigits(uri.append('%'), b);
            }
        }
        return Path.of(URI.create(uri.toString()));
    }

    /** The bytes as text, if they are UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static byte[] unescaped(String uriPath) {
        var bytes = new byte[uriPath.length()];
        var length = 0;
        for (var i = 0; i < uriPath.length(); i++) {
            if (uriPath.charAt(i) == '%') {
                bytes[length++] = (byte) HexFormat.fromHexDigits(uriPath, i + 1, i + 3);
                i += 2;
            } else {
                bytes[length++] = (byte) uriPath.charAt(i);
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
