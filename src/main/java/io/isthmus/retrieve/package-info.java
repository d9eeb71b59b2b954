/**
 * Retrieval: instances asked of a PACS once, spooled, and read by any number of readers while they
 * arrive. From the reader to the PACS:
 *
 * <ul>
 *   <li>{@link io.isthmus.retrieve.RetrieveService} finds or begins a flight for each {@link
 *       io.isthmus.retrieve.Retrieval};
 *   <li>{@code RetrieveFlight} is one retrieve; its {@code FlightBoard} knows what has come and who
 *       has read it;
 *   <li>{@code FlightCourse} does on a thread what {@code RetrievePlan} decides, asks by {@code
 *       Confirmation} and {@code Census}, and {@code FlightEnding} judges what came;
 *   <li>{@code SpooledArrival} takes an instance of it into the spool;
 *   <li>{@code Holdings} keeps what came whole, {@code Eviction} says what goes.
 * </ul>
 *
 * What is read of instances is found in {@code content} and {@code metadata}. Flights and holdings
 * are one package since they share the state that <i>docs/concurrency.md</i> orders the locks of.
 */
@NullMarked
package io.isthmus.retrieve;

import org.jspecify.annotations.NullMarked;
