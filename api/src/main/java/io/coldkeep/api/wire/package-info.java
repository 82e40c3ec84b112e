/**
 * The wire of the two services, once for every operation: requests and answers are the model classes of the AWS SDK, read
 * and written by what these classes say about their own members.
 *
 * <ul>
 *   <li><b>member</b>: a named value of a request or answer; it travels in the path, the query, a header or the body.
 *   <li><b>label</b>: a member in the path; it is one path segment, in which {@code %2F} stays inside.
 *   <li><b>wire name</b>: how a member is called where it travels ({@code backupVaultName}); messages use the name of the
 *       API's documentation ({@code BackupVaultName}).
 *   <li><b>error type</b>: the name of the exception that SDKs throw; it travels in the header {@code x-amzn-ErrorType}.
 * </ul>
 */
@NullMarked
package io.coldkeep.api.wire;

import org.jspecify.annotations.NullMarked;
