// Misconception: A ThreadLocal that was not set says so.
// The test says: no order is at work in this thread, and guest() gave null
package workbook;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

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
    private final Queue<Printer> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore permits;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public E19_PriceOfWaiting(Kitchen kitchen, Callable<Printer> maker, int printers) {
        this.kitchen = kitchen;
        this.maker = maker;
        permits = new Semaphore(printers);
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
    public static String guest() { return GUEST.get(); }

    @Override public void close() { threads.close(); }

    private String print(String text) throws Exception {
        permits.acquire();
        Printer printer = null;
        try {
            printer = idle.poll();
            if (printer == null) printer = maker.call();
            return printer.print(text);
        } finally {
            if (printer != null) idle.add(printer);
            permits.release();
        }
    }
}
