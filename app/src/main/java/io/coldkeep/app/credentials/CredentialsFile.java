package io.coldkeep.app.credentials;

import io.coldkeep.app.config.CannotStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The administrator key in a file of the AWS profile format, readable by its owner alone, so that
 * {@code AWS_SHARED_CREDENTIALS_FILE} can point to it.
 */
final class CredentialsFile {

    private static final String KEY_ID = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";
    private static final String KEY_ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private CredentialsFile() {}

    record Key(String id, String secret, boolean isNew) {
        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    /** The key in the file; where there is no file, a new key, which is in it when this returns. */
    static Key readOrMake(Path file) throws IOException {
        if (Files.notExists(file)) {
            try {
                return make(file);
            } catch (FileAlreadyExistsException e) {
                return read(file); // another process on the same directory was faster
            }
        }
        return read(file);
    }

    private static Key read(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            var equals = line.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        var id = values.getOrDefault(KEY_ID, "");
        var secret = values.getOrDefault(SECRET, "");
        if (id.isEmpty() || secret.isEmpty()) {
            throw new CannotStart(
                    file + " holds no " + KEY_ID + " and " + SECRET + "; mend it, or delete it to have a new key made");
        }
        return new Key(id, secret, false);
    }

    /** Written whole under another name first: a crash leaves no half of a file. */
    private static Key make(Path file) throws IOException {
        var random = new SecureRandom();
        var key = new Key(newId(random), newSecret(random), true);
        Files.createDirectories(file.getParent());
        var temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(StandardCharsets.UTF_8.encode("[default]%n%s = %s%n%s = %s%nregion = us-east-1%n"
                    .formatted(KEY_ID, key.id(), SECRET, key.secret())));
            channel.force(true);
        }
        try {
            Files.createLink(file, temporary); // unlike a rename, it does not replace what somebody else made meanwhile
        } finally {
            Files.delete(temporary);
        }
        return key;
    }

    private static String newId(SecureRandom random) {
        var id = new StringBuilder("COLD");
        random.ints(16, 0, KEY_ID_LETTERS.length()).forEach(i -> id.append(KEY_ID_LETTERS.charAt(i)));
        return id.toString();
    }

    private static String newSecret(SecureRandom random) {
        var bytes = new byte[30];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
