// Misconception: one machine needs no copy.
// The test says: in another order than before
package workbook;

import java.util.Arrays;
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
        return points.stream().max(Comparator.<Point>comparingDouble(point -> point.perSecond() / latency(point))
                .thenComparing(Comparator.comparingInt(Point::inFlight).reversed())).orElseThrow();
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
        var all = machines.size() == 1 ? machines.getFirst() : machines.stream().flatMapToDouble(DoubleStream::of).toArray();
        Arrays.sort(all);
        return all[(99 * all.length + 99) / 100 - 1];
    }
}
