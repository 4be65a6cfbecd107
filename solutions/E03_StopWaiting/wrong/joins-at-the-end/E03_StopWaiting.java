// Misconception: Asking first and joining last is asynchronous: the waits overlap.
// The test says: page() has not returned, it waits at E03_StopWaiting.java:
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
        var profile = services.profile(guest);
        var orders = services.orders(guest);
        var recommended = profile.thenCompose(known -> services.recommend(known.taste()));
        return CompletableFuture.completedFuture(new Page(profile.join(), orders.join(), recommended.join()));
    }
}
