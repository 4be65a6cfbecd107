// Style: three numbers and a name in an array.
package workbook;

import java.io.Serializable;

public class E30_SparkCluster implements Serializable {

    private static final long serialVersionUID = 1;

    public record Receipt(String shop, long number, long cents) implements Serializable {}

    public record Report(long receipts, double mean, Receipt largest) implements Serializable {}

    public record Takings(long[] numbers, String shop) implements Serializable {}        // receipts, sum, largest, its number

    public Takings zero() {
        return new Takings(new long[4], null);
    }

    public Takings add(Takings some, Receipt receipt) {
        return merge(some, new Takings(new long[] {1, receipt.cents(), receipt.cents(), receipt.number()}, receipt.shop()));
    }

    public Takings merge(Takings one, Takings other) {
        if (other.numbers[0] == 0) return one;
        if (one.numbers[0] == 0) return other;
        boolean first = one.numbers[2] > other.numbers[2] || one.numbers[2] == other.numbers[2] && one.numbers[3] < other.numbers[3];
        long[] larger = first ? one.numbers : other.numbers;
        return new Takings(new long[] {one.numbers[0] + other.numbers[0], one.numbers[1] + other.numbers[1], larger[2], larger[3]}, one.shop);
    }

    public Report finish(Takings all) {
        return new Report(all.numbers[0], (double) all.numbers[1] / all.numbers[0], new Receipt(all.shop, all.numbers[3], all.numbers[2]));
    }

    public int part(Receipt receipt, int parts) {
        return Math.floorMod(Long.hashCode(receipt.number() * 0x9E3779B97F4A7C15L), parts);
    }
}
