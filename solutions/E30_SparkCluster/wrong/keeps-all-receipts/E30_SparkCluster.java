// Misconception: to be sure, what was added is kept.
// The test says: grows with the receipts
package workbook;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

public class E30_SparkCluster implements Serializable {

    private static final long serialVersionUID = 1;

    public record Receipt(String shop, long number, long cents) implements Serializable {}

    public record Report(long receipts, double mean, Receipt largest) implements Serializable {}

    public record Takings(List<Receipt> all) implements Serializable {}

    public Takings zero() {
        return new Takings(new ArrayList<>());
    }

    public Takings add(Takings some, Receipt receipt) {
        some.all.add(receipt);
        return some;
    }

    public Takings merge(Takings one, Takings other) {
        one.all.addAll(other.all);
        return one;
    }

    public Report finish(Takings all) {
        return new Report(all.all.size(), all.all.stream().mapToLong(Receipt::cents).sum() / (double) all.all.size(), all.all.stream().reduce(E30_SparkCluster::larger).orElse(null));
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
