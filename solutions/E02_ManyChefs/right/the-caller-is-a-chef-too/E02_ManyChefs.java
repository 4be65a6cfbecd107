// Style: a shared counter gives out the dishes; the caller cooks as one of the chefs and then looks what the others brought.
package workbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var next = new AtomicInteger();
        var failure = new AtomicReference<Throwable>();
        var results = new ArrayList<T>(Collections.nCopies(dishes.size(), null));
        Runnable chef = () -> {
            for (int dish = next.getAndIncrement(); dish < dishes.size() && failure.get() == null; dish = next.getAndIncrement()) {
                try {
                    results.set(dish, dishes.get(dish).call());     // each chef writes to places of its own
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                }
            }
        };
        var others = new ArrayList<Thread>();
        for (int i = 1; i < chefs; i++) others.add(Thread.ofPlatform().start(chef));
        chef.run();
        for (var other : others) other.join();      // join() also makes their results visible here
        if (failure.get() instanceof Error error) throw error;
        if (failure.get() instanceof Exception exception) throw exception;
        return results;
    }
}
