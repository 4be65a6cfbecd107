package workbook.proof.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Something that several roles could touch: a field, an array element, a monitor, a collection, a lock.
 *
 * @see #touch what it knows about those who touched it
 */
final class Location {
    final Object object;
    /** The field's name, the element's index, or null: the object as a whole. */
    final Object part;
    private final Clock released = new Clock();
    private final BitSet sites = new BitSet();
    private final List<Step> reads = new ArrayList<>();     // since the last write, one a role
    private Step lastWrite;
    private Role only;
    private Role holder;
    private int changesWhenTaken;
    private boolean shared, changed;
    private long history, readHistory;

    Location(Object object, Object part) {
        this.object = object;
        this.part = part;
    }

    /**
     * Notes a step, in three books.
     * <ul>
     * <li>Who is ordered after whom: a step that acquires knows from now on what was known to those who released here.
     * <li>Conflicts: two plain accesses, one of them a write, and nothing orders the two: a data race. Its sites, and
     *     those of a location that orders and that more than one actor uses, become scheduling points.
     * <li>The history, from which two schedules are known to be the same but for the order of independent steps.
     * </ul>
     */
    void touch(Step step) {
        var role = step.role;
        if (holder != role) holder = null;
        if (step.access.acquires()) role.clock.learn(released);
        if (step.access.isPlain()) findRace(step);
        if (!role.isMain()) findContention(step);       // the explorer itself acts when nobody else does
        if (step.access.releases()) {
            released.learn(role.clock);
            role.clock.tick(role.index);
        }
        remember(step);
    }

    /** From here on the role holds this lock or monitor. */
    void taken(Role by) {
        holder = by;
        changesWhenTaken = by.changes;
    }

    /** Whether this gives back what was taken in vain: meanwhile its role has changed nothing, and nobody has come here. */
    boolean isInVain(Step release) { return holder != null && holder == release.role && changesWhenTaken == holder.changes; }

    private void findRace(Step step) {
        if (lastWrite != null && !step.role.knows(lastWrite)) step.role.run.race(lastWrite, step);
        if (!step.access.writes()) {
            reads.removeIf(read -> read.role == step.role);
            reads.add(step);
            return;
        }
        for (var read : reads) if (!step.role.knows(read)) step.role.run.race(read, step);
        reads.clear();
        lastWrite = step;
    }

    private void findContention(Step step) {
        sites.set(step.site.index());
        changed |= step.access.writes();
        shared |= only != null && only != step.role;
        only = step.role;
        if (shared) step.role.run.share(sites, changed && !step.access.isPlain());
    }

    /** Reads commute with each other, everything else at one location does not. */
    private void remember(Step step) {
        var role = step.role;
        long what = 31L * step.site.index() + step.end.ordinal();
        if (step.access.writes()) {
            role.history = history = Search.mix(role.history, history + readHistory, what);
            readHistory = 0;
        } else {
            role.history = Search.mix(role.history, history, what);
            readHistory += role.history;
        }
    }
}
