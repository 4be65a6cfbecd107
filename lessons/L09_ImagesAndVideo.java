//JAVA 25+
//DEPS org.jcodec:jcodec-javase:0.2.5
//RUNTIME_OPTIONS -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Djava.awt.headless=true
/*
 * L09 · Images and video
 *
 * Question   The frames of a film, and a filter for a picture: what do workers gain, and is the result the same?
 * Predict    how many times faster than one thread a worker a core renders the frames, and how many times faster the film is done
 * Run        jbang 09     or, with this file alone: jbang L09_ImagesAndVideo.java     (the first run downloads 2 MB)
 * Try next   --keep=1: watch the film.   --frames=5: what if there are few frames for the workers?
 */
import java.awt.image.*;
import java.lang.management.ManagementFactory;

final int cores = Runtime.getRuntime().availableProcessors(), wide = Math.max(2, cores);
final ExecutorService workers = Executors.newFixedThreadPool(wide, Thread.ofPlatform().daemon().factory());
boolean same = true;
void main(String... args) throws Exception {
    int[] size = open(args, "L09 · Images and video", "A film of %,d frames, and a filter for a picture of %,d lines. What do " + wide + " workers gain?",
            new Size("frames", 32, 4, 2, 500), new Size("lines", 800, 240, 16, 2_160), new Size("keep", 0, 0, 0, 1));
    int frames = size[0], h = size[1], w = h * 16 / 9;
    var folder = new File(size[2] == 1 ? "" : System.getProperty("java.io.tmpdir")).getAbsoluteFile();
    int needed = frames * 86_400 + w * h * 4, free = folder.canWrite() ? (int) Math.min(folder.getUsableSpace(), Integer.MAX_VALUE) : 0;  // bytes if nothing can be compressed
    var film = free < needed ? null : new File(folder, "L09-%d.mp4".formatted(ProcessHandle.current().pid()));
    if (film != null) film.deleteOnExit(); else say("Note", "The film stays in memory: film and picture take up to %,d MB, and %s has %,d for you.".formatted(needed / 1_000_000, folder, free / 1_000_000));
    BufferedImage sharp = mandelbrot(w, h, 0.02), soft = filter(sharp, IntStream.range(0, h));
    var all = frames(0, frames, frames).toList();
    var models = new Model[] {
            model("frames: one thread", all, () -> frames(0, frames, frames)),
            model("frames: fixed pool of %d, shares", all, () -> pool(frames, Math.ceilDiv(frames, wide))),
            model("frames: fixed pool of %d", all, () -> pool(frames, 1)),
            model("film: one thread", all, () -> encode(film, frames(0, frames, frames))),
            model("film: its encoder alone", all, () -> encode(film, all.stream())),
            model("film: fixed pool of %d, then encoder", all, () -> encode(film, pool(frames, 1).toList().stream())),
            model("film: fixed pool of %d and encoder", all, () -> encode(film, pool(frames, 1))),
            model("filter: one thread", List.of(soft), () -> Stream.of(filter(sharp, IntStream.range(0, h)))),
            model("filter: parallel stream", List.of(soft), () -> Stream.of(filter(sharp, IntStream.range(0, h).parallel())))};
    var ms = measure(models);
    var had = Stream.of(models).map(model -> (OnCores) model.run).toList();
    double serial = median(ms[4]) / (median(ms[0]) + median(ms[4])), amdahl = 1 / (serial + (1 - serial) / wide);
    IO.println("\n  model                                      time   speed-up   cores used");
    for (int m = 0; m < 9; m++) IO.println("  %-36s  %,6.0f ms   %7.2f×   %10.1f%s".formatted(
            models[m].name, median(ms[m]), median(faster(ms[m < 3 ? 0 : m < 7 ? 3 : 7], ms[m])), had.get(m).cores(), m == 8 ? "\n" : ""));
    var reason = cores == 1 ? "one core does one thing at a time" : "there is too little work, or the machine is busy";
    say("You saw", (same ? "✔ every" : "✘ not every") + " model gives the same frames in the same order, and the same picture, bit by bit",
            shownOnCores(had.get(2), wide, wide + " workers are %s× faster at the frames", faster(ms[0], ms[2]), 1.7, reason),
            shownOnCores(had.get(8), wide, wide + " workers are %s× faster at the tiles of a picture", faster(ms[7], ms[8]), 1.5, reason),
            shownOnCores(had.get(2), wide, "whoever is free takes the next frame: %s× faster than equal shares", faster(ms[1], ms[2]), 1.05, reason),
            shownOnCores(had.get(2), wide, "Amdahl's law foretells to %s %% how long " + wide + " workers, then an encoder, take",
                    IntStream.range(0, 3).mapToDouble(i -> (ms[0][i] / wide + ms[4][i]) / ms[5][i]).map(fit -> 100 * Math.min(fit, 1 / fit)).toArray(), 80, reason),
            shownOnCores(had.get(2), wide, "the encoder beside the workers: %s× faster than after them", faster(ms[5], ms[6]), 1.05, reason));
    if (size[2] == 1 && film != null && Files.move(film.toPath(), Path.of("L09-film.mp4"), StandardCopyOption.REPLACE_EXISTING) != null && javax.imageio.ImageIO.write(soft, "png", new File("L09-picture.png")))
        say("Note", "Kept L09-film.mp4 and L09-picture.png in " + Path.of("").toAbsolutePath());
    say("Why", """
            Each frame may be rendered anywhere and at any time; equal shares of them are unequal work. Encoding, %.0f %% of the work, goes from frame to frame: after \
            the workers it limits the gain to %.2f×. Beside them, it only limits it to %.1f×, if there are cores for all.""".formatted(100 * serial, amdahl, 1 / serial));
    say("Next", "exercise E09 · guide: Choose · try: ./jbang 09 --keep=1");
}

/** A model, of which each run is compared with what it has to give. */
Model model(String name, List<BufferedImage> expected, Callable<Stream<BufferedImage>> run) {
    Function<BufferedImage, int[]> pixels = image -> ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    return new Model(name.formatted(wide), new OnCores(() -> same &= Arrays.deepEquals(expected.stream().map(pixels).toArray(), run.call().map(pixels).toArray())));
}

// tag::models[]
/** Frame after frame, each rendered when it is asked for: a dive into the Mandelbrot set, whose points take 1 to 256 steps. */
Stream<BufferedImage> frames(int from, int to, int of) { return IntStream.range(from, to).mapToObj(n -> mandelbrot(320, 180, 3 * StrictMath.pow(0.0005, 1.0 * n / of))); }

/** Whoever is free renders the next share. The stream gives the frames in order, and waits for the next one only. */
Stream<BufferedImage> pool(int frames, int share) {
    return IntStream.range(0, Math.ceilDiv(frames, share)).mapToObj(n -> CompletableFuture.supplyAsync(
            () -> frames(n * share, Math.min(n * share + share, frames), frames).toList(), workers)).toList().stream().flatMap(made -> made.join().stream());
}

/** Writes the frames to a film. Each depends on those before, so one thread writes them, in order. */
Stream<BufferedImage> encode(File film, Stream<BufferedImage> frames) throws IOException {
    var written = new ArrayList<BufferedImage>();
    var to = film == null ? new org.jcodec.common.io.ByteBufferSeekableByteChannel(ByteBuffer.allocate(50_000_000), 0) : org.jcodec.common.io.NIOUtils.writableChannel(film);
    var encoder = new org.jcodec.api.awt.AWTSequenceEncoder(to, org.jcodec.common.model.Rational.R(12, 1));
    for (var frame : (Iterable<BufferedImage>) frames.peek(written::add)::iterator) encoder.encodeImage(frame);
    encoder.finish();
    return written.stream();
}

/** Makes a picture grey and soft. A parallel stream cuts its lines into tiles as wide as it is; each reads of its neighbours, and writes what is its own. */
BufferedImage filter(BufferedImage sharp, IntStream lines) {
    return paint(sharp.getWidth(), sharp.getHeight(), lines, (x, y) -> {
        int sum = 0;
        for (int n = 0; n < 81; n++) sum += sharp.getRGB(Math.clamp(x + n % 9 - 4, 0, sharp.getWidth() - 1), Math.clamp(y + n / 9 - 4, 0, sharp.getHeight() - 1)) & 255;
        return sum / 81 * 0x010101;
    });
}
// end::models[]

BufferedImage paint(int w, int h, IntStream lines, IntBinaryOperator color) {
    var image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    lines.forEach(y -> { for (int x = 0; x < w; x++) image.setRGB(x, y, color.applyAsInt(x, y)); });
    return image;
}

BufferedImage mandelbrot(int w, int h, double width) {
    return paint(w, h, IntStream.range(0, h), (i, j) -> {
        double x = -0.743643887037151 + (i - w / 2) * width / w, y = 0.131825904205330 + (j - h / 2) * width / w, u = 0, v = 0, next, steps = 0;
        for (; steps < 256 && u * u + v * v < 4; steps++, v = 2 * u * v + y, u = next) next = u * u - v * v + x;
        return steps == 256 ? 0 : java.awt.Color.HSBtoRGB(0.6f + (float) steps / 64, 0.8f, 1);
    });
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
