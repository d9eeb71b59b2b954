package io.isthmus.pixel.worker;

import java.io.IOException;

/** A process that does one job after the other. */
interface Worker {
  /**
   * Has a job done.
   *
   * @param most bytes that the result may have
   * @throws IOException if the worker ends before it answers
   */
  Answer work(Job job, long most) throws IOException;

  /** Whether it can take another job. */
  boolean alive();

  /** Ends it at once, whatever it is doing; from any thread. */
  void kill();

  /** Starts workers. */
  interface Starter {
    /** Starts one. */
    Worker start() throws IOException;
  }
}
