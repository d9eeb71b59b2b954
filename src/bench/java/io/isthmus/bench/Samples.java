package io.isthmus.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Durations of one thing done many times. */
record Samples(double[] millis, double seconds) {

  /** One measured call; returns its duration in nanoseconds. */
  @FunctionalInterface
  interface Call {
    long nanos(int number) throws Exception;
  }

  /** Makes what a client needs, such as a connection. */
  @FunctionalInterface
  interface Client {
    Call call() throws Exception;
  }

  /** Each of some clients does it some times, all at once. */
  static Samples of(int clients, int each, Client client) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<double[]>> tasks = new ArrayList<>();
      for (int one = 0; one < clients; one++) {
        Call call = client.call();
        int first = one * each;
        tasks.add(() -> {
          double[] times = new double[each];
          for (int i = 0; i < each; i++) {
            times[i] = call.nanos(first + i) / 1e6;
          }
          return times;
        });
      }
      long begin = System.nanoTime();
      List<Future<double[]>> done = threads.invokeAll(tasks);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double[] all = new double[clients * each];
      for (int one = 0; one < clients; one++) {
        System.arraycopy(done.get(one).get(), 0, all, one * each, each);
      }
      Arrays.sort(all);
      return new Samples(all, seconds);
    }
  }

  double median() {
    return millis[millis.length / 2];
  }

  double p99() {
    return millis[Math.min(millis.length - 1, millis.length * 99 / 100)];
  }

  double perSecond() {
    return millis.length / seconds;
  }
}
