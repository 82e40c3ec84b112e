/** Work that runs by itself. */
package io.coldkeep.domain.work;
