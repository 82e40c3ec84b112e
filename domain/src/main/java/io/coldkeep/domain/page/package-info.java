/** Lists in pages, by key: a page costs the same wherever in the list it is. */
package io.coldkeep.domain.page;
