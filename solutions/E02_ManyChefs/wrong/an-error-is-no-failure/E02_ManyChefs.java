// Misconception: What goes wrong is an Exception.
// The test says: a dish threw an Error, and cookAll() returned
package workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

public class E02_ManyChefs {

    /** Cooks all dishes with {@code chefs} chefs and returns what they gave. */
    public static <T> List<T> cookAll(List<Callable<T>> dishes, int chefs) throws Exception {
        var plates = new AtomicReferenceArray<T>(dishes.size());
        var failure = new AtomicReference<Exception>();
        var open = new CountDownLatch(dishes.size());
        try (var kitchen = Executors.newFixedThreadPool(chefs)) {
            for (int i = 0; i < dishes.size(); i++) {
                int number = i;
                kitchen.execute(() -> {
                    try {
                        if (failure.get() == null) {
                            plates.set(number, dishes.get(number).call());
                        }
                    } catch (Exception e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        open.countDown();
                    }
                });
            }
            open.await();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        var results = new ArrayList<T>();
        for (int i = 0; i < plates.length(); i++) {
            results.add(plates.get(i));
        }
        return results;
    }
}
