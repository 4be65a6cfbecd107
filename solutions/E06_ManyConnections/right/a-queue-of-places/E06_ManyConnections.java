// Style: a queue holds a place for each connection, with the idle connection in it or empty; who takes one, has the right to it.
package workbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
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
    private final Duration patience;
    private final LinkedBlockingDeque<Optional<Connection>> places = new LinkedBlockingDeque<>();   // those with a connection first
    private volatile boolean closed;

    public E06_ManyConnections(Database database, int size, Duration patience) {
        this.database = database;
        this.patience = patience;
        for (int place = 0; place < size; place++) places.add(Optional.empty());
    }

    /** Lends a connection to the work. */
    public <T> T lend(Work<T> work) throws Exception {
        var place = places.pollFirst(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (place == null) throw new TimeoutException("no place is free");
        try {
            if (place.isEmpty()) place = Optional.of(database.connect());
            return work.with(place.get());
        } finally {
            if (place.isPresent()) places.addFirst(place);
            else places.addLast(place);
            if (closed) close();
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
        closed = true;
        var all = new ArrayList<Optional<Connection>>();
        places.drainTo(all);
        for (var place : all) {
            place.ifPresent(Connection::close);
            places.add(Optional.empty());
        }
    }
}
