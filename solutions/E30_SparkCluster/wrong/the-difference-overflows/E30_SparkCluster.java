// Misconception: the larger one is the one with a difference above 0.
// The test says: whose difference is no long
package workbook;

import java.io.Serializable;

public class E30_SparkCluster implements Serializable {

    private static final long serialVersionUID = 1;

    public record Receipt(String shop, long number, long cents) implements Serializable {}

    public record Report(long receipts, double mean, Receipt largest) implements Serializable {}

    public record Takings(long receipts, long sum, Receipt largest) implements Serializable {}

    public Takings zero() {
        return new Takings(0, 0, null);
    }

    public Takings add(Takings some, Receipt receipt) {
        return merge(some, new Takings(1, receipt.cents(), receipt));
    }

    public Takings merge(Takings one, Takings other) {
        return new Takings(one.receipts + other.receipts, one.sum + other.sum, larger(one.largest, other.largest));
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
        long difference = one.cents() - other.cents();
        return difference > 0 || difference == 0 && one.number() < other.number() ? one : other;
    }
}
