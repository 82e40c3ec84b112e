package io.coldkeep.api.sigv4;

import io.coldkeep.api.Caller;
import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.arn.Region;
import java.util.List;
import java.util.Optional;

/** Takes the caller from the credential scope without verifying anything. */
record TrustingAuthenticator(AccountId account) implements Authenticator {

    private static final Region DEFAULT_REGION = Region.of("us-east-1");

    @Override
    public Outcome authenticate(SignedRequest request, List<String> services) {
        var authorization = authorization(request);
        var caller = authorization
                .map(Authorization.Complete::accessKeyId)
                .filter(AccountId::isValid)
                .map(AccountId::of);
        var region = authorization
                .map(known -> known.scope().region())
                .filter(Region::isValid)
                .map(Region::of);
        return new Outcome.Known(
                new Caller(Requester.root(new Owner(caller.orElse(account), region.orElse(DEFAULT_REGION)))));
    }

    private static Optional<Authorization.Complete> authorization(SignedRequest request) {
        return request.header("authorization").stream()
                .findFirst()
                .map(Authorization::parse)
                .filter(Authorization.Complete.class::isInstance)
                .map(Authorization.Complete.class::cast)
                .filter(Authorization.Complete::hasWellFormedCredential);
    }
}
