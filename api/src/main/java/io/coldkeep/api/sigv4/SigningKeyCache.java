package io.coldkeep.api.sigv4;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keys that verified a request, kept because deriving one costs as much as everything else of a verification. */
final class SigningKeyCache {

    private static final int MAX = 512;

    private final Map<Entry, SigningKey> keys = new ConcurrentHashMap<>();

    /** The secret is part of it: a key whose secret was changed must not live on here. */
    private record Entry(AccessKey key, CredentialScope scope) {}

    @Nullable
    SigningKey find(AccessKey key, CredentialScope scope) {
        return keys.get(new Entry(key, scope));
    }

    void keep(AccessKey key, CredentialScope scope, SigningKey signingKey) {
        if (keys.size() >= MAX) {
            keys.clear(); // once a day at most in practice: the day is part of the scope
        }
        keys.put(new Entry(key, scope), signingKey);
    }
}
