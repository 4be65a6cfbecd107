package workbook;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/*
 * E06 · Many connections
 *
 * Story   The bakery's shop keeps its connections to the database for the next guest. But on Saturdays it opens one more
 *         for every guest in line, until the database says "sorry, too many clients already" to all of them. And after
 *         each failure the shop has one connection less to lend.
 * Task    Make it a pool: so many connections and no more, lent for a while, and always taken back.
 * Rules   The signatures and the types stay as they are. Queries are asked on the thread that calls.
 *         Never more than `size` connections are open, those being opened included. None is opened before it is needed,
 *         nor while an idle one could be lent again.
 *         lend() takes the connection back however the work ends, and throws what the work throws.
 *         If all are lent, lend() waits. After `patience` (zero: at once) it throws a TimeoutException. If interrupted, it
 *         throws an InterruptedException. If connect() fails, it throws that. Whoever leaves so takes no place along.
 *         order() uses one connection at a time, so that a pool of one is enough.
 *         close() closes the idle connections at once, and a lent one as soon as it comes back. Nobody calls lend() after it.
 * Run     ./mvnw -f exercises test -Dtest='E06*'
 */
public class E06_ManyConnections implements AutoCloseable {

    public interface Database {
        Connection connect();
    }

    public interface Connection {
        String query(String query);

        void close();
    }

    /** What is done with a connection while it is lent. */
    public interface Work<T> {
        T with(Connection connection) throws Exception;
    }

    private final Database database;
    private final Semaphore places;                           // one for each connection that may be open
    private final Duration patience;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    public E06_ManyConnections(Database database, int size, Duration patience) {
        this.database = database;
        this.places = new Semaphore(size);
        this.patience = patience;
    }

    /** Lends a connection to the work. */
    public <T> T lend(Work<T> work) throws Exception {
        if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) throw new TimeoutException("no connection is free");   // no place, none to give back
        try {
            var connection = idle.poll();
            if (connection == null) connection = database.connect();
            try {
                return work.with(connection);
            } finally {
                takeBack(connection);                           // however the work has ended, and before the place is free
            }
        } finally {
            places.release();                                   // also if connect() has failed
        }
    }

    private void takeBack(Connection connection) {
        idle.add(connection);
        if (closed) close();                                    // whoever comes last closes what is there
    }

    /** The price of a cake. */
    public String price(String cake) throws Exception {
        return lend(connection -> price(cake, connection));
    }

    /** Orders a cake at its price. */
    public String order(String cake) throws Exception {
        return lend(connection -> connection.query("order " + cake + " for " + price(cake, connection)));   // on the connection it holds
    }

    private static String price(String cake, Connection connection) { return connection.query("price of " + cake); }

    @Override public void close() {
        closed = true;
        for (Connection connection; (connection = idle.poll()) != null; ) connection.close();
    }
}
