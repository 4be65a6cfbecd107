// Misconception: Calling the service again gives me the same future.
// The test says: profile was asked 2 times, and 1 is enough
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
        var recommended = services.profile(guest).thenCompose(profile -> services.recommend(profile.taste()));
        return services.profile(guest).thenCombine(orders, (profile, past) -> new Page(profile, past, null))
                .thenCombine(recommended, (page, cakes) -> new Page(page.profile(), page.orders(), cakes));
    }
}
