package io.coldkeep.app.wiring;

import io.coldkeep.api.sigv4.Authenticator;
import io.coldkeep.api.sigv4.SignatureVerifier;
import io.coldkeep.api.wire.NextTokens;
import io.coldkeep.app.config.CannotStart;
import io.coldkeep.app.config.EnvironmentSettings;
import io.coldkeep.app.config.Settings;
import io.coldkeep.app.credentials.ConfiguredAccessKeys;
import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.persistence.sql.secret.CatalogSecrets;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who gets in. */
@Factory
final class SecurityFactory {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityFactory.class);

    /** Made before anybody can ask: a key that cannot be read ends the start. */
    @Context
    @Requires(missingProperty = EnvironmentSettings.COMMAND)
    Authenticator authenticator(
            Settings settings,
            @Named("real") InstantSource realClock,
            @Value("${micronaut.server.host:localhost}") String host)
            throws IOException {
        return switch (settings.authentication()) {
            case SIGV4 -> Authenticator.verifying(new SignatureVerifier(ConfiguredAccessKeys.of(settings), realClock));
            case NONE -> trusting(settings, host);
        };
    }

    private static Authenticator trusting(Settings settings, String host) throws IOException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            throw new CannotStart(
                    "COLDKEEP_AUTH=none lets everybody in and is for loopback addresses only, not for " + host);
        }
        LOG.warn("COLDKEEP_AUTH=none: signatures are NOT verified. Everybody on this machine can read, restore and"
                + " delete everything.");
        return Authenticator.trusting(AccountId.of(settings.accountId()));
    }

    @Singleton
    NextTokens nextTokens(CatalogSecrets secrets) {
        return new NextTokens(secrets.secret("next-token"));
    }
}
