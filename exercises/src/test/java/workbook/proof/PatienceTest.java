package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test void whatHasHappenedIsNotWaitedFor() throws Exception {
        assertThat(Patience.until(0, () -> true)).isTrue();
    }

    @Test void looksOnceAndOnceMoreAfterEachTurn() throws Exception {
        var looks = new AtomicInteger();
        assertThat(Patience.until(5, () -> looks.incrementAndGet() > 6)).isFalse();
        assertThat(looks).hasValue(6);
    }

    @Test void stopsLookingAsSoonAsItHasHappened() throws Exception {
        var looks = new AtomicInteger();
        assertThat(Patience.until(5, () -> looks.incrementAndGet() == 3)).isTrue();
        assertThat(looks).hasValue(3);
    }

    @Test void anInterruptEndsTheWaiting() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> Patience.until(5, () -> false));
    }
}
