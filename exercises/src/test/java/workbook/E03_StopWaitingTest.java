package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E03_StopWaiting.Page;
import workbook.E03_StopWaiting.Profile;
import workbook.E03_StopWaiting.Services;
import workbook.proof.Blocked;
import workbook.proof.Call;
import workbook.proof.Patience;
import workbook.proof.Pending;
import workbook.proof.Proof;

@Proof
class E03_StopWaitingTest {
    private static final Profile ANN = new Profile("Ann", "sour");
    private static final List<String> ORDERS = List.of("rye bread"), RECOMMENDED = List.of("lemon cake", "sourdough");
    private static final Page PAGE = new Page(ANN, ORDERS, RECOMMENDED);

    @AutoClose private final Pending<String, Profile> profile = new Pending<>("profile", guest -> ANN);
    @AutoClose private final Pending<String, List<String>> orders = new Pending<>("orders", guest -> ORDERS);
    @AutoClose private final Pending<String, List<String>> recommend = new Pending<>("recommend", taste -> taste.equals("sour") ? RECOMMENDED : List.of());
    private final Map<String, Pending<String, ?>> services = Map.of("profile", profile, "orders", orders, "recommend", recommend);

    @Test @Order(1)
    void pageReturnsAtOnce() throws Exception {
        page();
    }

    @Test @Order(2)
    void independentServicesAreAskedAtOnce() throws Exception {
        page();
        profile.awaitAsked(1, "before any service had answered: it needs nothing but the guest");
        orders.awaitAsked(1, "before any service had answered: it needs nothing but the guest");
    }

    @Test @Order(3)
    void recommendationsAreAskedForAsSoonAsTheTasteIsKnown() throws Exception {
        page();
        profile.awaitAsked(1, "before any service had answered");
        profile.answer();
        recommend.awaitAsked(1, "when the profile was there and orders were pending: it needs nothing but the taste");
    }

    @ParameterizedTest @Order(4)
    @CsvSource({"profile, orders, recommend", "orders, profile, recommend", "profile, recommend, orders"})
    void noThreadWaitsWhileAnythingIsPending(String first, String second, String third) throws Exception {
        var page = page();
        assertNobodyWaits(first, second, third);
        asked(first).answer();
        assertNobodyWaits(second, third);
        asked(second).answer();
        assertNobodyWaits(third);
        assertThat(page).withFailMessage("the page was complete while %s was still pending", third).isNotDone();
        asked(third).answer();
        assertDone(page, "all services have answered");
        assertThat(page).isCompletedWithValue(PAGE);
        for (var service : services.values()) service.assertAskedAtMost(1, "each call costs the service its work again");
    }

    @ParameterizedTest @Order(5)
    @ValueSource(strings = {"profile", "orders", "recommend"})
    void aServiceThatFailsFailsThePage(String failing) throws Exception {
        var failure = new IllegalStateException(failing + " is down");
        var page = page();
        for (var service : List.of("profile", "orders", "recommend")) {
            if (service.equals(failing)) asked(service).fail(failure);
            else if (service.equals("orders") || !failing.equals("profile")) asked(service).answer();
        }
        assertDone(page, failing + " has failed and the others have answered");
        assertThat(page).withFailMessage("%s failed, and the page is %s, as if nothing had happened", failing, page).isCompletedExceptionally();
        assertThat(page.exceptionNow()).withFailMessage("%s failed with %s, and the page with %s", failing, failure, page.exceptionNow()).isSameAs(failure);
    }

    @Test @Order(6)
    void servicesThatAnswerAtOnce() throws Exception {
        var page = Call.of("page()", () -> new E03_StopWaiting(new Services() {
            @Override public CompletableFuture<Profile> profile(String guest) { return CompletableFuture.completedFuture(ANN); }
            @Override public CompletableFuture<List<String>> orders(String guest) { return CompletableFuture.completedFuture(ORDERS); }
            @Override public CompletableFuture<List<String>> recommend(String taste) { return CompletableFuture.completedFuture(RECOMMENDED); }
        }).page("Ann")).returns("all services have answered");
        assertDone(page, "all services have answered at once");
        assertThat(page).isCompletedWithValue(PAGE);
    }

    private CompletableFuture<Page> page() throws Exception {
        return Call.of("page()", () -> new E03_StopWaiting(new Services() {
            @Override public CompletableFuture<Profile> profile(String guest) { return profile.ask(guest); }
            @Override public CompletableFuture<List<String>> orders(String guest) { return orders.ask(guest); }
            @Override public CompletableFuture<List<String>> recommend(String taste) { return recommend.ask(taste); }
        }).page("Ann")).returns("no service has answered yet, and the thread could do something else");
    }

    private Pending<String, ?> asked(String service) throws InterruptedException {
        var pending = services.get(service);
        pending.awaitAsked(1, "though all that it needs was there");
        return pending;
    }

    /** Of these services those are pending that could be asked: for recommendations the profile must be there. */
    private static void assertNobodyWaits(String... unanswered) {
        var pending = Stream.of(unanswered).filter(service -> !service.equals("recommend") || !List.of(unanswered).contains("profile")).toList();
        Blocked.assertNobodyIn(E03_StopWaiting.class, "while %s %s pending: a thread that waits cannot serve the next guest"
                .formatted(String.join(", ", pending), pending.size() == 1 ? "is" : "are"));
    }

    private static void assertDone(CompletableFuture<Page> page, String because) throws InterruptedException {
        if (!Patience.until(Patience.LONG, page::isDone))
            throw new AssertionError("%s, and the page is still pending: its guest waits for ever".formatted(because));
    }
}
