// Style: a future of its own, completed by whoever is last and failed by whoever fails first.
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
        var profile = services.profile(guest);
        var orders = services.orders(guest);
        var recommended = profile.thenCompose(known -> services.recommend(known.taste()));
        profile.thenAcceptBoth(recommended.thenCombine(orders, (cakes, past) -> new Page(null, past, cakes)),
                (known, rest) -> page.complete(new Page(known, rest.orders(), rest.recommended())));
        for (var part : List.of(profile, orders, recommended)) {
            part.whenComplete((_, failure) -> {
                if (failure != null) page.completeExceptionally(failure);
            });
        }
        return page;
    }
}
