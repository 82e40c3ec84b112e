package io.coldkeep.api.sigv4;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The content of an {@code Authorization} header. */
sealed interface Authorization {

    String SCHEME = "AWS4-";

    /** The header cannot be understood; the message says why, in the words of AWS. */
    record Malformed(String message) implements Authorization {}

    /**
     * The header has all of its parts; whether any of them is right is not said.
     *
     * @param credential key id and scope as sent
     * @param signedHeaders in lower case, in the order sent
     */
    record Complete(String algorithm, String credential, List<String> signedHeaders, String signature)
            implements Authorization {

        private static final int CREDENTIAL_PARTS = 5;

        boolean hasWellFormedCredential() {
            return credentialParts().size() == CREDENTIAL_PARTS;
        }

        String accessKeyId() {
            return credentialParts().getFirst();
        }

        CredentialScope scope() {
            var parts = credentialParts();
            return new CredentialScope(parts.get(1), parts.get(2), parts.get(3));
        }

        String terminator() {
            return credentialParts().getLast();
        }

        /** Key id, date, region, service, terminator; or fewer or more. */
        private List<String> credentialParts() {
            return List.of(credential.split("/", -1));
        }
    }

    /** Reads a header; AWS lets its parameters be separated by commas with or without blanks. */
    static Authorization parse(String header) {
        var text = header.strip();
        var blank = text.indexOf(' ');
        var algorithm = blank < 0 ? text : text.substring(0, blank);
        var values = new HashMap<String, String>();
        for (var parameter : text.substring(algorithm.length()).split(",", -1)) {
            var stripped = parameter.strip();
            var equal = stripped.indexOf('=');
            if (equal < 0 && !stripped.isEmpty()) {
                return new Malformed(
                        "'" + stripped + "' not a valid key=value pair (missing equal-sign) in Authorization header: '"
                                + header + "'.");
            }
            if (equal >= 0) {
                values.put(
                        stripped.substring(0, equal),
                        stripped.substring(equal + 1).strip());
            }
        }
        return complete(algorithm, values, header);
    }

    private static Authorization complete(String algorithm, Map<String, String> values, String header) {
        var missing = new StringBuilder();
        for (var parameter : List.of("Credential", "Signature", "SignedHeaders")) {
            if (values.getOrDefault(parameter, "").isEmpty()) {
                missing.append("Authorization header requires '")
                        .append(parameter)
                        .append("' parameter. ");
            }
        }
        if (!missing.isEmpty()) {
            return new Malformed(missing + "Authorization=" + header);
        }
        var signedHeaders = values.getOrDefault("SignedHeaders", "").toLowerCase(Locale.ROOT);
        return new Complete(
                algorithm,
                values.getOrDefault("Credential", ""),
                List.of(signedHeaders.split(";", -1)),
                values.getOrDefault("Signature", ""));
    }
}
