package workbook.proof;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A slow service that answers on the test's command, and never by itself. It hands out futures, and writes down who
 * asked for what. Its answers come on threads of the service, as from a non-blocking client: code that blocks in a
 * callback holds up such a thread, and not the test.
 *
 * @param <A> what is asked for
 * @param <T> the answer
 */
public final class Pending<A, T> implements AutoCloseable {
    private record Request<A, T>(A argument, Thread by, CompletableFuture<T> answer) {}

    private final String name;
    private final Function<A, T> answers;
    private final List<Request<A, T>> requests = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** A service with a name for messages, such as "profile", which will give these answers. */
    public Pending(String name, Function<A, T> answers) {
        this.name = name;
        this.answers = answers;
    }

    /** What the learner's code calls: returns at once, with a future that is pending until the test says otherwise. */
    public CompletableFuture<T> ask(A argument) {
        var request = new Request<>(argument, Thread.currentThread(), new CompletableFuture<T>());
        requests.add(request);
        if (closed) request.answer.cancel(false);
        return request.answer;
    }

    /** Answers all that was asked so far. Returns at once, as the other commands do. */
    public void answer() { answer(argument -> true); }

    /** Answers those who asked for this. */
    public void answer(A argument) { answer(argument::equals); }

    /** Fails all that was asked so far. */
    public void fail(Throwable failure) {
        requests.forEach(request -> onThreadOfItsOwn(() -> request.answer.completeExceptionally(failure)));
    }

    /** Waits until it was asked so many times; {@code when} ends the sentence of the failure. */
    public void awaitAsked(int times, String when) throws InterruptedException {
        if (!Patience.until(Patience.LONG, () -> requests.size() >= times))
            throw new AssertionError("%s was asked %d of %d times %s".formatted(name, requests.size(), times, when));
    }

    /** Fails if it was asked more often, and says by which threads; {@code because} ends the sentence. */
    public void assertAskedAtMost(int times, String because) {
        if (requests.size() > times)
            throw new AssertionError(requests.stream().map(request -> request.argument + " by thread " + request.by.getName())
                    .collect(Collectors.joining(", ", "%s was asked %d times, and %d is enough (for ".formatted(name, requests.size(), times), "): " + because)));
    }

    /** The test is over: whoever waits for an answer, or asks from now on, gets a {@link CancellationException}. */
    @Override public void close() {
        closed = true;
        requests.forEach(request -> onThreadOfItsOwn(() -> request.answer.cancel(false)));
    }

    private void answer(Predicate<A> which) {
        for (var request : requests)
            if (which.test(request.argument)) onThreadOfItsOwn(() -> request.answer.complete(answers.apply(request.argument)));
    }

    private void onThreadOfItsOwn(Runnable command) {
        Thread.ofPlatform().daemon().name("the " + name + " service").start(command);
    }
}
