package io.coldkeep.api.sigv4;

import io.coldkeep.domain.arn.AccountId;

/** A key that signs requests, and the principal it belongs to. */
public record AccessKey(String id, String secret, AccountId account, String principalArn) {

    /** Without the secret: keys end up in messages and logs. */
    @Override
    public String toString() {
        return "AccessKey[" + id + " of " + principalArn + "]";
    }
}
