package workbook.proof.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import workbook.proof.explore.Step.Access;

/** Monitors of the explorer's own, in place of the JVM's: it decides who gets one, and who is woken. */
@InPlaceOf(Object.class)
public final class Monitors {
    enum Part { MONITOR }

    private static final class Monitor {
        Role owner;
        int holds;
        final List<Wait> waiting = new ArrayList<>();

        boolean isFree() { return owner == null; }
    }

    private Monitors() {}

    private static Monitor of(Object object) { return Role.current().run.model(location(object), Monitor::new); }

    private static Location location(Object object) {
        return Role.current().run.location(Objects.requireNonNull(object), Part.MONITOR);
    }

    static void enter(Object object) {
        var me = Role.current();
        var monitor = of(object);
        if (monitor.owner != me) {
            me.step(location(object), Access.TAKE, Wait.until(object, monitor::isFree)).location.taken(me);
            monitor.owner = me;
            me.took(object);
        }
        monitor.holds++;
    }

    /** No scheduling point: who waits for the monitor gets its turn soon enough, and nobody else could notice. */
    static void leave(Object object) {
        var me = Role.current();
        var monitor = ofMine(me, object);
        if (--monitor.holds > 0) return;
        me.step(location(object), Access.RELEASE, null);
        monitor.owner = null;
        me.gaveBack(object);
    }

    private static Monitor ofMine(Role me, Object object) {
        var monitor = of(object);
        if (monitor.owner != me) throw new IllegalMonitorStateException("current thread is not owner");
        return monitor;
    }

    public static void wait(Object object) throws InterruptedException { await(object, 0); }

    public static void wait(Object object, long millis) throws InterruptedException { await(object, TimeUnit.MILLISECONDS.toNanos(millis)); }

    public static void wait(Object object, long millis, int nanos) throws InterruptedException { await(object, TimeUnit.MILLISECONDS.toNanos(millis) + nanos); }

    public static void timedWait(TimeUnit unit, Object object, long time) throws InterruptedException {
        if (time > 0) await(object, unit.toNanos(time));
    }

    /** Without a limit if that is 0, as Object.wait() has it. */
    private static void await(Object object, long nanos) throws InterruptedException {
        var me = Role.current();
        var monitor = ofMine(me, object);
        me.consumeInterrupt();
        int holds = monitor.holds;
        me.effect(location(object), Access.RELEASE);
        monitor.owner = null;
        monitor.holds = 0;
        me.gaveBack(object);
        var wait = Wait.forSignal(object, object, monitor::isFree).interruptible().timed(nanos);
        monitor.waiting.add(wait);
        me.step(location(object), Access.UPDATE, wait);
        monitor.waiting.remove(wait);
        monitor.owner = me;
        monitor.holds = holds;
        me.took(object);
        if (me.end == Wait.End.TIMED_OUT) me.run.sleep(nanos);
        me.throwIfInterrupted();
    }

    /** Java does not say which of the waiting it wakes, so each is tried. */
    public static void notify(Object object) {
        var me = Role.current();
        var asleep = asleep(me, object);
        wake(me, object, asleep.isEmpty() ? asleep : List.of(asleep.get(me.run.decide(asleep.size()))));
    }

    public static void notifyAll(Object object) {
        var me = Role.current();
        wake(me, object, asleep(me, object));
    }

    private static List<Wait> asleep(Role me, Object object) {
        return ofMine(me, object).waiting.stream().filter(wait -> !wait.signalled).toList();
    }

    private static void wake(Role me, Object object, List<Wait> chosen) {
        me.effect(location(object), Access.UPDATE).woken = chosen;
        for (var wait : chosen) wait.signal(me);
    }

    static boolean isMine(Object object) { return of(object).owner == Role.current(); }
}
