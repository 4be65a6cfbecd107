// Style: loops, and a rank that is counted, not sorted.
package workbook;

import java.util.List;

public class E29_MillionsOfUsers {

    public record Point(int inFlight, double perSecond) {}

    public static double latency(Point point) {
        double leaveInASecond = point.perSecond();
        return point.inFlight() / leaveInASecond;
    }

    public static double users(Point point, double think) {
        return point.perSecond() * think + point.inFlight();
    }

    public static Point knee(List<Point> points) {
        Point best = null;
        for (var point : points) {
            double power = best == null ? 0 : point.perSecond() / latency(point) - best.perSecond() / latency(best);
            if (best == null || power > 0 || power == 0 && point.inFlight() < best.inFlight()) best = point;
        }
        return best;
    }

    public static int machines(long users, double think, Point point, int lost) {
        int serving = (int) (users / users(point, think));
        while (serving * users(point, think) < users) serving++;
        return serving + lost;
    }

    public static double response(double service, double perSecond) {
        if (perSecond * service >= 1) return Double.POSITIVE_INFINITY;
        return 1 / (1 / service - perSecond);
    }

    public static double mostPerSecond(double service, double response) {
        return response <= service ? 0 : 1 / service - 1 / response;
    }

    public static double p99(List<double[]> machines) {
        double p99 = Double.POSITIVE_INFINITY;
        for (var some : machines)
            for (double candidate : some) {
                long within = 0, all = 0;
                for (var machine : machines)
                    for (double latency : machine) {
                        all++;
                        if (latency <= candidate) within++;
                    }
                if (100 * within >= 99 * all) p99 = Math.min(p99, candidate);
            }
        return p99;
    }
}
