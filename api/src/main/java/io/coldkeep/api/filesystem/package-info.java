/** Amazon EFS: file systems, their backup policies, lifecycle configurations and tags. */
@NullMarked
package io.coldkeep.api.filesystem;

import org.jspecify.annotations.NullMarked;
