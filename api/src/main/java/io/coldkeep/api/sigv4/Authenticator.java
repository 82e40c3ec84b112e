package io.coldkeep.api.sigv4;

import io.coldkeep.api.Caller;
import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.arn.Region;
import java.util.List;

/** Says who makes a request. */
public interface Authenticator {

    /** Whether a request's sender is known. */
    sealed interface Outcome {

        record Known(Caller caller) implements Outcome {}

        record Refused(Verification.Refused reason) implements Outcome {}
    }

    /** @param services the signing names that the path of the request may be signed for */
    Outcome authenticate(SignedRequest request, List<String> services);

    /** Believes signatures that verify, and nobody else. */
    static Authenticator verifying(SignatureVerifier verifier) {
        return (request, services) -> switch (verifier.verify(request, services)) {
            case Verification.Refused refused -> new Outcome.Refused(refused);
            case Verification.Authentic(var key, var scope) ->
                new Outcome.Known(
                        new Caller(Requester.of(new Owner(key.account(), Region.of(scope.region())), key.principal())));
        };
    }

    /**
     * Believes everybody, for tests on one's own machine. A key id of twelve digits is the account, any other key and no
     * key at all is the given account; the region is the one that the request was signed for, or {@code us-east-1}.
     */
    static Authenticator trusting(AccountId account) {
        return new TrustingAuthenticator(account);
    }
}
