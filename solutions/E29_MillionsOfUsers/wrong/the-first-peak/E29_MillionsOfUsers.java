// Misconception: where the curve bends once, it never rises again.
// The test says: gives the one with 1 in flight, and it is the one with 4
package workbook;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

public class E29_MillionsOfUsers {

    public record Point(int inFlight, double perSecond) {}

    public static double latency(Point point) {
        return point.inFlight() / point.perSecond();
    }

    public static double users(Point point, double think) {
        return point.perSecond() * (think + latency(point));
    }

    public static Point knee(List<Point> points) {
        var sorted = points.stream().sorted(Comparator.comparingInt(Point::inFlight)).toList();
        int i = 0;
        while (i + 1 < sorted.size() && sorted.get(i + 1).perSecond() / latency(sorted.get(i + 1)) > sorted.get(i).perSecond() / latency(sorted.get(i))) i++;
        return sorted.get(i);
    }

    public static int machines(long users, double think, Point point, int lost) {
        return (int) Math.ceil(users / users(point, think)) + lost;
    }

    public static double response(double service, double perSecond) {
        double utilisation = perSecond * service;
        return utilisation < 1 ? service / (1 - utilisation) : Double.POSITIVE_INFINITY;
    }

    public static double mostPerSecond(double service, double response) {
        return Math.max(0, (1 - service / response) / service);
    }

    public static double p99(List<double[]> machines) {
        var all = machines.stream().flatMapToDouble(DoubleStream::of).sorted().toArray();
        return all[(99 * all.length + 99) / 100 - 1];
    }
}
