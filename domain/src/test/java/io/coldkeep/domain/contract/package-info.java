/**
 * What every implementation of a port must keep, as tests: an implementation extends {@code CatalogContract}, or the contract
 * of one port, and says how to make it.
 */
package io.coldkeep.domain.contract;
