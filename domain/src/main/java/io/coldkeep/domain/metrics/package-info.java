/** What the operator of a service sees of it: jobs, recovery points and stores in numbers. */
package io.coldkeep.domain.metrics;
