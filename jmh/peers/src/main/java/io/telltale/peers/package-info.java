/**
 * Telltale beside other stores that a Java program can embed: one workload, the same questions, the
 * answers compared. docs/peers.md explains it.
 */
package io.telltale.peers;
