package workbook;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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
    private final int size;
    private final Duration patience;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    public E06_ManyConnections(Database database, int size, Duration patience) {
        this.database = database;
        this.size = size;
        this.patience = patience;
    }

    /** Lends a connection to the work. */
    public <T> T lend(Work<T> work) throws Exception {
        var connection = idle.poll();                           // TODO: keep to the size, to the patience, and to what was lent
        if (connection == null) connection = database.connect();
        T result = work.with(connection);
        idle.add(connection);
        return result;
    }

    /** The price of a cake. */
    public String price(String cake) throws Exception {
        return lend(connection -> connection.query("price of " + cake));
    }

    /** Orders a cake at its price. */
    public String order(String cake) throws Exception {
        return lend(connection -> connection.query("order " + cake + " for " + price(cake)));
    }

    @Override public void close() {
        idle.forEach(Connection::close);
    }
}
