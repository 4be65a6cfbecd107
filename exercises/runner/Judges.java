import module java.base;

/** The judging JVMs: one that judges, and a spare one that is warm when the first is lost. */
final class Judges implements AutoCloseable {
    private static final int SILENCE = 120;     // seconds until a JVM that says nothing at all is given up

    private final Archive archive;
    private final boolean spares;
    private Jvm judge, spare;
    private boolean busy;

    /** @param spares whether to start a JVM in advance: for whoever judges more than once */
    Judges(Book book, boolean spares) throws IOException {
        archive = new Archive(book);
        this.spares = spares;
        judge = new Jvm(archive);
    }

    /**
     * Runs the exercise's tests.
     *
     * @param stop    asked before the tests begin: whether a newer state is there
     * @param onTest  gets the name of each test that begins
     */
    Verdict judge(Exercise exercise, Path classes, Path kit, BooleanSupplier stop, Consumer<String> onTest) throws IOException, InterruptedException {
        synchronized (this) {
            if (stop.getAsBoolean()) return new Verdict.Abandoned();
            if (judge == null || !judge.isAlive()) judge = spare != null && spare.isAlive() ? spare : new Jvm(archive);
            if (judge == spare) spare = null;
            busy = true;
        }
        try {
            var verdict = judge.ask(exercise, classes, kit, onTest, SILENCE);
            return stop.getAsBoolean() ? new Verdict.Abandoned() : verdict;
        } finally {
            synchronized (this) {
                busy = false;
            }
        }
    }

    /** Gets ready for the next run: takes another JVM if something of this run is left in it. */
    void prepare() throws IOException, InterruptedException {
        if (judge != null && !judge.isReusable()) replace();
        if (spares && spare == null) spare = new Jvm(archive);
        if (spares) archive.write();
    }

    private synchronized void replace() {
        judge.kill();
        judge = spare;
        spare = null;
    }

    /** Ends the run that is under way. */
    synchronized void abandon() {
        if (busy) judge.kill();
    }

    @Override public synchronized void close() {
        archive.close();
        if (judge != null) judge.kill();
        if (spare != null) spare.kill();
    }
}
