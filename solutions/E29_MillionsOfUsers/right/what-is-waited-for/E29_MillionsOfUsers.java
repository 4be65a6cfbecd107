// Style: the waits are named: the response is service and queue, the turn of a user is thinking and latency.
package workbook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

public class E29_MillionsOfUsers {

    public record Point(int inFlight, double perSecond) {}

    public static double latency(Point point) {
        return point.inFlight() / point.perSecond();
    }

    public static double users(Point point, double think) {
        double turn = think + latency(point);
        return turn * point.perSecond();
    }

    public static Point knee(List<Point> points) {
        return points.stream().sorted(Comparator.comparingInt(Point::inFlight))
                .reduce((one, next) -> next.perSecond() * next.perSecond() / next.inFlight() > one.perSecond() * one.perSecond() / one.inFlight() ? next : one).orElseThrow();
    }

    public static int machines(long users, double think, Point point, int lost) {
        double requestsPerSecond = users / (think + latency(point));
        return lost + (int) Math.ceil(requestsPerSecond / point.perSecond());
    }

    public static double response(double service, double perSecond) {
        double busy = perSecond * service;
        double queue = busy < 1 ? busy / (1 - busy) * service : Double.POSITIVE_INFINITY;
        return service + queue;
    }

    public static double mostPerSecond(double service, double response) {
        double busy = 1 - service / response;
        return busy > 0 ? busy / service : 0;
    }

    public static double p99(List<double[]> machines) {
        var all = new ArrayList<Double>();
        for (var machine : machines) for (double latency : machine) all.add(latency);
        all.sort(null);
        return all.get((int) Math.ceil(0.99 * all.size()) - 1);
    }
}
