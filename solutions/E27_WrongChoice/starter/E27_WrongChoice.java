package workbook;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/*
 * E27 · The wrong choice
 *
 * Story   The bakery's site has one dispatcher for all that is to be done, and each task says of what kind it is. Last year
 *         all of them went to one pool, and stood in line for each other. Since then each has a virtual thread: nobody stands
 *         in line any more. Now the database refuses connections, uploads fill the memory, and the cores change hands all day.
 * Task    Let each kind run as it suits that kind.
 * Rules   The types and signatures here stay as they are. submit() waits for nothing and refuses no task, however many wait.
 *         COMPUTES   keeps a core busy: as many run at once as there are cores, and never more.
 *         WAITS      waits for somebody else and holds nothing: at least 200 run at once.
 *         QUERIES    waits with a connection: as many run at once as there are connections, and never more.
 *         BOOKS      waits while it changes the books: one runs at a time.
 *         UPLOADS    waits while it holds much memory: as many run at once as there is room for, and never more.
 *         A task never delays one of another kind: not while it runs, even if its kind keeps all cores busy, and not while it
 *         waits for its turn. When a task has ended, by itself or by a failure, another of its kind has its turn.
 *         What a task throws is the cause of its future's failure, or the cause's cause. One that is cancelled by
 *         cancel(true) before its turn does not run. One that runs has its place until it has really ended, whatever its
 *         future says, and cancel(true) interrupts no other task than that one.
 *         close() returns when all submitted tasks have ended by themselves, however long that takes, and leaves no thread
 *         behind; nobody interrupts the one who waits there.
 * Run     ./mvnw -f exercises test -Dtest='E27*'
 */
public class E27_WrongChoice implements AutoCloseable {

    /** What a task is short of. */
    public enum Kind { COMPUTES, WAITS, QUERIES, BOOKS, UPLOADS }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** So many tasks of these kinds may run at once. */
    public E27_WrongChoice(int cores, int connections, int uploads) { }

    /** Has the task run when it is its turn. */
    public <T> Future<T> submit(Kind kind, Callable<T> task) {
        return threads.submit(task);        // TODO: a thread for everybody is all that WAITS needs, and what do the others need?
    }

    /** Ends when all submitted tasks have ended. */
    @Override public void close() { threads.close(); }
}
