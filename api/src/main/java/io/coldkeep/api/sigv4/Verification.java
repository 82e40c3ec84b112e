package io.coldkeep.api.sigv4;

/** Whether a request comes from whom it says. */
public sealed interface Verification {

    /** The request was signed with the key for the scope and arrived unchanged. */
    record Authentic(AccessKey key, CredentialScope scope) implements Verification {}

    /** Nobody knows who sent the request. */
    record Refused(Reason reason, String message) implements Verification {}

    /** The kinds of refusal, each with the name and the status that AWS gives it. */
    enum Reason {
        MISSING_TOKEN(403, "MissingAuthenticationTokenException"),
        INCOMPLETE_SIGNATURE(400, "IncompleteSignatureException"),
        UNKNOWN_KEY(403, "UnrecognizedClientException"),
        INVALID_SIGNATURE(403, "InvalidSignatureException");

        private final int status;
        private final String type;

        Reason(int status, String type) {
            this.status = status;
            this.type = type;
        }

        int status() {
            return status;
        }

        String type() {
            return type;
        }
    }
}
