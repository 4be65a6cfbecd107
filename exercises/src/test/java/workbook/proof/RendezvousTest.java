package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Proof
class RendezvousTest {

    @Test void asManyAsExpectedMeet() throws Exception {
        var room = Rendezvous.of(3, "dishes");
        send(3, room, Executors.newFixedThreadPool(3));
        assertThat(room.most()).isEqualTo(3);
        assertThatCode(() -> room.assertMet("")).doesNotThrowAnyException();
    }

    @Test void virtualThreadsMeetToo() throws Exception {
        var room = Rendezvous.of(1_000, "dishes");
        send(1_000, room, Executors.newVirtualThreadPerTaskExecutor());
        assertThatCode(() -> room.assertMet("")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ifFewerComeTheMessageSaysHowMany(int cooks) throws Exception {
        var room = Rendezvous.of(3, "dishes");
        send(9, room, Executors.newFixedThreadPool(cooks));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> room.assertMet("the cooks wait"))
                .withMessage("at most %d of 3 dishes were in flight at once: the cooks wait", cooks);
    }

    @Test void oneAfterAnotherIsNotAMeeting() throws Exception {
        var room = Rendezvous.of(2, "dishes");
        room.meet();
        room.meet();
        assertThat(room.most()).isEqualTo(1);
    }

    @Test void whenOneHasGivenUpNobodyWaitsAnyMore() throws Exception {
        var room = Rendezvous.of(2, "dishes");
        room.meet();
        assertDoesNotWait(room);
    }

    @Test void whenItIsClosedNobodyWaitsAnyMore() throws Exception {
        var room = Rendezvous.exactly(2, "dishes");
        room.close();
        assertDoesNotWait(room);
    }

    @Test void anExactRendezvousCatchesOneTooMany() throws Exception {
        var room = Rendezvous.exactly(2, "dishes");
        send(3, room, Executors.newFixedThreadPool(3));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> room.assertNeverMore("two cooks"))
                .withMessage("3 dishes were in flight at once, and 2 are allowed: two cooks");
    }

    @Test void anExactRendezvousLetsOthersFollow() throws Exception {
        var room = Rendezvous.exactly(2, "dishes");
        send(9, room, Executors.newFixedThreadPool(2));
        assertThatCode(() -> { room.assertMet(""); room.assertNeverMore(""); }).doesNotThrowAnyException();
    }

    private static void send(int dishes, Rendezvous room, ExecutorService cooks) {
        try (cooks) {
            for (int i = 0; i < dishes; i++) cooks.submit(() -> { room.meet(); return null; });
        }
    }

    /** Whoever waits throws away his interrupt; whoever does not keeps it. */
    private static void assertDoesNotWait(Rendezvous room) throws InterruptedException {
        Thread.currentThread().interrupt();
        room.meet();
        assertThat(Thread.interrupted()).isTrue();
    }
}
