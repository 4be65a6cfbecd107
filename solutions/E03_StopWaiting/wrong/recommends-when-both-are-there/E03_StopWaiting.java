// Misconception: First everything that needs nothing, then the rest.
// The test says: recommend was asked 0 of 1 times when the profile was there
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
        return CompletableFuture.allOf(profile, orders).thenCompose(_ -> services.recommend(profile.join().taste()))
                .thenApply(recommended -> new Page(profile.join(), orders.join(), recommended));
    }
}
