package io.coldkeep.app.credentials;

import io.coldkeep.api.sigv4.AccessKey;
import io.coldkeep.api.sigv4.AccessKeys;
import io.coldkeep.app.config.Settings;
import io.coldkeep.domain.arn.AccountId;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The administrator key: the one in the settings, or else the one in the file {@code credentials} of the data directory. */
public final class ConfiguredAccessKeys implements AccessKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredAccessKeys.class);

    /** Whoever has the key has the whole account. */
    private static final String ROOT = "root";

    private final AccessKey administrator;

    private ConfiguredAccessKeys(AccessKey administrator) {
        this.administrator = administrator;
    }

    /** Reads the key, and makes it at the first start. */
    public static ConfiguredAccessKeys of(Settings settings) throws IOException {
        var account = AccountId.of(settings.accountId());
        if (settings.configuredAccessKeyId().isPresent()) {
            return new ConfiguredAccessKeys(new AccessKey(
                    settings.configuredAccessKeyId().get(),
                    settings.configuredSecretAccessKey().orElseThrow(),
                    account,
                    ROOT));
        }
        var file = settings.dataDirectory().resolve("credentials");
        var key = CredentialsFile.readOrMake(file);
        if (key.isNew()) {
            LOG.info("made the administrator key {} of account {}; it is in {}", key.id(), account, file);
        }
        return new ConfiguredAccessKeys(new AccessKey(key.id(), key.secret(), account, ROOT));
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        return administrator.id().equals(accessKeyId) ? Optional.of(administrator) : Optional.empty();
    }
}
