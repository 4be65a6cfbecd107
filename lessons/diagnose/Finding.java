/**
 * One thing that the program waits for.
 *
 * @param weight how many threads or cores it concerns on average, to compare findings
 * @param what   the numbers, as a half sentence
 * @param where  the code, lock, pool or queue
 * @param model  what to do, and what would not help
 */
record Finding(Bottleneck kind, double weight, String what, String where, String model) {}
