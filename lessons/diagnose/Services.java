import com.sun.net.httpserver.HttpServer;
import module java.base;

/** What the patients wait for, in a JVM of its own: a service over HTTP, one over plain sockets, and a database. */
public final class Services {
    private Services() {}

    /** Prints the three ports, and serves until its standard input ends. */
    static void main() throws Exception {
        var here = InetAddress.getLoopbackAddress();
        var http = HttpServer.create(new InetSocketAddress(here, 0), 512);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", exchange -> {
            pause(Integer.parseInt(exchange.getRequestURI().getQuery()));
            exchange.sendResponseHeaders(200, 2);
            try (var body = exchange.getResponseBody()) { body.write("OK".getBytes()); }
        });
        http.start();
        var plain = new ServerSocket(0, 512, here);
        Thread.ofVirtual().start(() -> accept(plain));
        System.setProperty("h2.bindAddress", "127.0.0.1");
        var database = org.h2.tools.Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        IO.println(http.getAddress().getPort() + " " + plain.getLocalPort() + " " + database.getPort());
        while (System.in.read() >= 0) { }
        System.exit(0);
    }

    private static void accept(ServerSocket door) {
        try {
            while (true) {
                var socket = door.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line holds the milliseconds after which the answer is to come. */
    private static void answer(Socket socket) {
        try (socket; var lines = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
            socket.setTcpNoDelay(true);
            for (String line; (line = lines.readLine()) != null; ) {
                pause(Integer.parseInt(line));
                socket.getOutputStream().write("OK\n".getBytes());
            }
        } catch (IOException e) {
            // the patient has ended
        }
    }

    /** The database calls it as a function of SQL. */
    public static int pause(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ms;
    }
}
