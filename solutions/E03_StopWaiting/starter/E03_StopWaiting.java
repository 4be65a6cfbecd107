package workbook;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/*
 * E03 · Stop waiting
 *
 * Story   The bakery's web page greets each guest with their profile, their past orders, and what we recommend to
 *         somebody of their taste. Each comes from a slow service, over a client that never blocks. Every request for
 *         the page holds a thread until the last service has answered, and on Saturdays the server runs out of threads.
 * Task    Put the page together without holding a thread while the services work.
 * Rules   The signature of page() and the types in it stay as they are.
 *         page() returns at once. Each service is asked once, and as soon as what it needs is known.
 *         No platform thread waits, neither the caller's nor one in a pool nor the services' own.
 *         If a service fails, the page fails with that failure, at the latest when all that were asked have answered.
 * Run     ./mvnw -f exercises test -Dtest='E03*'
 */
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
        var profile = services.profile(guest).join();           // TODO: here a thread waits, and below two more times
        var orders = services.orders(guest).join();
        var recommended = services.recommend(profile.taste()).join();
        return CompletableFuture.completedFuture(new Page(profile, orders, recommended));
    }
}
