package io.coldkeep.api.sigv4;

/** What a signature is good for: a day in the form {@code 20261121}, a region and a service. */
public record CredentialScope(String date, String region, String service) {

    static final String TERMINATOR = "aws4_request";

    @Override
    public String toString() {
        return date + '/' + region + '/' + service + '/' + TERMINATOR;
    }
}
