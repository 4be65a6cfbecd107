// Misconception: A page with a hole is better than none, and nobody needs to know.
// The test says: as if nothing had happened
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
        var orders = services.orders(guest).exceptionally(_ -> List.of());
        return services.profile(guest).thenCompose(profile ->
                services.recommend(profile.taste()).exceptionally(_ -> List.of()).thenCombine(orders, (recommended, past) ->
                        new Page(profile, past, recommended)));
    }
}
