// Misconception: Every exception is a failure of its own, also the interrupt that the first failure led to.
// The test says: dish 1 threw workbook.E02_ManyChefsTest$GasIsOff: the gas is off while dish 0 was being cooked, and cookAll() threw
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
        var results = new ArrayList<T>(Collections.nCopies(dishes.size(), null));
        var next = new AtomicInteger();
        var failure = new AtomicReference<Throwable>();
        var team = new ArrayList<Thread>();
        for (int i = 0; i < chefs; i++) {
            team.add(Thread.ofPlatform().name("chef-" + i).unstarted(() -> {
                int dish;
                while (failure.get() == null && (dish = next.getAndIncrement()) < dishes.size()) {
                    try {
                        results.set(dish, dishes.get(dish).call());
                    } catch (Throwable t) {
                        failure.set(t);
                        team.forEach(Thread::interrupt);    // no need to go on
                    }
                }
            }));
        }
        team.forEach(Thread::start);
        for (var chef : team) {
            chef.join();
        }
        return switch (failure.get()) {
            case null -> results;
            case Exception own -> throw own;
            case Throwable other -> throw (Error) other;
        };
    }
}
