package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the books of a pool after every step of any sequence of events. */
@Requirement("DIM-02")
class PoolLawsTest {
  private static final int SEQUENCES = 300;
  private static final int STEPS = 200;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void neverOverTheLimitNobodyForgottenAndAllInOrder(int limit) {
    int served = 0;
    int expired = 0;
    for (long seed = 1; seed <= SEQUENCES; seed++) {
      PoolSimulation simulation = new PoolSimulation(limit, seed);
      for (int step = 0; step < STEPS; step++) {
        simulation.step();
      }
      simulation.drain();
      served += simulation.served();
      expired += simulation.expired();
    }
    assertThat(served).as("the sequences serve many").isGreaterThan(SEQUENCES * 10);
    assertThat(expired).as("and let some wait in vain").isGreaterThan(SEQUENCES / 10);
  }
}
