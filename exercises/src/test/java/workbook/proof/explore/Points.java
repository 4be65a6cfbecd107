package workbook.proof.explore;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import workbook.proof.explore.Step.Access;

/** What the rewritten code calls before and after each thing that another actor could notice. */
public final class Points {
    private static final Pattern READS = Pattern.compile("(?!getAnd|sumThenReset)"
            + "(get|contains|is[A-Z]|size|peek|element|first|last|iterator|listIterator|descending|has|next|previous|stream|"
            + "forEach|equals|toString|toArray|values|keySet|entrySet|navigable|"
            + "floor|ceiling|higher|lower|head|tail|sub|indexOf|intValue|longValue|doubleValue|sum|length|charAt|reversed|mappingCount|"
            + "available|remainingCapacity|spliterator|copyOf|unmodifiable|disjoint|frequency|max|min).*");
    private static final Pattern VIEWS = Pattern.compile("iterator|listIterator|spliterator|keySet|values|entrySet|navigableKeySet|reversed|"
            + "(sub|head|tail|descending)[A-Z]\\w+");

    /** How objects of a class of the JDK may be used by several threads. */
    private enum Safety {
        PLAIN("java\\.util\\.(?!concurrent|function|stream|Immutable|Optional|Random|Objects|Collections\\$Empty)[\\w$]+"
                + "|java\\.lang\\.StringBuilder"),
        BY_MONITOR("java\\.util\\.(Vector|Stack|Hashtable|Collections\\$Synchronized.*)|java\\.lang\\.StringBuffer"),
        REFUSED("java\\.util\\.concurrent\\.(CompletableFuture|ForkJoin.*|\\w+Executor|Executors\\$.*|DelayQueue|SynchronousQueue"
                + "|\\w+TransferQueue)"),
        ATOMIC("java\\.util\\.concurrent\\..*"),
        UNKNOWN(".*");

        private static final ClassValue<Safety> OF = new ClassValue<>() {
            @Override protected Safety computeValue(Class<?> type) {
                if (type == Pool.class || type == Barrier.class) return UNKNOWN;        // they take their steps themselves
                for (var safety : List.of(BY_MONITOR, PLAIN, REFUSED, ATOMIC)) if (safety.classes.matcher(type.getName()).matches()) return safety;
                return type.getSuperclass() == null ? UNKNOWN : get(type.getSuperclass());
            }
        };

        private final Pattern classes;

        Safety(String classes) { this.classes = Pattern.compile(classes); }

        static Safety of(Object object) { return object == null ? UNKNOWN : OF.get(object.getClass()); }
    }

    /** What the name of a method tells about it. */
    private record Name(boolean reads, boolean views) {
        private static final Map<String, Name> KNOWN = new ConcurrentHashMap<>();

        static Name of(Site call) {
            return KNOWN.computeIfAbsent(call.member(), name -> new Name(READS.matcher(name).matches(), VIEWS.matcher(name).matches()));
        }
    }

    private Points() {}

    // Fields and array elements

    /** Before a field is read; {@code in} is null if it is static. */
    public static Step read(Object in, int index) {
        var role = Role.current();
        if (role == null) throw stranger();
        return access(role, in, index, role.run.site(index).ordered() ? Access.ACQUIRE : Access.READ);
    }

    /** Before a field is written. */
    public static void write(Object in, Object value, int index) {
        var role = Role.current();
        if (role == null) throw stranger();
        access(role, in, index, role.run.site(index).ordered() ? Access.RELEASE : Access.WRITE, value);
    }

    private static Step access(Role role, Object in, int index, Access access, Object... values) {
        if (role.initializing > 0) return null;
        var site = role.site = role.run.site(index);
        return role.step(role.run.location(in == null ? site.owner() : in, site.member()), access, null, values);
    }

    public static Step readElement(Object array, int element, int index) { return element(array, element, index, Access.READ); }

    public static void writeElement(Object array, int element, Object value, int index) { element(array, element, index, Access.WRITE, value); }

    private static Step element(Object array, int element, int index, Access access, Object... values) {
        var role = Role.current();
        if (role == null) throw stranger();
        if (role.initializing > 0 || array == null) return null;     // the code itself will throw
        role.site = role.run.site(index);
        return role.step(role.run.location(array, element), access, null, values);
    }

    /** After something was read. */
    public static void value(Object value, Step step) {
        if (step == null) return;
        step.result = value;
        if (step.site.kind() == Site.Kind.READ && step.location.part instanceof String field) find(step.role, value, step.location.object, field);
    }

    /** After a final field was read, which no other actor could notice: it gives its object a name. */
    public static void found(Object value, Object in, int index) {
        var role = Role.current();
        if (role == null) return;
        var site = role.run.site(index);
        find(role, value, in == null ? site.owner() : in, site.member());
    }

    private static void find(Role role, Object value, Object in, String field) {
        boolean isNumber = value instanceof Number && !value.getClass().getPackage().equals(AtomicInteger.class.getPackage());
        if (value != null && !(value instanceof String || isNumber || value instanceof Boolean || value instanceof Enum))
            role.run.find(value, in, field);
    }

    // Calls

    /** Before a call that a stand-in or a refusal takes the place of. */
    public static void at(int index) {
        var role = Role.current();
        if (role == null) throw stranger();
        role.site = role.run.site(index);
    }

    /** In place of a call that the explorer knows nothing about. */
    public static void refuse(int index) {
        at(index);
        var site = Role.current().site;
        boolean weak = site.owner().equals("VarHandle") || site.member().matches(Jdk.WEAK);
        throw Role.current().run.refuse(site, weak ? "may promise less than a volatile access, and the explorer plays no weaker ones" : "may wait, or start threads, out of the explorer's sight");
    }

    /**
     * Before a call of the JDK. It is one step if its receiver is known to be safe for use by several threads, and a
     * plain access if it is not. Functions that are given to a safe one run within that step: it may hold a lock that
     * the explorer knows nothing of, so the turn must not change there.
     */
    public static Step before(Object receiver, Object[] arguments, int index) {
        var role = Role.current();
        if (role == null) throw stranger();
        var site = role.site = role.run.site(index);
        if (role.initializing > 0) return null;
        for (var argument : arguments)
            if (Safety.of(argument) == Safety.PLAIN) call(role, argument, receiver == null && !reads(site) ? Access.WRITE : Access.READ);
        if (runsATask(receiver, site)) {
            call(role, receiver, Access.UPDATE);
            return null;
        }
        return switch (Safety.of(receiver)) {
            case PLAIN -> call(role, receiver, reads(site) ? Access.READ : Access.WRITE, arguments);
            case ATOMIC -> {
                var step = call(role, receiver, reads(site) ? Access.ACQUIRE : Access.TRY, arguments);
                role.atomic++;
                yield step;
            }
            case BY_MONITOR -> {
                Monitors.enter(receiver);
                role.atomic++;
                var step = call(role, receiver, reads(site) ? Access.READ : Access.WRITE, arguments);
                step.monitor = receiver;
                yield step;
            }
            case REFUSED -> throw role.run.refuse(site, "may wait, or start threads, out of the explorer's sight");
            case UNKNOWN -> null;
        };
    }

    /** A task holds no lock while it runs what it was given, so that need not be one step. */
    private static boolean runsATask(Object receiver, Site site) { return receiver instanceof FutureTask && site.member().equals("run"); }

    private static Step call(Role role, Object receiver, Access access, Object... arguments) {
        return role.step(role.run.location(role.run.wholeOf(receiver), null), access, null, arguments);
    }

    /** Before a method that a class under test inherits from a collection, or a task, is called by {@code super}. */
    public static void inherited(Object receiver, int index) {
        var role = Role.current();
        if (role == null) throw stranger();
        var site = role.site = role.run.site(index);
        switch (Safety.of(receiver)) {
            case PLAIN -> call(role, receiver, reads(site) ? Access.READ : Access.WRITE);
            case UNKNOWN -> {}
            default -> {
                if (!runsATask(receiver, site)) throw role.run.refuse(site, "is called by super");
                call(role, receiver, Access.UPDATE);
            }
        }
    }

    /** Before a collection is copied by a constructor. */
    public static void copied(Object collection, int index) { before(null, new Object[] {collection}, index); }

    /** After a call. */
    public static void after(Object result, Step step) {
        if (step == null) return;
        step.result = result;
        if (step.access == Access.TRY && !Boolean.FALSE.equals(result)) step.role.run.change();
        if (step.monitor != null || !step.access.isPlain()) step.role.atomic--;
        if (step.monitor != null) Monitors.leave(step.monitor);
        if (isView(step.site, result)) step.role.run.isPartOf(result, step.location.object);
    }

    /** A call has thrown something. */
    public static void failed(Throwable thrown, Step step) {
        if (step == null || thrown == Unwind.NOW) return;
        after(thrown, step);
    }

    /** Whether a result is a part or a view of the object that returned it. */
    private static boolean isView(Site call, Object result) {
        return Name.of(call).views || result instanceof Map.Entry && call.member().equals("next");
    }

    private static boolean reads(Site site) { return Name.of(site).reads; }

    // Monitors, loops, static initializers, handlers

    public static void enter(Object monitor, int index) {
        at(index);
        Monitors.enter(monitor);
    }

    public static void leave(Object monitor, int index) {
        at(index);
        Monitors.leave(monitor);
    }

    /** Before a jump backwards. */
    public static void loop(int index) {
        at(index);
        Role.current().run.loop(Role.current());
    }

    /** A static initializer begins: the JVM holds a lock meanwhile, and orders it before all who use the class. */
    public static void initialize() {
        var role = Role.current();
        if (role == null) throw stranger();
        role.atomic++;
        role.initializing++;
    }

    public static void initialized() {
        var role = Role.current();
        role.atomic--;
        role.initializing--;
    }

    /** At the beginning of each handler and finally-block: who is unwound runs none of them. */
    public static void caught(Throwable thrown) {
        if (thrown == Unwind.NOW) throw Unwind.NOW;
    }

    private static IllegalStateException stranger() {
        return new IllegalStateException("the explorer cannot follow %s: it was not started by the code under test itself"
                .formatted(Thread.currentThread()));
    }
}
