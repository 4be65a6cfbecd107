// Style: a lock guards the count and the idle ones, a condition wakes who waits; connections are opened outside of it.
package workbook;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private int open;
    private boolean closed;

    public E06_ManyConnections(Database database, int size, Duration patience) {
        this.database = database;
        this.size = size;
        this.patience = patience;
    }

    /** Lends a connection to the work. */
    public <T> T lend(Work<T> work) throws Exception {
        var connection = borrow();
        try {
            return work.with(connection);
        } finally {
            giveBack(connection);
        }
    }

    private Connection borrow() throws Exception {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (idle.isEmpty() && open == size) {
                if (left <= 0) throw new TimeoutException("all " + size + " connections are lent");
                left = change.awaitNanos(left);
            }
            if (!idle.isEmpty()) return idle.pop();
            open++;
        } finally {
            lock.unlock();
        }
        Connection connection = null;
        try {
            return connection = database.connect();
        } finally {
            if (connection == null) forget();
        }
    }

    private void giveBack(Connection connection) {
        lock.lock();
        try {
            if (!closed) {
                idle.push(connection);
                change.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        connection.close();
        forget();
    }

    private void forget() {
        lock.lock();
        try {
            open--;
            change.signal();
        } finally {
            lock.unlock();
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

    @Override public void close() {
        lock.lock();
        try {
            closed = true;
            open -= idle.size();
            idle.forEach(Connection::close);
            idle.clear();
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
