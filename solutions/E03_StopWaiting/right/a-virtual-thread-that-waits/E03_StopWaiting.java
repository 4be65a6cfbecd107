// Style: plain blocking code on a virtual thread: it waits, and holds no platform thread while it does.
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
        var page = new CompletableFuture<Page>();
        Thread.startVirtualThread(() -> {
            try {
                var profile = services.profile(guest);
                var orders = services.orders(guest);
                var recommended = services.recommend(profile.join().taste());
                page.complete(new Page(profile.join(), orders.join(), recommended.join()));
            } catch (CompletionException e) {
                page.completeExceptionally(e.getCause());
            }
        });
        return page;
    }
}
