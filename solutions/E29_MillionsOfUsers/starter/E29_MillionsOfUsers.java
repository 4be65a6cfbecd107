package workbook;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/*
 * E29 · Millions of users
 *
 * Story   The bakery's site is to serve the whole country. One machine was tested under load, and a plan was made of it, which
 *         held on paper: with mean values, and with machines that are busy all the time and never break. On the first Sunday
 *         the site stood still.
 * Task    Put the plan right: none of the seven rules of thumb holds.
 * Rules   The signatures stay as they are. Times are in seconds. What is given is in range, in any order, and stays as it is.
 *         A Point is what a test has shown: with so many requests in flight all the time, so many answers in a second.
 *         latency(): how long a request lasted there, on average.
 *         users(): how many people keep a machine at that point, if each waits for an answer, thinks, and asks again.
 *         knee(): the point where answers per second divided by latency is largest; of equal ones that with the fewest in flight.
 *         machines(): the fewest that serve so many people, none of them beyond the given point, also while `lost` are down;
 *         one may serve a fraction of a user.
 *         response(): the mean time until the answer, at one server with one queue. Requests come at random, so many in a
 *         second, and keep it busy for random times, `service` on average (M/M/1). Infinite if the queue only grows.
 *         mostPerSecond(): the highest rate with a response() of no more than this; 0 if there is none.
 *         p99(): of all answers of all machines, the shortest time that 99 % of them or more did not exceed. There is an answer.
 * Run     ./mvnw -f exercises test -Dtest='E29*'
 */
public class E29_MillionsOfUsers {

    public record Point(int inFlight, double perSecond) {}

    public static double latency(Point point) {
        return 1 / point.perSecond();          // TODO: nobody can serve by these numbers
    }

    public static double users(Point point, double think) {
        return point.perSecond() * think;
    }

    public static Point knee(List<Point> points) {
        return points.stream().max(Comparator.comparingDouble(Point::perSecond)).orElseThrow();
    }

    public static int machines(long users, double think, Point point, int lost) {
        return (int) (users / users(point, think));
    }

    public static double response(double service, double perSecond) {
        return service;
    }

    public static double mostPerSecond(double service, double response) {
        return 1 / service;
    }

    public static double p99(List<double[]> machines) {
        return machines.stream().mapToDouble(machine -> DoubleStream.of(machine).average().orElse(0)).average().orElseThrow();
    }
}
