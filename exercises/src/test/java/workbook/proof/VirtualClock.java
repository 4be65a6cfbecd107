package workbook.proof;

import java.util.PriorityQueue;

/**
 * A clock that nobody waits for: time is a number, and moves only when the test's dependency asks for the next event.
 * Its unit is whatever the test says, such as minutes.
 *
 * @param <E> what happens at a given time
 */
public final class VirtualClock<E> {
    private record Entry<E>(long time, long number, E event) implements Comparable<Entry<E>> {
        @Override public int compareTo(Entry<E> other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry<E>> coming = new PriorityQueue<>();
    private long now, entries;

    /** The time, from 0 on. */
    public long now() { return now; }

    /** Lets an event happen after that long a time. */
    public void in(long delay, E event) { coming.add(new Entry<>(Math.addExact(now, delay), entries++, event)); }

    /** Whether no event is to come. */
    public boolean isStill() { return coming.isEmpty(); }

    /** Moves to the next event and returns it; of those at the same time the one that was given first. */
    public E next() {
        var entry = coming.remove();
        now = entry.time;
        return entry.event;
    }
}
