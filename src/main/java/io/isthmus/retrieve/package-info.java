/**
 * Retrieval: instances asked of a PACS once, spooled, and read by any number of readers while they
 * arrive. From the reader to the PACS:
 *
 * <ul>
 *   <li>{@link io.isthmus.retrieve.RetrieveService} opens a {@link io.isthmus.retrieve.Retrieval},
 *       for which {@code Boarding} finds or begins a flight;
 *   <li>{@code RetrieveFlight} is one retrieve; its {@code FlightBoard} knows what has come and who
 *       has read it;
 *   <li>{@code FlightCourse} does on a thread what {@code RetrievePlan} decides, asks by {@code
 *       Confirmation} and {@code Census}, and {@code FlightEnding} judges what came;
 *   <li>{@code FlightArrivals} takes what the PACS sends into the spool, instance by instance;
 *   <li>{@code Holdings} keeps what came whole, {@code Testimony} what the PACS said of it, and
 *       {@code Eviction} says what goes.
 * </ul>
 *
 * What is read of instances is found in {@code content} and {@code metadata}. Flights and holdings
 * are one package since they share the state that <i>docs/concurrency.md</i> orders the locks of.
 */
@NullMarked
package io.isthmus.retrieve;

import org.jspecify.annotations.NullMarked;
