import module java.base;

/**
 * One thing that the program waits for.
 *
 * @param weight how many threads or cores it concerns on average, to compare findings
 * @param what   the numbers, as a half sentence
 * @param where  the code, lock, pool or queue
 * @param model  what to do, and what would not help
 * @param who    the names of the threads that it concerns, as far as they are known
 */
record Finding(Bottleneck kind, double weight, String what, String where, String model, Set<String> who) {
    /** Other threads, and not many fewer: neither explains the other. */
    boolean isApartFrom(Finding other) {
        return !who.isEmpty() && !other.who.isEmpty() && Collections.disjoint(who, other.who) && weight >= other.weight / 2;
    }
}
