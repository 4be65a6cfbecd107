package workbook.proof.explore;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Chance that is the same in every schedule. Takes the place of a {@link Random} without a seed where one is made. */
@InPlaceOf(Math.class)
public final class Chance extends Random {
    private static final long serialVersionUID = 1;
    private static final long SEED = 42;

    public Chance() { super(SEED); }

    public Chance(long seed) { super(seed); }

    private static Random ofRun() {
        var run = Role.current().run;
        return run.model(run, Chance::new);
    }

    public static double random() { return ofRun().nextDouble(); }

    public static int nextInt(ThreadLocalRandom random) { return ofRun().nextInt(); }

    public static int nextInt(ThreadLocalRandom random, int bound) { return ofRun().nextInt(bound); }

    public static int nextInt(ThreadLocalRandom random, int origin, int bound) { return ofRun().nextInt(origin, bound); }

    public static long nextLong(ThreadLocalRandom random) { return ofRun().nextLong(); }

    public static long nextLong(ThreadLocalRandom random, long bound) { return ofRun().nextLong(bound); }

    public static long nextLong(ThreadLocalRandom random, long origin, long bound) { return ofRun().nextLong(origin, bound); }

    public static double nextDouble(ThreadLocalRandom random) { return ofRun().nextDouble(); }

    public static boolean nextBoolean(ThreadLocalRandom random) { return ofRun().nextBoolean(); }
}
