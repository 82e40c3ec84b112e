package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.ExtendedAttribute;
import io.coldkeep.domain.source.ExtendedAttributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The extended attributes of a file or directory that a backup keeps: those of users, and access control lists. The others
 * are the system's.
 *
 * @param isComplete whether there are no others that it should keep
 */
record ReadAttributes(ExtendedAttributes attributes, boolean isComplete) {

    /** There are none. */
    static final ReadAttributes NONE = new ReadAttributes(ExtendedAttributes.NONE, true);

    private static final byte[] USER = "user.".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> ACCESS_CONTROL_LISTS =
            Set.of("system.posix_acl_access", "system.posix_acl_default");

    /** Those of an open file or directory. What cannot be read makes them incomplete. */
    static ReadAttributes of(int descriptor) {
        try {
            var names = LinuxCalls.attributeNames(descriptor);
            return names.length == 0 ? NONE : of(descriptor, names);
        } catch (IOException e) {
            return new ReadAttributes(ExtendedAttributes.NONE, false);
        }
    }

    private static ReadAttributes of(int descriptor, byte[] names) throws IOException {
        var kept = new ArrayList<ExtendedAttribute>();
        var size = 0L;
        for (var name : kept(names)) {
            var value = LinuxCalls.attribute(descriptor, name);
            if (value.isPresent()) {
                var attribute = new ExtendedAttribute(name, value.get());
                size += attribute.size();
                if (size > ExtendedAttributes.MAX_SIZE) {
                    return new ReadAttributes(ExtendedAttributes.of(kept), false);
                }
                kept.add(attribute);
            }
        }
        return new ReadAttributes(ExtendedAttributes.of(kept), true);
    }

    /** Out of names with a zero byte behind each, in their order. */
    private static List<byte[]> kept(byte[] names) {
        var kept = new ArrayList<byte[]>();
        var start = 0;
        for (var i = 0; i < names.length; i++) {
            if (names[i] == 0) {
                var name = Arrays.copyOfRange(names, start, i);
                if (isKept(name)) {
                    kept.add(name);
                }
                start = i + 1;
            }
        }
        kept.sort(Arrays::compareUnsigned);
        return kept;
    }

    private static boolean isKept(byte[] name) {
        return Arrays.mismatch(USER, name) == USER.length
                || ACCESS_CONTROL_LISTS.contains(new String(name, StandardCharsets.ISO_8859_1));
    }
}
