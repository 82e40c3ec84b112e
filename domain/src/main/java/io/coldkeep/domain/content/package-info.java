/** The content store: where the bytes of recovery points are. */
package io.coldkeep.domain.content;
