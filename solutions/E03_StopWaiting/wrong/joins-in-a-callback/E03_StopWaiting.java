// Misconception: In a callback one may wait: it is asynchronous there.
// The test says: thread the profile service is held up at E03_StopWaiting.java:
package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;

public class E03_StopWaiting {

    public record Profile(String guest, String taste) {}

    public record Page(Profile profile, List<String> orders, List<String> recommended) {}

    /** Three slow services. Each call returns at once, with a future of the answer. */
    public interface Services {
        CompletableFuture<Profile> profile(String guest);

        CompletableFuture<List<String>> orders(String guest);

        CompletableFuture<List<String>> recommend(String taste);
    }

    private final Services services;

    public E03_StopWaiting(Services services) { this.services = services; }

    /** The page of a guest. */
    public CompletableFuture<Page> page(String guest) {
        var orders = services.orders(guest);
        return services.profile(guest).thenApply(profile -> {
            var recommended = services.recommend(profile.taste());
            return new Page(profile, orders.join(), recommended.join());
        });
    }
}
