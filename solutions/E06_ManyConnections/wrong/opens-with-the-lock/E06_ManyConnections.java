// Misconception: connect() is a step of lending, so it belongs under the same lock.
// The test says: whose patience is zero, waits for that
package workbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private final int size;
    private final Duration patience;
    private final List<Connection> idle = new ArrayList<>();
    private int lent;
    private boolean closed;

    public E06_ManyConnections(Database database, int size, Duration patience) {
        this.database = database;
        this.size = size;
        this.patience = patience;
    }

    /** Lends a connection to the work. */
    public <T> T lend(Work<T> work) throws Exception {
        Connection connection;
        synchronized (this) {
            awaitPlace();
            try {
                connection = idle.isEmpty() ? database.connect() : idle.removeLast();
            } catch (RuntimeException e) {
                giveBack(null);
                throw e;
            }
        }
        try {
            return work.with(connection);
        } finally {
            giveBack(connection);
        }
    }

    private synchronized void awaitPlace() throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (lent == size) {
            long left = end - System.nanoTime();
            if (left <= 0) throw new TimeoutException(lent + " connections are lent");
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        lent++;
    }

    private synchronized void giveBack(Connection connection) {
        lent--;
        if (connection != null && closed) connection.close();
        else if (connection != null) idle.add(connection);
        notifyAll();
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

    @Override public synchronized void close() {
        closed = true;
        idle.forEach(Connection::close);
        idle.clear();
    }
}
