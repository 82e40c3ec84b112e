/** Objects in a bucket of a service that speaks the protocol of Amazon S3. */
@NullMarked
package io.coldkeep.persistence.content.blob.s3;

import org.jspecify.annotations.NullMarked;
