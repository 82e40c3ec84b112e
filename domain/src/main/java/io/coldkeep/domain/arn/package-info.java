/** Names and owners: accounts, regions and the ARNs built from them. */
package io.coldkeep.domain.arn;
