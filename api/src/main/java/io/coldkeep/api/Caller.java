package io.coldkeep.api;

import io.coldkeep.domain.arn.Owner;

/**
 * Who makes a request: the account of the access key together with the region that the request was signed for, and the
 * principal that the key belongs to.
 */
public record Caller(Owner owner, String principalArn) {}
