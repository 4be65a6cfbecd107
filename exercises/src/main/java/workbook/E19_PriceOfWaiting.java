package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/*
 * E19 · The price of waiting
 *
 * Story   The bakery serves a festival. Each order waits until its dish is ready, and then a note is printed for the
 *         guest. The code has learnt from a time when threads were few: a pool bounds them, each thread keeps a printer
 *         and the name of its guest. Now the threads are virtual, and 200 orders wait while thousands stand in a queue.
 * Task    Let any number of orders wait, and bound what is dear.
 * Rules   The types and signatures here stay as they are. order() returns at once.
 *         Any number of orders wait at once, and none of them holds a platform thread or a printer while it waits.
 *         No more printers are made than the given number, however many orders there are. Each is used by one order at
 *         a time, and as many are in use at once as there are orders that want to print.
 *         If the kitchen, the making of a printer, or a printer fails, the order's future fails with that very
 *         exception, and no other order suffers: the printer is used again, and a printer not made may be made later.
 *         guest() gives the guest of the order in whose thread it is called, by the kitchen or by a printer. In a thread
 *         that is no order's it throws a NoSuchElementException.
 *         close() returns when all orders are done. It ends no order before its time, and leaves no thread.
 * Run     ./mvnw -f exercises test -Dtest='E19*'
 */
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

    private final ThreadLocal<Printer> printer = new ThreadLocal<>();
    private final Kitchen kitchen;
    private final Callable<Printer> maker;
    private final ExecutorService threads = Executors.newFixedThreadPool(200, Thread.ofVirtual().factory());

    public E19_PriceOfWaiting(Kitchen kitchen, Callable<Printer> maker, int printers) {
        this.kitchen = kitchen;
        this.maker = maker;
    }

    /** Takes an order, and gives a future of the note that is printed when the dish is ready. */
    public Future<String> order(String guest, String dish) {
        return threads.submit(() -> {
            GUEST.set(guest);
            kitchen.awaitReady(dish);
            if (printer.get() == null) printer.set(maker.call());       // TODO: a printer and a guest for each thread, and 200 threads
            return printer.get().print(guest + ": " + dish);
        });
    }

    /** The guest of the order that is at work in this thread. */
    public static String guest() { return GUEST.get(); }

    @Override public void close() { threads.close(); }
}
