// Misconception: every task has a receipt at least.
// The test says: had no receipt
package workbook;

import java.io.Serializable;

public class E30_SparkCluster implements Serializable {

    private static final long serialVersionUID = 1;

    public record Receipt(String shop, long number, long cents) implements Serializable {}

    public record Report(long receipts, double mean, Receipt largest) implements Serializable {}

    public record Takings(long receipts, double mean, Receipt largest) implements Serializable {}

    public Takings zero() {
        return new Takings(0, 0, null);
    }

    public Takings add(Takings some, Receipt receipt) {
        return new Takings(some.receipts + 1, some.mean + (receipt.cents() - some.mean) / (some.receipts + 1), larger(some.largest, receipt));
    }

    public Takings merge(Takings one, Takings other) {
        return new Takings(one.receipts + other.receipts, (one.mean * one.receipts + other.mean * other.receipts) / (one.receipts + other.receipts), larger(one.largest, other.largest));
    }

    public Report finish(Takings all) {
        return new Report(all.receipts, all.mean, all.largest);
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
