package io.coldkeep.persistence.content.crypto;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

/** A master key in a file, as 64 hexadecimal digits and a line end, readable by its owner alone. */
public final class MasterKeyFile {

    private static final int DIGITS = 2 * MasterKey.LENGTH;

    private MasterKeyFile() {}

    /**
     * The key in the file; where there is no file, a new key. It is durable when this returns, whoever made it.
     *
     * @throws IOException when the file holds no key; a new one would not open what was written under the old
     */
    public static MasterKey readOrMake(Path file) throws IOException {
        if (Files.notExists(file)) {
            make(file);
        }
        keepName(file);
        return read(file);
    }

    /** @throws IOException when there is no file, or it holds no key */
    public static MasterKey read(Path file) throws IOException {
        var text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!text.matches("[0-9a-fA-F]{" + DIGITS + "}")) {
            throw new IOException(file + " holds no master key: " + DIGITS + " hexadecimal digits are expected");
        }
        return MasterKey.parse(text);
    }

    /** Written whole under another name first: a crash leaves no half of a file. */
    private static void make(Path file) throws IOException {
        var key = new byte[MasterKey.LENGTH];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.getParent());
        var temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(StandardCharsets.US_ASCII.encode(HexFormat.of().formatHex(key) + "\n"));
            channel.force(true);
        }
        try {
            Files.createLink(file, temporary); // unlike a rename, it does not replace what somebody else made meanwhile
        } catch (FileAlreadyExistsException e) {
            // another process was faster, and its key counts
        } finally {
            Files.delete(temporary);
        }
    }

    private static void keepName(Path file) throws IOException {
        try (var directory = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
