package workbook.proof.explore;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import workbook.proof.explore.Step.Access;

/**
 * The updates of atomics by a function. The JDK reads, applies the function, and writes if nothing has changed meanwhile,
 * else it begins again. So the function may be applied more than once, and others may come in between.
 */
@InPlaceOf({})
public final class Atomics {
    /** The result of an attempt that came too late. */
    enum Attempt { LOST }

    private record Change<T>(T before, T after) {}

    private Atomics() {}

    public static <T> Object updateAndGet(AtomicReference<T> atomic, UnaryOperator<T> function) { return change(atomic, function).after; }

    public static <T> Object getAndUpdate(AtomicReference<T> atomic, UnaryOperator<T> function) { return change(atomic, function).before; }

    public static <T> Object accumulateAndGet(AtomicReference<T> atomic, T with, BinaryOperator<T> function) {
        return change(atomic, before -> function.apply(before, with)).after;
    }

    public static <T> Object getAndAccumulate(AtomicReference<T> atomic, T with, BinaryOperator<T> function) {
        return change(atomic, before -> function.apply(before, with)).before;
    }

    public static int updateAndGet(AtomicInteger atomic, IntUnaryOperator function) { return change(atomic, function).after; }

    public static int getAndUpdate(AtomicInteger atomic, IntUnaryOperator function) { return change(atomic, function).before; }

    public static int accumulateAndGet(AtomicInteger atomic, int with, IntBinaryOperator function) {
        return change(atomic, before -> function.applyAsInt(before, with)).after;
    }

    public static int getAndAccumulate(AtomicInteger atomic, int with, IntBinaryOperator function) {
        return change(atomic, before -> function.applyAsInt(before, with)).before;
    }

    public static long updateAndGet(AtomicLong atomic, LongUnaryOperator function) { return change(atomic, function).after; }

    public static long getAndUpdate(AtomicLong atomic, LongUnaryOperator function) { return change(atomic, function).before; }

    public static long accumulateAndGet(AtomicLong atomic, long with, LongBinaryOperator function) {
        return change(atomic, before -> function.applyAsLong(before, with)).after;
    }

    public static long getAndAccumulate(AtomicLong atomic, long with, LongBinaryOperator function) {
        return change(atomic, before -> function.applyAsLong(before, with)).before;
    }

    public static <T> Object updateAndGet(AtomicReferenceArray<T> array, int i, UnaryOperator<T> function) { return change(array, i, function).after; }

    public static <T> Object getAndUpdate(AtomicReferenceArray<T> array, int i, UnaryOperator<T> function) { return change(array, i, function).before; }

    public static <T> Object accumulateAndGet(AtomicReferenceArray<T> array, int i, T with, BinaryOperator<T> function) {
        return change(array, i, before -> function.apply(before, with)).after;
    }

    public static <T> Object getAndAccumulate(AtomicReferenceArray<T> array, int i, T with, BinaryOperator<T> function) {
        return change(array, i, before -> function.apply(before, with)).before;
    }

    public static int updateAndGet(AtomicIntegerArray array, int i, IntUnaryOperator function) { return change(array, i, function).after; }

    public static int getAndUpdate(AtomicIntegerArray array, int i, IntUnaryOperator function) { return change(array, i, function).before; }

    public static int accumulateAndGet(AtomicIntegerArray array, int i, int with, IntBinaryOperator function) {
        return change(array, i, before -> function.applyAsInt(before, with)).after;
    }

    public static int getAndAccumulate(AtomicIntegerArray array, int i, int with, IntBinaryOperator function) {
        return change(array, i, before -> function.applyAsInt(before, with)).before;
    }

    public static long updateAndGet(AtomicLongArray array, int i, LongUnaryOperator function) { return change(array, i, function).after; }

    public static long getAndUpdate(AtomicLongArray array, int i, LongUnaryOperator function) { return change(array, i, function).before; }

    public static long accumulateAndGet(AtomicLongArray array, int i, long with, LongBinaryOperator function) {
        return change(array, i, before -> function.applyAsLong(before, with)).after;
    }

    public static long getAndAccumulate(AtomicLongArray array, int i, long with, LongBinaryOperator function) {
        return change(array, i, before -> function.applyAsLong(before, with)).before;
    }

    private static <T> Change<T> change(AtomicReference<T> atomic, UnaryOperator<T> function) {
        return change(atomic, atomic::get, function, atomic::compareAndSet);
    }

    private static Change<Integer> change(AtomicInteger atomic, IntUnaryOperator function) {
        return change(atomic, atomic::get, function::applyAsInt, atomic::compareAndSet);
    }

    private static Change<Long> change(AtomicLong atomic, LongUnaryOperator function) {
        return change(atomic, atomic::get, function::applyAsLong, atomic::compareAndSet);
    }

    private static <T> Change<T> change(AtomicReferenceArray<T> array, int i, UnaryOperator<T> function) {
        return change(array, () -> array.get(i), function, (before, after) -> array.compareAndSet(i, before, after));
    }

    private static Change<Integer> change(AtomicIntegerArray array, int i, IntUnaryOperator function) {
        return change(array, () -> array.get(i), function::applyAsInt, (before, after) -> array.compareAndSet(i, before, after));
    }

    private static Change<Long> change(AtomicLongArray array, int i, LongUnaryOperator function) {
        return change(array, () -> array.get(i), function::applyAsLong, (before, after) -> array.compareAndSet(i, before, after));
    }

    private static <T> Change<T> change(Object atomic, Supplier<T> get, UnaryOperator<T> function, BiPredicate<T, T> set) {
        var me = Role.current();
        var call = me.site;
        var location = me.run.location(atomic, null);
        while (true) {
            me.site = call.as(Site.Kind.READ);
            var read = me.step(location, Access.ACQUIRE, null);
            T before = get.get();
            read.result = before;
            T after = function.apply(before);
            me.site = call;
            var write = me.step(location, Access.TRY, null);
            boolean changed = set.test(before, after);
            write.result = changed ? after : Attempt.LOST;
            if (!changed) continue;
            me.run.change();
            return new Change<>(before, after);
        }
    }
}
