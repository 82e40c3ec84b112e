/** The keys that requests are signed with. */
@NullMarked
package io.coldkeep.app.credentials;

import org.jspecify.annotations.NullMarked;
