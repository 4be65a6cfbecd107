package workbook;

import java.io.Serializable;

/*
 * E30 · Spark cluster
 *
 * Story   A report on the receipts of each shop was right for years, on one machine. Now Spark makes it on a cluster: it sends
 *         copies of this object to many tasks, merges what they give, in any order, and repeats the tasks that get lost. Since
 *         then no two reports agree, and one task works all night: it has the airport, where 9 of 10 receipts are written.
 * Task    Make the report the same on one machine and on a cluster, and the tasks equally long.
 * Rules   The signatures, Receipt and Report stay as they are. What a Takings is, is up to you; it does not grow with the receipts.
 *         An engine calls zero(), then add() for each receipt of a shop that a task has, then merge(), until there is one
 *         Takings for each shop, then finish(). It does so on copies, made by Java's serialization, of this object and of each
 *         Takings; any task may be repeated, and then counts once. There may be tasks without a receipt.
 *         add() and merge() may change the first thing that they get, and return it; never the second.
 *         Report: how many receipts; their mean, which is the sum of all, as a double, divided by their number;
 *         the largest one, of equal amounts that with the lowest number. Amounts in cents, any long; their sums fit into one.
 *         part(): to which of so many tasks, from 0 on, a receipt goes: the same one whoever asks, and whenever. With 1,000
 *         receipts for each task, or more, each gets half of its share at least and twice at most, whatever the shops;
 *         receipts are numbered from 0 on, over all shops.
 * Run     ./mvnw -f exercises test -Dtest='E30*'
 *         ./mvnw -f exercises/spark test          the same on Apache Spark; downloads 280 MB
 */
public class E30_SparkCluster implements Serializable {

    private static final long serialVersionUID = 1;

    public record Receipt(String shop, long number, long cents) implements Serializable {}

    public record Report(long receipts, double mean, Receipt largest) implements Serializable {}

    public record Takings(double mean, Receipt largest) implements Serializable {}

    private long receipts;

    public Takings zero() {
        return new Takings(0, null);
    }

    public Takings add(Takings some, Receipt receipt) {
        receipts++;                                       // TODO: on how many machines is this field?
        return new Takings(some.mean + (receipt.cents() - some.mean) / receipts, larger(some.largest, receipt));
    }

    public Takings merge(Takings one, Takings other) {
        return new Takings((one.mean + other.mean) / 2, larger(one.largest, other.largest));
    }

    public Report finish(Takings all) {
        return new Report(receipts, all.mean, all.largest);
    }

    public int part(Receipt receipt, int parts) {
        return receipt.shop().hashCode() % parts;
    }

    private static Receipt larger(Receipt one, Receipt other) {
        return one == null || other.cents() > one.cents() ? other : one;
    }
}
