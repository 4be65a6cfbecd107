package workbook.proof.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The search through all schedules: first those without a preemption, then those with one, and so on.
 *
 * <p>A schedule is a list of choices: at each decision the number of the option taken. The first schedule takes option 0
 * everywhere; each decision that it meets leaves its other options to be tried later, by a schedule that begins with
 * the same choices. So nothing has to be undone or remembered but the choices.
 *
 * <p>Two schedules that differ only in the order of independent steps come to the same state. Whoever comes to a known
 * state stops: an earlier schedule came there with as many preemptions left or more, and left all other options to be
 * tried.
 */
final class Search {
    /** A choice, and the one before it: schedules with the same beginning share it. */
    private record Choice(Choice before, int option) {}

    private final int preemptions, bound;
    private final boolean reduced;
    private final List<ArrayDeque<Choice>> untried = new ArrayList<>();     // by the number of preemptions
    private final Set<Long> states = new HashSet<>();
    private Choice last;
    private int[] script;
    private int at, level, number, pending;
    private boolean cut;

    Search(int preemptions, int bound, boolean reduced) {
        this.preemptions = preemptions;
        this.bound = bound;
        this.reduced = reduced;
        restart();
    }

    /** Begins anew, since the scheduling points are not the same any more. */
    void restart() {
        untried.clear();
        for (int i = 0; i <= preemptions; i++) untried.add(new ArrayDeque<>());
        states.clear();
        level = number = pending = 0;
        cut = false;
        leave(null, 0, 0);
    }

    /** Goes to the next schedule. False if all have been tried, or as many as allowed. */
    boolean next(int tried) {
        while (level <= preemptions && untried.get(level).isEmpty()) {
            level++;
            number = 0;
        }
        if (level > preemptions) return false;
        if (tried >= bound) {
            cut = true;
            return false;
        }
        last = untried.get(level).poll();
        pending--;
        number++;
        at = 0;
        var options = new ArrayDeque<Integer>();
        for (var choice = last; choice != null && choice.before != null; choice = choice.before) options.push(choice.option);
        script = options.stream().mapToInt(Integer::intValue).toArray();
        return true;
    }

    /**
     * Makes the next decision of this schedule.
     *
     * @param free  so many of the options, the first ones, cost nothing; each other costs a preemption
     * @param state the state in which the decision is made
     * @return the option, or -1 if all that can follow is known already
     */
    int choose(int options, int free, long state) {
        if (options == 1) return 0;
        if (at < script.length) return script[at++];
        if (reduced && !states.add(state)) return -1;
        for (int option = 1; option < options; option++) leave(last, option, option < free ? 0 : 1);
        last = new Choice(last, 0);
        return 0;
    }

    private void leave(Choice before, int option, int cost) {
        if (level + cost > preemptions) return;
        if (pending >= bound) cut = true;      // it would not get its turn anyway
        else {
            untried.get(level + cost).add(new Choice(before, option));
            pending++;
        }
    }

    int preemptions() { return level; }

    /** The how manieth schedule this is of those with as many preemptions. */
    int number() { return number; }

    boolean isCut() { return cut; }

    /** Mixes numbers to one that differs as soon as one of them does, but for a chance of 1 in 2^64. */
    static long mix(long a, long b, long c) {
        long mixed = (a * 0x9E3779B97F4A7C15L + b) * 0xC2B2AE3D27D4EB4FL + c;
        mixed ^= mixed >>> 29;
        mixed *= 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 32;
    }
}
