package io.coldkeep.persistence.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How names, which are any bytes, travel in a tar, whose headers have room for short ASCII and whose pax records are UTF-8. */
final class TarNames {

    /** Says that the {@code path} and {@code linkpath} of a pax header are bytes of no known encoding. */
    static final String CHARSET_KEY = "hdrcharset";

    static final String BINARY = "BINARY";

    /** The path in hexadecimal digits, where it is not UTF-8. */
    static final String RAW_PATH_KEY = "COLDKEEP.path";

    /** The target of a link in hexadecimal digits, where it is not UTF-8. */
    static final String RAW_LINK_KEY = "COLDKEEP.linkpath";

    private static final int FIELD = 100;

    private TarNames() {}

    /** Whether the header of an entry has room for the name, so that it needs no pax record. */
    static boolean fitHeader(byte[] name) {
        if (name.length > FIELD) {
            return false;
        }
        for (var b : name) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** What stands in the header of an entry for a name that it has no room for. */
    static String shortened(byte[] name) {
        var text = new StringBuilder();
        for (var i = 0; i < Math.min(name.length, FIELD - 1); i++) {
            text.append(name[i] < 0 ? '_' : (char) name[i]);
        }
        while (text.charAt(text.length() - 1) == '/') {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    static boolean isUtf8(byte[] name) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
