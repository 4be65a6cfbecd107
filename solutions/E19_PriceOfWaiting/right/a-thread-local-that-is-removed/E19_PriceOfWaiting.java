// Style: a ThreadLocal that is set and removed by each order; a queue that has places for printers yet to be made.
package workbook;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

public class E19_PriceOfWaiting implements AutoCloseable {

    /** Blocks until a dish is ready: that may take an hour. */
    public interface Kitchen {
        void awaitReady(String dish) throws Exception;
    }

    /** Prints notes. Takes a megabyte of memory, and is not thread-safe. */
    public interface Printer {
        String print(String text) throws Exception;
    }

    private static final ThreadLocal<String> GUEST = new ThreadLocal<>();

    private final Kitchen kitchen;
    private final Callable<Printer> maker;
    private final BlockingQueue<Optional<Printer>> places = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public E19_PriceOfWaiting(Kitchen kitchen, Callable<Printer> maker, int printers) {
        this.kitchen = kitchen;
        this.maker = maker;
        for (int i = 0; i < printers; i++) places.add(Optional.empty());
    }

    /** Takes an order, and gives a future of the note that is printed when the dish is ready. */
    public Future<String> order(String guest, String dish) {
        return threads.submit(() -> {
            GUEST.set(guest);
            try {
                kitchen.awaitReady(dish);
                return print(guest + ": " + dish);
            } finally {
                GUEST.remove();
            }
        });
    }

    /** The guest of the order that is at work in this thread. */
    public static String guest() {
        var guest = GUEST.get();
        if (guest == null) throw new NoSuchElementException("no order is at work here");
        return guest;
    }

    @Override public void close() { threads.close(); }

    private String print(String text) throws Exception {
        var place = places.take();
        try {
            if (place.isEmpty()) place = Optional.of(maker.call());
            return place.get().print(text);
        } finally {
            places.add(place);
        }
    }
}
