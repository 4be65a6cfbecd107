// Misconception: Whoever looks at a failure looks for its innermost cause.
// The test says: and the page with java.util.concurrent.CompletionException
package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
        var recommended = profile.thenCompose(p -> services.recommend(p.taste()));
        return CompletableFuture.allOf(profile, orders, recommended).handle((_, failure) -> {
            if (failure != null) {
                throw new CompletionException("no page for " + guest, failure);
            }
            return new Page(profile.join(), orders.join(), recommended.join());
        });
    }
}
