package io.coldkeep.app.config;

import io.coldkeep.persistence.sql.recovery.CatalogLock;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the operator is told of a start that failed: what he can mend takes one line. */
public final class StartFailure {

    private static final int H2_FILE_IS_OPEN = 90_020;
    private static final String NO_CONNECTION = "08";
    private static final String WHO_IS_THAT = "28";
    private static final String NO_SUCH_DATABASE = "3D";

    private StartFailure() {}

    /** The sentence that names what to mend; empty where only the stack trace can tell. */
    public static Optional<String> reason(Throwable failure, Map<String, String> environment) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> ofOne(cause, environment).stream())
                .findFirst();
    }

    private static Optional<String> ofOne(Throwable cause, Map<String, String> environment) {
        return switch (cause) {
            case CannotStart refusal -> Optional.ofNullable(refusal.getMessage());
            case BindException refusal -> Optional.of(noAddress(environment, String.valueOf(refusal.getMessage())));
            case UnresolvedAddressException _ -> Optional.of(noAddress(environment, "there is no such host"));
            case SQLException refusal -> ofCatalog(refusal, environment);
            default -> Optional.empty();
        };
    }

    private static String noAddress(Map<String, String> environment, String why) {
        return "cannot listen on %s (COLDKEEP_HOST, COLDKEEP_PORT): %s"
                .formatted(EnvironmentSettings.address(environment), why);
    }

    private static Optional<String> ofCatalog(SQLException refusal, Map<String, String> environment) {
        if (refusal.getErrorCode() == H2_FILE_IS_OPEN) {
            return Optional.of("COLDKEEP_DATA_DIR " + EnvironmentSettings.dataDirectory(environment)
                    + " is in use by another Coldkeep");
        }
        var state = Objects.requireNonNullElse(refusal.getSQLState(), "");
        if (state.equals(CatalogLock.RECOVERING)) {
            return Optional.of(
                    "'coldkeep recover' is at work on the catalog (COLDKEEP_DATASOURCE_URL); start again when it has ended");
        }
        return Stream.of(NO_CONNECTION, WHO_IS_THAT, NO_SUCH_DATABASE).anyMatch(state::startsWith)
                ? Optional.of("the catalog (COLDKEEP_DATASOURCE_URL) does not answer: " + refusal.getMessage())
                : Optional.empty();
    }
}
