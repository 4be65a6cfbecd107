package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private final VirtualClock<String> clock = new VirtualClock<>();

    @Test void eventsComeInTheOrderOfTheirTimes() {
        clock.in(30, "late");
        clock.in(10, "early");
        assertThat(clock.next()).isEqualTo("early");
        assertThat(clock.now()).isEqualTo(10);
        clock.in(5, "soon");
        assertThat(clock.next()).isEqualTo("soon");
        assertThat(clock.now()).isEqualTo(15);
        assertThat(clock.next()).isEqualTo("late");
        assertThat(clock.now()).isEqualTo(30);
    }

    @Test void ofThoseAtTheSameTimeTheFirstGivenComesFirst() {
        for (var event : "a b c d e f g".split(" ")) clock.in(7, event);
        for (var event : "a b c d e f g".split(" ")) assertThat(clock.next()).isEqualTo(event);
    }

    @Test void isStillWhenNothingIsToCome() {
        assertThat(clock.isStill()).isTrue();
        clock.in(1, "event");
        assertThat(clock.isStill()).isFalse();
        clock.next();
        assertThat(clock.isStill()).isTrue();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(clock::next);
    }
}
