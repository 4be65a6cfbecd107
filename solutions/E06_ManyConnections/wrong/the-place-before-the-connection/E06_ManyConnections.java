// Misconception: Both are given back in the end, so it does not matter which comes first.
// The test says: its place was free before the connection was back
package workbook;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
    private final Semaphore places;
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
        if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) throw new TimeoutException("no connection is free");
        Connection connection = null;
        try {
            connection = idle.poll();
            if (connection == null) connection = database.connect();
            return work.with(connection);
        } finally {
            places.release();
            if (connection != null) takeBack(connection);
        }
    }

    private void takeBack(Connection connection) {
        idle.add(connection);
        if (closed) close();
    }

    /** The price of a cake. */
    public String price(String cake) throws Exception {
        return lend(connection -> price(cake, connection));
    }

    /** Orders a cake at its price. */
    public String order(String cake) throws Exception {
        return lend(connection -> connection.query("order " + cake + " for " + price(cake, connection)));
    }

    private static String price(String cake, Connection connection) { return connection.query("price of " + cake); }

    @Override public void close() {
        closed = true;
        for (Connection connection; (connection = idle.poll()) != null; ) connection.close();
    }
}
