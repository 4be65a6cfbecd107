import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs once in a judging JVM before it is needed: loads what all exercises' tests use. */
public class WarmUp {
    @Test @Order(1) void assertions() { assertThat(1).withFailMessage("%s", 1).isEqualTo(1); }

    @ParameterizedTest @Order(2) @ValueSource(ints = {1, 2}) void parameters(int number) { assertThat(number).isPositive(); }
}
