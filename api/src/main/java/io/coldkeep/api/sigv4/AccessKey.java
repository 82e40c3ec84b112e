package io.coldkeep.api.sigv4;

import io.coldkeep.domain.arn.AccountId;

/**
 * A key that signs requests.
 *
 * @param principal of the account, to whom it belongs: {@code root}, or {@code user/…}
 */
public record AccessKey(String id, String secret, AccountId account, String principal) {

    /** Without the secret: keys end up in messages and logs. */
    @Override
    public String toString() {
        return "AccessKey[" + id + " of " + account + ":" + principal + "]";
    }
}
