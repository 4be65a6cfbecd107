// Style: a sum of any size, the largest as a list of at most one, and tasks by a hash of the receipt.
package workbook;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

public class E30_SparkCluster implements Serializable {

    private static final long serialVersionUID = 1;

    public record Receipt(String shop, long number, long cents) implements Serializable {}

    public record Report(long receipts, double mean, Receipt largest) implements Serializable {}

    public record Takings(long receipts, BigInteger sum, List<Receipt> largest) implements Serializable {}

    public Takings zero() {
        return new Takings(0, BigInteger.ZERO, List.of());
    }

    public Takings add(Takings some, Receipt receipt) {
        return merge(some, new Takings(1, BigInteger.valueOf(receipt.cents()), List.of(receipt)));
    }

    public Takings merge(Takings one, Takings other) {
        var largest = Stream.of(one.largest, other.largest).flatMap(List::stream)
                .min(Comparator.comparingLong(Receipt::cents).reversed().thenComparingLong(Receipt::number)).stream().toList();
        return new Takings(one.receipts + other.receipts, one.sum.add(other.sum), largest);
    }

    public Report finish(Takings all) {
        return new Report(all.receipts, all.sum.doubleValue() / all.receipts, all.largest.getFirst());
    }

    public int part(Receipt receipt, int parts) {
        return Math.floorMod(Objects.hash(receipt.shop(), receipt.number()), parts);
    }
}
