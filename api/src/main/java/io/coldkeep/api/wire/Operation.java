package io.coldkeep.api.wire;

/**
 * An operation of AWS.
 *
 * @param path as the service's model writes it: labels in braces, with a trailing slash where AWS has one
 */
public record Operation(AwsService service, String name, String method, String path) {}
