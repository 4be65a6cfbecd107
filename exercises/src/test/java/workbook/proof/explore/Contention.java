package workbook.proof.explore;

import java.util.BitSet;

/**
 * What an exploration has learned of the sites so far, and so which of them are scheduling points.
 *
 * <p>A site is a scheduling point as soon as one schedule has shown that more than one actor uses what is used there,
 * with a write among the uses, and, if they are plain, that nothing orders them. Elsewhere no actor can notice whether
 * the turn changes before or after. As plain accesses that locks order are no points, right answers have few.
 */
final class Contention {
    private final boolean reduced;
    private final BitSet shared = new BitSet(), contended = new BitSet();
    private boolean interrupts, grown;

    /** @param reduced false if every site is a scheduling point from the beginning */
    Contention(boolean reduced) { this.reduced = reduced; }

    boolean isContended(Site site) { return !reduced || contended.get(site.index()); }

    /** From now on these are scheduling points. */
    void contend(BitSet sites) {
        int before = contended.cardinality();
        contended.or(sites);
        grown |= reduced && contended.cardinality() > before;
    }

    /** Somebody interrupts somebody: from now on each look for an interrupt is a step. */
    void interrupt() {
        grown |= reduced && !interrupts;
        interrupts = true;
    }

    boolean mayInterrupt() { return interrupts; }

    /** More than one actor touches what is touched there: it is worth telling. */
    void share(BitSet sites) { shared.or(sites); }

    boolean isShared(Site site) { return shared.get(site.index()); }

    /** Whether there are more scheduling points than when it was last asked. */
    boolean hasGrown() {
        boolean had = grown;
        grown = false;
        return had;
    }
}
