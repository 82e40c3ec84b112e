package io.coldkeep.domain.work;

import io.coldkeep.domain.content.ArchivedContentException;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.refusal.RefusedException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** What a client may read about a failure. */
public final class Failures {

    private static final String DENIED = "Permission denied"; // for which Java gives no reason
    private static final String INTERNAL = "An internal error occurred.";

    private Failures() {}

    /** The reason without paths or class names; the whole of it is for the log. */
    public static String forClients(Exception failure) {
        if (failure instanceof RefusedException
                || failure instanceof CorruptContentException
                || failure instanceof ArchivedContentException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        if (failure instanceof FileSystemException onFile) {
            return Optional.ofNullable(onFile.getReason()).orElse(INTERNAL);
        }
        return INTERNAL;
    }
}
