/**
 * Numbers of the whole process while it was watched. All CPU is in cores: 1.5 is one and a half of them.
 *
 * @param seconds   how long it was watched
 * @param cores     that it may use
 * @param app       CPU of the threads of the program
 * @param gc        CPU of the collector
 * @param process   CPU of all its threads
 * @param others    CPU of other processes
 * @param queued    threads that stood in the run queue on average; NaN where the system does not tell
 * @param paused    share of the time that the program stood still for the collector
 * @param heap      the most that the heap may hold, in bytes
 * @param fillsIn   seconds until it is full if it goes on to grow as it does; infinite if it does not
 * @param grows     what it grows by: the classes, with their bytes a second
 * @param backlog   tasks that stand in queues of executors; 0 if nobody counted them
 * @param loops     CPU of event loops that may bring answers
 * @param deadlock  which threads wait for each other for ever, as the JVM itself says; or ""
 */
record Vitals(double seconds, int cores, double app, double gc, double process, double others, double queued, double paused,
              double heap, double fillsIn, String grows, double backlog, double loops, String deadlock) {

    Vitals withHeap(double fillsIn, String grows) { return new Vitals(seconds, cores, app, gc, process, others, queued, paused, heap, fillsIn, grows, backlog, loops, deadlock); }

    Vitals withBacklog(double backlog) { return new Vitals(seconds, cores, app, gc, process, others, queued, paused, heap, fillsIn, grows, backlog, loops, deadlock); }
}
