/**
 * Lifecycles of recovery points: the numbers a client sends ({@code RequestedLifecycle}), the rules they must keep
 * ({@code Lifecycle}), the instants that follow ({@code CalculatedLifecycle}) and what is to be done at one
 * ({@code LifecycleAction}). Pure functions; nothing here reads a clock.
 */
package io.coldkeep.domain.lifecycle;
