package workbook.proof.explore;

import java.util.List;

/** What one actor did in one step: the line of a story, and what a data race is found by. */
final class Step {
    /** How a step touches its location: plainly, or in a way that orders it with what others did there. */
    enum Access {
        READ, WRITE,
        /** Sees what was released here, and changes nothing. */
        ACQUIRE,
        /** Sees it, and leaves less for others: a lock, a permit. */
        TAKE,
        /** Lets others see what is known so far. */
        RELEASE,
        /** Sees and lets see. */
        UPDATE,
        /** An update of which only the result tells whether it changed anything. */
        TRY;

        boolean isPlain() { return this == READ || this == WRITE; }

        boolean writes() { return this != READ && this != ACQUIRE; }

        boolean acquires() { return this == ACQUIRE || this == TAKE || this == UPDATE || this == TRY; }

        boolean releases() { return this == RELEASE || this == UPDATE || this == TRY; }

        /** Whether others may spin for it. */
        boolean isNews() { return this == WRITE || this == RELEASE || this == UPDATE; }
    }

    static final Object UNKNOWN = new Object();

    final Role role;
    final Site site;
    final Location location;
    final Access access;
    /** The role's own time at this step, see {@link Clock}. */
    final int time;
    private final boolean optimistic;
    /** What a call was given, or what was written. */
    final Object[] values;
    /** What was read, or what a call returned. */
    Object result = UNKNOWN;
    /** What it is done to, as the code sees it. */
    Object subject;
    /** The monitor that a call of the JDK holds until it returns, or null. */
    Object monitor;
    /** Whom it wakes, or null if it is not for that. */
    List<Wait> woken;
    /** Not null if it had to wait. */
    Wait wait;
    /** Whether this is no step yet, but the beginning of the wait. */
    boolean begins;
    /** Who held the lock when the wait began, or null. */
    Role.Held held;
    /** How the wait before it ended. */
    Wait.End end = Wait.End.OVER;

    Step(Role role, Site site, Location location, Access access, Object... values) {
        this.role = role;
        this.site = site;
        this.location = location;
        this.access = access;
        this.values = values;
        subject = location.object;
        time = role.clock.of(role.index);
        optimistic = role.optimistic;
    }

    /** Whether it may race, as its role will find out and try again. */
    boolean isOptimistic() { return optimistic && access == Access.READ; }
}
