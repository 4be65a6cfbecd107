// Style: a Takings that changes, as Spark allows of the first one.
package workbook;

import java.io.Serializable;

public class E30_SparkCluster implements Serializable {

    private static final long serialVersionUID = 1;

    public record Receipt(String shop, long number, long cents) implements Serializable {}

    public record Report(long receipts, double mean, Receipt largest) implements Serializable {}

    public static class Takings implements Serializable {
        private static final long serialVersionUID = 1;
        private long receipts, sum;
        private Receipt largest;
    }

    public Takings zero() {
        return new Takings();
    }

    public Takings add(Takings some, Receipt receipt) {
        some.receipts++;
        some.sum += receipt.cents();
        some.largest = larger(some.largest, receipt);
        return some;
    }

    public Takings merge(Takings one, Takings other) {
        one.receipts += other.receipts;
        one.sum += other.sum;
        one.largest = larger(one.largest, other.largest);
        return one;
    }

    public Report finish(Takings all) {
        return new Report(all.receipts, (double) all.sum / all.receipts, all.largest);
    }

    public int part(Receipt receipt, int parts) {
        return (int) (receipt.number() % parts);
    }

    /** The same whoever comes first. */
    private static Receipt larger(Receipt one, Receipt other) {
        if (one == null || other == null) return one == null ? other : one;
        return one.cents() > other.cents() || one.cents() == other.cents() && one.number() < other.number() ? one : other;
    }
}
