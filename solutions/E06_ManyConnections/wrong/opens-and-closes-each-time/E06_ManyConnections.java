// Misconception: A bound on the connections is all that a pool gives.
// The test says: an idle one was there to be lent again
package workbook;

import java.time.Duration;
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

    public E06_ManyConnections(Database database, int size, Duration patience) {
        this.database = database;
        this.places = new Semaphore(size);
        this.patience = patience;
    }

    /** Lends a connection to the work. */
    public <T> T lend(Work<T> work) throws Exception {
        if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) throw new TimeoutException("no connection is free");
        try {
            var connection = database.connect();
            try {
                return work.with(connection);
            } finally {
                connection.close();
            }
        } finally {
            places.release();
        }
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

    @Override public void close() { }
}
