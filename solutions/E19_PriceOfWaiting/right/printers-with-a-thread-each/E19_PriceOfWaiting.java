// Style: few platform threads print, each with its own printer, and the orders hand their notes over to them.
package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class E19_PriceOfWaiting implements AutoCloseable {

    /** Blocks until a dish is ready: that may take an hour. */
    public interface Kitchen {
        void awaitReady(String dish) throws Exception;
    }

    /** Prints notes. Takes a megabyte of memory, and is not thread-safe. */
    public interface Printer {
        String print(String text) throws Exception;
    }

    private static final ScopedValue<String> GUEST = ScopedValue.newInstance();

    private final Kitchen kitchen;
    private final Callable<Printer> maker;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService printing;
    private final ThreadLocal<Printer> printer = new ThreadLocal<>();

    public E19_PriceOfWaiting(Kitchen kitchen, Callable<Printer> maker, int printers) {
        this.kitchen = kitchen;
        this.maker = maker;
        printing = Executors.newFixedThreadPool(printers);
    }

    /** Takes an order, and gives a future of the note that is printed when the dish is ready. */
    public Future<String> order(String guest, String dish) {
        return threads.submit(() -> ScopedValue.where(GUEST, guest).call(() -> {
            kitchen.awaitReady(dish);
            return print(guest + ": " + dish);
        }));
    }

    /** The guest of the order that is at work in this thread. */
    public static String guest() { return GUEST.get(); }

    @Override public void close() {
        threads.close();
        printing.close();
    }

    private String print(String text) throws Exception {
        var guest = guest();
        try {
            return printing.submit(() -> ScopedValue.where(GUEST, guest).call(() -> {
                if (printer.get() == null) printer.set(maker.call());
                return printer.get().print(text);
            })).get();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }
}
