// Misconception: Every future is completed some day.
// The test says: profile has failed and the others have answered, and the page is still pending
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
        var page = new CompletableFuture<Page>();
        var orders = services.orders(guest);
        services.profile(guest).thenAccept(profile ->
                services.recommend(profile.taste()).thenAcceptBoth(orders, (recommended, past) ->
                        page.complete(new Page(profile, past, recommended))));
        return page;
    }
}
