package workbook.proof.explore;

import java.util.Arrays;

/** A vector clock: for each role, up to which of its own times all that it did is known here. */
final class Clock {
    private int[] times = new int[4];

    int of(int role) { return role < times.length ? times[role] : 0; }

    void tick(int role) {
        if (role >= times.length) times = Arrays.copyOf(times, 2 * role);
        times[role]++;
    }

    /** From here on, all is known that the other knows. */
    void learn(Clock other) {
        if (other.times.length > times.length) times = Arrays.copyOf(times, other.times.length);
        for (int role = 0; role < other.times.length; role++) times[role] = Math.max(times[role], other.times[role]);
    }
}
