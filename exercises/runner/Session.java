import module java.base;

/** The learner's loop: shows an exercise, judges it at every save, and does what the keys say. One thread handles all events. */
final class Session implements AutoCloseable {
    private sealed interface Event {}

    private record Key(String key) implements Event {}

    private record Saved() implements Event {}

    private record Began(int trial, String test) implements Event {}

    private record Judged(int trial, Verdict verdict) implements Event {}

    private record Resized() implements Event {}

    private record Broken(Exception why) implements Event {}

    private record Quit() implements Event {}

    /** What the screen shows below the exercise's head. */
    private sealed interface View {}

    private record Work() implements View {}

    private record Choice(Exercise chosen) implements View {}

    private record Solution() implements View {}

    private record Question(String text, Step yes) implements View {}

    private interface Step { void take() throws Exception; }

    private static final int TICK = 500;        // ms until a run is shown as running, and between its signs of life

    private final Book book;
    private final Progress progress;
    private final Screen screen;
    private final Trials trials;
    private final Watch watch;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("trials").factory());
    /** Keys are read one at a time: while one is handled, a lesson may have the terminal. */
    private final Semaphore turn = new Semaphore(0);
    /** The newest trial; all older ones are abandoned. */
    private volatile int trial;

    private Exercise exercise;
    private View view = new Work();
    private Verdict verdict;
    private String test = "";
    private long began;
    private int hints;
    private String note = "";

    Session(Book book, boolean polling) throws IOException {
        this.book = book;
        progress = new Progress(book);
        trials = new Trials(book, true);
        screen = Screen.open(() -> events.add(new Resized()), () -> events.add(new Quit()));
        watch = new Watch(folders(book), polling, () -> events.add(new Saved()));
        if (screen.hasKeys()) Thread.ofPlatform().daemon().name("keys").start(this::readKeys);
    }

    /** Where a save matters: the learner's sources, and the tests with their helpers. */
    private static List<Path> folders(Book book) throws IOException {
        try (var sources = Files.walk(book.sources().resolve("workbook")); var tests = Files.walk(book.tests().resolve("workbook"))) {
            return Stream.concat(sources, tests).filter(Files::isDirectory).toList();
        }
    }

    private void readKeys() {
        for (String key; !(key = screen.key()).equals("end"); turn.acquireUninterruptibly()) events.add(new Key(key));
        events.add(new Quit());
    }

    /** Runs until the learner quits. */
    void run() throws Exception {
        open(firstUnsolved(book.exercises()));
        while (true) {
            var event = verdict == null ? events.poll(TICK, TimeUnit.MILLISECONDS) : events.take();
            switch (event) {
                case Key(var key) -> {
                    if (key.equals("q") && !(view instanceof Question)) return;
                    press(key);
                    turn.release();
                }
                case Saved _ -> judge();
                case Began(int number, var name) -> { if (number == trial) test = name; }
                case Judged(int number, var judged) -> { if (number == trial) judged(judged); }
                case Resized _ -> show();
                case Broken(var why) -> throw why;
                case Quit _ -> { return; }
                case null -> { if (screen.hasKeys()) show(); }
            }
        }
    }

    private Exercise firstUnsolved(List<Exercise> of) throws IOException {
        for (var candidate : of) if (!progress.of(candidate).isPassed()) return candidate;
        return of.getFirst();
    }

    private void open(Exercise next) throws IOException {
        exercise = next;
        hints = 0;
        note = "";
        judge();
        if (screen.hasKeys()) show();
    }

    /** Judges the newest state; a run that is under way is of no use any more. */
    private void judge() {
        int number = ++trial;
        var of = exercise;
        trials.abandon();
        view = new Work();
        verdict = null;
        test = "";
        began = System.nanoTime();
        worker.submit(() -> {
            try {
                if (number != trial) return;
                events.add(new Judged(number, trials.run(of, () -> number != trial, name -> events.add(new Began(number, name)))));
                trials.prepare();
                trials.warmUp(of);
            } catch (Exception e) {
                events.add(new Broken(e));
            }
        });
    }

    private void judged(Verdict judged) throws IOException {
        verdict = judged;
        if (judged.isPassed()) progress.passed(exercise);
        show();
    }

    private void press(String key) throws Exception {
        switch (view) {
            case Question(_, var yes) -> {
                view = new Work();
                if (key.equals("y")) yes.take();
            }
            case Choice(var chosen) when Set.of("up", "k", "down", "j").contains(key) -> view = new Choice(neighbour(chosen, Set.of("up", "k").contains(key) ? -1 : 1));
            case Choice(var chosen) when key.equals("enter") -> open(chosen);
            default -> command(key);
        }
        show();
    }

    private void command(String key) throws Exception {
        note = "";
        switch (key) {
            case "h" -> hint();
            case "n" -> next();
            case "l" -> view = view instanceof Choice ? new Work() : new Choice(exercise);
            case "r" -> judge();
            case "x" -> view = new Question("Reset %s? Your version is kept. y: yes, any other key: no".formatted(exercise.id()), this::reset);
            case "s" -> solution();
            case "p" -> lesson();
            default -> view = new Work();
        }
    }

    private void hint() throws IOException {
        view = new Work();
        hints = Math.min(hints + 1, Math.max(1, exercise.hints().size()));
        progress.hinted(exercise, hints);
    }

    private void next() throws IOException {
        var all = book.exercises();
        int here = all.indexOf(exercise);
        if (all.size() == 1) return;
        if (!progress.of(exercise).isPassed()) {
            var next = all.get((here + 1) % all.size());
            view = new Question("%s is not solved yet. Go on to %s? y: yes, any other key: no".formatted(exercise.id(), next.id()), () -> open(next));
            return;
        }
        var others = new ArrayList<>(all.subList(here + 1, all.size()));
        others.addAll(all.subList(0, here));
        open(firstUnsolved(others));
    }

    private Exercise neighbour(Exercise of, int step) throws IOException {
        var all = book.exercises();
        return all.get(Math.clamp(all.indexOf(of) + step, 0, all.size() - 1));
    }

    private void reset() throws IOException {
        var kept = Reset.of(exercise);
        progress.reset(exercise);
        hints = 0;
        judge();
        note = "%s is to be solved again. Your version is kept: ".formatted(exercise.id()) + book.shown(kept);
    }

    private void solution() throws IOException {
        if (progress.of(exercise).isPassed()) view = new Solution();
        else view = new Question("%s is not solved yet. See an answer all the same? y: yes, any other key: no".formatted(exercise.id()), () ->
                view = new Question("You can see it once for the first time, and there are %d hints. Still? y: yes, any other key: no".formatted(exercise.hints().size()),
                        () -> view = new Solution()));
    }

    private void lesson() throws IOException, InterruptedException {
        if (!Files.exists(exercise.lesson())) {
            note = "There is no lesson " + exercise.lesson().getFileName();
            return;
        }
        var number = exercise.id().substring(1);
        var command = System.getProperty("os.name").startsWith("Windows") ? List.of("cmd", "/c", "jbang", number) : List.of(book.root().resolve("jbang").toString(), number);
        screen.lend(new ProcessBuilder(command).directory(book.root().toFile()));
    }

    private void show() throws IOException {
        var pages = new Pages(book, progress, screen.width());
        var page = pages.head(exercise);
        switch (view) {
            case Choice(var chosen) -> keys(pages.list(page, chosen).gap(), "↑↓ choose", "Enter open", "l back", "q quit");
            case Solution _ -> keys(pages.solution(page, exercise).gap(), "n next", "l list", "q quit", "any other key: back");
            case Question(var text, _) -> work(pages, page).gap().text(Page.Style.BOLD, text).fit(screen.height());
            case Work _ -> {
                work(pages, page);
                if (screen.hasKeys()) keys(page.gap(), "h hint", "n next", "l list", "r run", "x reset", "s solution", "p lesson", "q quit");
                page.fit(screen.height());
            }
        }
        screen.show(page);
    }

    private Page work(Pages pages, Page page) throws IOException {
        if (verdict == null) page.text(Page.Style.FAINT, "… %s %,d s".formatted(test.isEmpty() ? "compiling" : "testing " + test, (System.nanoTime() - began) / 1_000_000_000));
        else pages.verdict(page, exercise, verdict);
        if (verdict != null && verdict.isPassed()) after(page);
        if (hints > 0 && (verdict == null || !verdict.isPassed())) pages.hints(page, exercise, hints);
        if (!note.isEmpty()) page.gap().text(Page.Style.PLAIN, note);
        return page;
    }

    private void after(Page page) throws IOException {
        var next = firstUnsolved(book.exercises());
        boolean all = progress.of(next).isPassed();
        page.gap().item("Next", all ? "nothing: all are solved" : "n: %s · %s".formatted(next.id(), next.title()));
        page.item("Compare", "s: the reference answer, and right ones in other styles");
    }

    private static void keys(Page page, String... keys) {
        page.text(Page.Style.FAINT, Stream.of(keys).map(key -> key.replace(' ', '\u00a0')).collect(Collectors.joining("   ")));
    }

    @Override public void close() throws IOException {
        screen.close();
        watch.close();
        trial++;
        trials.close();
    }
}
