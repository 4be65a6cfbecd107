package workbook;

import static workbook.E26_FindTheBottleneck.Verdict.BLOCKED;
import static workbook.E26_FindTheBottleneck.Verdict.CONNECTIONS;
import static workbook.E26_FindTheBottleneck.Verdict.CPU;
import static workbook.E26_FindTheBottleneck.Verdict.IO;
import static workbook.E26_FindTheBottleneck.Verdict.MEMORY;
import static workbook.E26_FindTheBottleneck.Verdict.NOTHING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.E26_FindTheBottleneck.Evidence;
import workbook.E26_FindTheBottleneck.Place;
import workbook.E26_FindTheBottleneck.Verdict;
import workbook.proof.Proof;

@Proof
class E26_FindTheBottleneckTest {

    @ParameterizedTest @Order(1)
    @ValueSource(strings = {"Kiosk", "Alarm", "Chat", "Loop"})
    void aHealthyProgramThatIsIdle(String program) {
        assertIs(NOTHING, program, "its workers wait for work, its doors for guests, and main for the end: nobody waits for anything that is short");
    }

    @ParameterizedTest @Order(2)
    @ValueSource(strings = {"Orders", "Report", "Importer"})
    void whoReadsIsRunnable(String program) {
        assertIs(IO, program, "for the JVM a thread in a native read is RUNNABLE, and in the system it sleeps until data come");
    }

    @ParameterizedTest @Order(3)
    @ValueSource(strings = {"Primes", "Film", "Thumbnails", "Maps"})
    void whoComputes(String program) {
        assertIs(CPU, program, "there are threads that run, in their own code or in that of the JDK, and one that always does so is enough: others may wait for work, or for it");
    }

    @ParameterizedTest @Order(4)
    @ValueSource(strings = {"Ledger", "Registry", "Tariffs"})
    void whoWaitsForAMonitor(String program) {
        assertIs(BLOCKED, program, "one thread has the lock, and what it does under it is not what most threads wait for");
    }

    @ParameterizedTest @Order(5)
    @ValueSource(strings = {"Booking", "Audit"})
    void whoIsParkedForALock(String program) {
        assertIs(BLOCKED, program, "who waits for a lock of java.util.concurrent is parked, and the dump says WAITING");
    }

    @ParameterizedTest @Order(6)
    @ValueSource(strings = {"Crawler", "Mailer", "Invoices", "Stock"})
    void whoWaitsForAPlace(String program) {
        assertIs(CONNECTIONS, program, "some ask and are answered, and most wait until one of those gives its place back");
    }

    @ParameterizedTest @Order(7)
    @ValueSource(strings = {"Weather", "Prices"})
    void whoWaitsForAnAnswerOnAVirtualThread(String program) {
        assertIs(IO, program, "a virtual thread that waits for an answer is parked, and the dump says WAITING; what it waits for stands deeper in the stack");
    }

    @ParameterizedTest @Order(8)
    @ValueSource(strings = {"Catalog", "Sessions", "Feed"})
    void whoWaitsForTheCollector(String program) {
        assertIs(MEMORY, program, "its threads seem to compute, and the time goes into the collector: it finds little that is free, again and again");
    }

    @ParameterizedTest @Order(9)
    @ValueSource(strings = {"Portal"})
    void someWaitForALock(String program) {
        assertIs(IO, program, "a few wait for a lock, and many for an answer");
    }

    @ParameterizedTest @Order(10)
    @ValueSource(strings = {"Hashes", "Scores"})
    void computingUnderALock(String program) {
        assertIs(CPU, program, "the cores are taken: who waits for a lock would only wait for a core without it");
    }

    @ParameterizedTest @Order(11)
    @ValueSource(strings = {"Parser"})
    void computingAndCollecting(String program) {
        assertIs(CPU, program, "every program that runs collects garbage, and this one does so in a small part of its time");
    }

    @Test @Order(12)
    void namesAndOrderTellNothing() {
        for (var program : PROGRAMS.split("\n(?=\\w)")) {
            var name = program.split(" ")[0];
            var evidence = evidence(name);
            var others = new ArrayList<>(evidence.places.stream().map(place -> new Place(place.threads(), place.state(), "thread",
                    place.stack().stream().map(frame -> frame.replaceAll("^[A-Z]\\w+\\.(.*)", "my.program.Shop.$1")).toList())).toList());
            Collections.reverse(others);
            var first = E26_FindTheBottleneck.diagnose(new Evidence(evidence.collecting, evidence.places));
            var second = E26_FindTheBottleneck.diagnose(new Evidence(evidence.collecting, others));
            if (first != second) throw new AssertionError("%s: the diagnosis is %s, and with other names of its own classes and threads, in another order, it is %s".formatted(name, first, second));
        }
    }

    private static void assertIs(Verdict expected, String program, String because) {
        var evidence = evidence(program);
        var verdict = E26_FindTheBottleneck.diagnose(new Evidence(evidence.collecting, evidence.places));
        if (verdict != expected) throw new AssertionError("%s: the bottleneck is %s, and the diagnosis is %s: %s%n%s".formatted(program, expected, verdict, because, evidence.text));
    }

    private record Seen(double collecting, List<Place> places, String text) {}

    private static final Pattern PLACE = Pattern.compile("(?m)^  (?<threads>[\\d.]+) (?<state>[A-Z_]+) (?<name>.*?):(?<stack>.*(\\n {8}.*)*)");

    /** The program's own threads, and those that every JVM has. */
    private static Seen evidence(String program) {
        var text = Stream.of(PROGRAMS.split("\n(?=\\w)")).filter(seen -> seen.startsWith(program + " ")).findFirst().orElseThrow();
        var places = PLACE.matcher(text + "\n" + EVERY_JVM).results().map(place -> new Place(Double.parseDouble(place.group("threads")), Thread.State.valueOf(place.group("state")),
                place.group("name"), Stream.of(place.group("stack").split("\\s+<\\s+")).map(String::strip).filter(frame -> !frame.isEmpty()).toList())).toList();
        return new Seen(Double.parseDouble(text.lines().findFirst().orElseThrow().split(" ")[2]), places, text);
    }

    /*
     * From ten dumps each (jcmd PID Thread.dump_to_file) of programs on JDK 25.0.3 with 2 cores: mean number of threads,
     * state, name, stack. Places with few threads are left out, and from a long stack the frames of libraries far down.
     */
    private static final String EVERY_JVM = """
              1.0 RUNNABLE Reference Handler: java.lang.ref.Reference.waitForReferencePendingList (native) < java.lang.ref.Reference.processPendingReferences <
                    java.lang.ref.Reference$ReferenceHandler.run
              1.0 WAITING Finalizer: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Object.wait < java.lang.ref.ReferenceQueue.remove0 <
                    java.lang.ref.ReferenceQueue.remove < java.lang.ref.Finalizer$FinalizerThread.run
              1.0 RUNNABLE Signal Dispatcher:
              1.0 RUNNABLE Notification Thread:
              1.0 TIMED_WAITING Common-Cleaner: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.ref.ReferenceQueue.remove0 <
                    java.lang.ref.ReferenceQueue.remove < jdk.internal.ref.CleanerImpl.run < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
            """;

    private static final String PROGRAMS = """
            Orders collecting 0.00
              12.0 RUNNABLE pool-1-thread: sun.nio.ch.SocketDispatcher.read0 (native) < sun.nio.ch.SocketDispatcher.read < sun.nio.ch.NioSocketImpl.tryRead <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < java.net.Socket$SocketInputStream.read < sun.nio.cs.StreamDecoder.readBytes <
                    sun.nio.cs.StreamDecoder.implRead < sun.nio.cs.StreamDecoder.read < Line.ask < Orders.serve
              1.0 RUNNABLE DestroyJavaVM:
            Report collecting 0.00
              7.9 RUNNABLE pool-1-thread: sun.nio.ch.Net.poll (native) < sun.nio.ch.NioSocketImpl.park < sun.nio.ch.NioSocketImpl.park <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < java.net.Socket$SocketInputStream.read < org.postgresql.core.VisibleBufferedInputStream.readMore <
                    org.postgresql.core.VisibleBufferedInputStream.ensureBytes < org.postgresql.core.VisibleBufferedInputStream.ensureBytes < Report.month
              1.0 RUNNABLE DestroyJavaVM:
              1.0 TIMED_WAITING Cleaner: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.ref.ReferenceQueue.remove0 <
                    java.lang.ref.ReferenceQueue.remove < jdk.internal.ref.CleanerImpl.run < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
            Importer collecting 0.00
              1.0 RUNNABLE main: java.io.FileInputStream.readBytes (native) < java.io.FileInputStream.read < java.lang.Process$PipeInputStream.read <
                    java.io.BufferedInputStream.read1 < java.io.BufferedInputStream.read < sun.nio.cs.StreamDecoder.readBytes < sun.nio.cs.StreamDecoder.implRead <
                    sun.nio.cs.StreamDecoder.read < java.io.InputStreamReader.read < java.io.BufferedReader.fill < java.io.BufferedReader.readLine < Importer.read <
                    Importer.main
              1.0 RUNNABLE process reaper: java.lang.ProcessHandleImpl.waitForProcessExit0 (native) < java.lang.ProcessHandleImpl$1.run <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run <
                    jdk.internal.misc.InnocuousThread.run
            Weather collecting 0.00
              24.0 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.poll < sun.nio.ch.NioSocketImpl.park < sun.nio.ch.NioSocketImpl.park <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < Weather.forecast
              3.0 WAITING SubPoller: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.subPollerLoop < sun.nio.ch.Poller$Pollers.lambda$start <
                    java.util.concurrent.ThreadPerTaskExecutor$TaskRunner.run < java.lang.VirtualThread.run
              1.2 WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
              1.0 WAITING main: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Thread.join < java.lang.Thread.join < Weather.main
              1.0 RUNNABLE VirtualThread-unblocker: java.lang.VirtualThread.takeVirtualThreadListToUnblock (native) <
                    java.lang.VirtualThread.unblockVirtualThreads < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 RUNNABLE MasterPoller: sun.nio.ch.EPoll.wait (native) < sun.nio.ch.EPollPoller.poll < sun.nio.ch.Poller.pollerLoop < java.lang.Thread.run <
                    jdk.internal.misc.InnocuousThread.run
              1.0 TIMED_WAITING Keep-Alive-Timer: java.lang.Thread.sleepNanos0 (native) < java.lang.Thread.sleepNanos < java.lang.Thread.sleep <
                    sun.net.www.http.KeepAliveCache.run < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              0.8 TIMED_WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
            Prices collecting 0.00
              14.2 TIMED_WAITING HttpClient-1-Worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.parkNanos <
                    java.util.concurrent.LinkedTransferQueue$DualNode.await < java.util.concurrent.SynchronousQueue$Transferer.xferLifo <
                    java.util.concurrent.SynchronousQueue.xfer < java.util.concurrent.SynchronousQueue.poll < java.util.concurrent.ThreadPoolExecutor.getTask <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              11.7 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.CompletableFuture$Signaller.block < java.util.concurrent.ForkJoinPool.unmanagedBlock <
                    java.util.concurrent.ForkJoinPool.managedBlock < java.util.concurrent.CompletableFuture.waitingGet <
                    java.util.concurrent.CompletableFuture.get < jdk.internal.net.http.HttpClientImpl.send < jdk.internal.net.http.HttpClientFacade.send <
                    Prices.compare
              1.0 WAITING main: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Thread.join < java.lang.Thread.join < Prices.main
              1.0 RUNNABLE HttpClient-1-SelectorManager: sun.nio.ch.EPoll.wait (native) < sun.nio.ch.EPollSelectorImpl.doSelect <
                    sun.nio.ch.SelectorImpl.lockAndDoSelect < sun.nio.ch.SelectorImpl.select < jdk.internal.net.http.HttpClientImpl$SelectorManager.run
              1.0 RUNNABLE VirtualThread-unblocker: java.lang.VirtualThread.takeVirtualThreadListToUnblock (native) <
                    java.lang.VirtualThread.unblockVirtualThreads < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
              0.9 TIMED_WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
            Portal collecting 0.00
              19.7 RUNNABLE visitor: sun.nio.ch.SocketDispatcher.read0 (native) < sun.nio.ch.SocketDispatcher.read < sun.nio.ch.NioSocketImpl.tryRead <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < java.net.Socket$SocketInputStream.read < sun.nio.cs.StreamDecoder.readBytes <
                    sun.nio.cs.StreamDecoder.implRead < sun.nio.cs.StreamDecoder.read < Line.ask < Portal.visit
              1.0 RUNNABLE DestroyJavaVM:
              0.3 BLOCKED visitor: Portal.visit < java.lang.Thread.run
            Primes collecting 0.00
              2.0 RUNNABLE pool-1-thread: Primes.count < java.util.concurrent.FutureTask.run < java.util.concurrent.ThreadPoolExecutor.runWorker <
                    java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              1.0 RUNNABLE DestroyJavaVM:
            Film collecting 0.00
              1.0 RUNNABLE main: Film.pixel < java.util.stream.IntPipeline$6$1.accept < java.util.stream.Streams$RangeIntSpliterator.forEachRemaining <
                    java.util.Spliterator$OfInt.forEachRemaining < java.util.stream.AbstractPipeline.copyInto < java.util.stream.AbstractPipeline.wrapAndCopyInto <
                    java.util.stream.ReduceOps$ReduceTask.doLeaf < java.util.stream.ReduceOps$ReduceTask.doLeaf < java.util.stream.AbstractTask.compute <
                    java.util.concurrent.CountedCompleter.exec < java.util.concurrent.ForkJoinTask.doExec < Film.main
              1.0 RUNNABLE ForkJoinPool.commonPool-worker: Film.pixel < java.util.stream.IntPipeline$6$1.accept <
                    java.util.stream.Streams$RangeIntSpliterator.forEachRemaining < java.util.Spliterator$OfInt.forEachRemaining <
                    java.util.stream.AbstractPipeline.copyInto < java.util.stream.AbstractPipeline.wrapAndCopyInto < java.util.stream.ReduceOps$ReduceTask.doLeaf <
                    java.util.stream.ReduceOps$ReduceTask.doLeaf < java.util.stream.AbstractTask.compute < java.util.concurrent.CountedCompleter.exec <
                    java.util.concurrent.ForkJoinTask.doExec
            Thumbnails collecting 0.00
              7.0 WAITING pool-1-thread: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block < java.util.concurrent.ForkJoinPool.unmanagedBlock <
                    java.util.concurrent.ForkJoinPool.managedBlock < java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await <
                    java.util.concurrent.LinkedBlockingQueue.take < java.util.concurrent.ThreadPoolExecutor.getTask <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              1.0 WAITING main: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.park < java.util.concurrent.FutureTask.awaitDone <
                    java.util.concurrent.FutureTask.get < Thumbnails.main
              1.0 RUNNABLE pool-1-thread: Thumbnails.scale < java.util.concurrent.FutureTask.run < java.util.concurrent.ThreadPoolExecutor.runWorker <
                    java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
            Maps collecting 0.00
              26.0 WAITING pool-1-thread: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block < java.util.concurrent.ForkJoinPool.unmanagedBlock <
                    java.util.concurrent.ForkJoinPool.managedBlock < java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await <
                    java.util.concurrent.LinkedBlockingQueue.take < java.util.concurrent.ThreadPoolExecutor.getTask <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              4.0 RUNNABLE pool-1-thread: java.lang.StrictMath.atan < java.lang.FdLibm$Atan2.compute < java.lang.StrictMath.atan2 < java.lang.Math.atan2 <
                    Maps.route < java.util.concurrent.Executors$RunnableAdapter.call < java.util.concurrent.FutureTask.run <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              1.0 RUNNABLE main: sun.nio.ch.Net.accept (native) < sun.nio.ch.NioSocketImpl.accept < java.net.ServerSocket.implAccept <
                    java.net.ServerSocket.platformImplAccept < java.net.ServerSocket.implAccept < java.net.ServerSocket.implAccept < java.net.ServerSocket.accept <
                    Maps.main
            Hashes collecting 0.00
              97.0 BLOCKED virtual: sun.security.jca.ProviderConfig.getProvider < sun.security.jca.ProviderList.getProvider <
                    sun.security.jca.ProviderList.getService < sun.security.jca.GetInstance.getInstance < java.security.MessageDigest.getInstance < Hashes.seal <
                    java.lang.VirtualThread.run
              2.0 RUNNABLE virtual: sun.security.provider.ByteArrayAccess.i2bBig < sun.security.provider.SHA2.implDigest <
                    sun.security.provider.DigestBase.engineDigest < sun.security.provider.DigestBase.engineDigest <
                    java.security.MessageDigest$Delegate.engineDigest < java.security.MessageDigest.digest < java.security.MessageDigest.digest < Hashes.seal <
                    java.lang.VirtualThread.run
              2.0 RUNNABLE ForkJoinPool-1-worker: jdk.internal.vm.Continuation.run < java.lang.VirtualThread.runContinuation <
                    java.util.concurrent.ForkJoinTask$RunnableExecuteAction.compute < java.util.concurrent.ForkJoinTask$RunnableExecuteAction.compute <
                    java.util.concurrent.ForkJoinTask$InterruptibleTask.exec < java.util.concurrent.ForkJoinTask.doExec <
                    java.util.concurrent.ForkJoinPool$WorkQueue.topLevelExec < java.util.concurrent.ForkJoinPool.runWorker <
                    java.util.concurrent.ForkJoinWorkerThread.run
              1.0 WAITING main: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Thread.join < java.lang.Thread.join < Hashes.main
              1.0 RUNNABLE VirtualThread-unblocker: java.lang.VirtualThread.takeVirtualThreadListToUnblock (native) <
                    java.lang.VirtualThread.unblockVirtualThreads < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 RUNNABLE virtual: sun.security.jca.ProviderConfig.getProvider < sun.security.jca.ProviderList.getProvider <
                    sun.security.jca.ProviderList.getService < sun.security.jca.GetInstance.getInstance < java.security.MessageDigest.getInstance < Hashes.seal <
                    java.lang.VirtualThread.run
            Scores collecting 0.00
              6.0 RUNNABLE game: Scores.play < java.lang.Thread.run
              1.0 RUNNABLE DestroyJavaVM:
            Parser collecting 0.03
              1.4 RUNNABLE pool-1-thread: java.lang.String.split < java.lang.String.split < java.lang.String.split < Parser.parse <
                    java.util.concurrent.Executors$RunnableAdapter.call < java.util.concurrent.FutureTask.run < java.util.concurrent.ThreadPoolExecutor.runWorker <
                    java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              1.0 RUNNABLE DestroyJavaVM:
              0.9 RUNNABLE pool-1-thread: Parser.parse < java.util.concurrent.Executors$RunnableAdapter.call < java.util.concurrent.FutureTask.run <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              0.3 RUNNABLE pool-1-thread: java.lang.StringLatin1.newString < java.lang.String.substring < java.lang.String.split < java.lang.String.split <
                    java.lang.String.split < Parser.parse < java.util.concurrent.Executors$RunnableAdapter.call < java.util.concurrent.FutureTask.run <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              0.2 RUNNABLE pool-1-thread: java.lang.String.split < java.lang.String.split < Parser.parse < java.util.concurrent.Executors$RunnableAdapter.call <
                    java.util.concurrent.FutureTask.run < java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run <
                    java.lang.Thread.run
            Ledger collecting 0.00
              15.0 BLOCKED clerk: Ledger.book < java.lang.Thread.run
              1.0 RUNNABLE clerk: sun.nio.ch.SocketDispatcher.read0 (native) < sun.nio.ch.SocketDispatcher.read < sun.nio.ch.NioSocketImpl.tryRead <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < java.net.Socket$SocketInputStream.read < sun.nio.cs.StreamDecoder.readBytes <
                    sun.nio.cs.StreamDecoder.implRead < sun.nio.cs.StreamDecoder.read < Line.ask < Ledger.book
              1.0 RUNNABLE DestroyJavaVM:
            Registry collecting 0.00
              29.0 BLOCKED virtual: Registry.enter < java.lang.VirtualThread.run
              3.0 WAITING SubPoller: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.subPollerLoop < sun.nio.ch.Poller$Pollers.lambda$start <
                    java.util.concurrent.ThreadPerTaskExecutor$TaskRunner.run < java.lang.VirtualThread.run
              1.0 WAITING main: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Thread.join < java.lang.Thread.join < Registry.main
              1.0 RUNNABLE VirtualThread-unblocker: java.lang.VirtualThread.takeVirtualThreadListToUnblock (native) <
                    java.lang.VirtualThread.unblockVirtualThreads < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 RUNNABLE MasterPoller: sun.nio.ch.EPoll.wait (native) < sun.nio.ch.EPollPoller.poll < sun.nio.ch.Poller.pollerLoop < java.lang.Thread.run <
                    jdk.internal.misc.InnocuousThread.run
              1.0 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.poll < sun.nio.ch.NioSocketImpl.park < sun.nio.ch.NioSocketImpl.park <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < Line.ask < Registry.enter
              1.0 WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
              1.0 TIMED_WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
            Tariffs collecting 0.00
              9.0 BLOCKED desk: java.util.concurrent.ConcurrentHashMap.compute < Tariffs.look < java.lang.Thread.run
              1.0 RUNNABLE desk: sun.nio.ch.SocketDispatcher.read0 (native) < sun.nio.ch.SocketDispatcher.read < sun.nio.ch.NioSocketImpl.tryRead <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < java.net.Socket$SocketInputStream.read < sun.nio.cs.StreamDecoder.readBytes <
                    sun.nio.cs.StreamDecoder.implRead < sun.nio.cs.StreamDecoder.read < Line.ask < Tariffs.lambda$look < Tariffs.look
              1.0 RUNNABLE DestroyJavaVM:
            Booking collecting 0.00
              23.0 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire < java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire <
                    java.util.concurrent.locks.ReentrantLock$Sync.lock < java.util.concurrent.locks.ReentrantLock.lock < Booking.seat <
                    java.lang.VirtualThread.run
              2.9 WAITING SubPoller: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.subPollerLoop < sun.nio.ch.Poller$Pollers.lambda$start <
                    java.util.concurrent.ThreadPerTaskExecutor$TaskRunner.run < java.lang.VirtualThread.run
              1.0 WAITING main: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Thread.join < java.lang.Thread.join < Booking.main
              1.0 RUNNABLE VirtualThread-unblocker: java.lang.VirtualThread.takeVirtualThreadListToUnblock (native) <
                    java.lang.VirtualThread.unblockVirtualThreads < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 RUNNABLE MasterPoller: sun.nio.ch.EPoll.wait (native) < sun.nio.ch.EPollPoller.poll < sun.nio.ch.Poller.pollerLoop < java.lang.Thread.run <
                    jdk.internal.misc.InnocuousThread.run
              1.0 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.poll < sun.nio.ch.NioSocketImpl.park < sun.nio.ch.NioSocketImpl.park <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < Line.ask < Booking.seat
              1.0 WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
              0.9 TIMED_WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
            Audit collecting 0.00
              19.2 WAITING pool-1-thread: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedLongSynchronizer.acquire < java.util.concurrent.locks.AbstractQueuedLongSynchronizer.acquire <
                    java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock.lock < Audit.note < java.util.concurrent.Executors$RunnableAdapter.call <
                    java.util.concurrent.FutureTask.run < java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run <
                    java.lang.Thread.run
              1.0 RUNNABLE DestroyJavaVM:
              0.8 TIMED_WAITING pool-1-thread: java.lang.Thread.sleepNanos0 (native) < java.lang.Thread.sleepNanos < java.lang.Thread.sleep < Audit.note <
                    java.util.concurrent.Executors$RunnableAdapter.call < java.util.concurrent.FutureTask.run < java.util.concurrent.ThreadPoolExecutor.runWorker <
                    java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
            Crawler collecting 0.00
              35.0 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly < java.util.concurrent.Semaphore.acquire < Crawler.page <
                    java.lang.VirtualThread.run
              5.0 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.poll < sun.nio.ch.NioSocketImpl.park < sun.nio.ch.NioSocketImpl.park <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < Line.ask < Crawler.page
              2.8 WAITING SubPoller: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.subPollerLoop < sun.nio.ch.Poller$Pollers.lambda$start <
                    java.util.concurrent.ThreadPerTaskExecutor$TaskRunner.run < java.lang.VirtualThread.run
              1.0 WAITING main: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Thread.join < java.lang.Thread.join < Crawler.main
              1.0 RUNNABLE VirtualThread-unblocker: java.lang.VirtualThread.takeVirtualThreadListToUnblock (native) <
                    java.lang.VirtualThread.unblockVirtualThreads < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 RUNNABLE MasterPoller: sun.nio.ch.EPoll.wait (native) < sun.nio.ch.EPollPoller.poll < sun.nio.ch.Poller.pollerLoop < java.lang.Thread.run <
                    jdk.internal.misc.InnocuousThread.run
              1.0 TIMED_WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
              1.0 WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
            Mailer collecting 0.00
              16.8 TIMED_WAITING pool-1-thread: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.parkNanos <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire < java.util.concurrent.locks.AbstractQueuedSynchronizer.tryAcquireSharedNanos <
                    java.util.concurrent.Semaphore.tryAcquire < Mailer.send < java.util.concurrent.Executors$RunnableAdapter.call <
                    java.util.concurrent.FutureTask.run < java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run <
                    java.lang.Thread.run
              3.2 RUNNABLE pool-1-thread: sun.nio.ch.SocketDispatcher.read0 (native) < sun.nio.ch.SocketDispatcher.read < sun.nio.ch.NioSocketImpl.tryRead <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < java.net.Socket$SocketInputStream.read < sun.nio.cs.StreamDecoder.readBytes <
                    sun.nio.cs.StreamDecoder.implRead < sun.nio.cs.StreamDecoder.read < Line.ask < Mailer.send
              1.0 RUNNABLE DestroyJavaVM:
            Invoices collecting 0.00
              20.9 TIMED_WAITING pool-1-thread: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.parkNanos <
                    java.util.concurrent.LinkedTransferQueue$DualNode.await < java.util.concurrent.LinkedTransferQueue.xfer <
                    java.util.concurrent.SynchronousQueue.xfer < java.util.concurrent.SynchronousQueue.poll < com.zaxxer.hikari.util.ConcurrentBag.borrow <
                    com.zaxxer.hikari.pool.HikariPool.getConnection < com.zaxxer.hikari.pool.HikariPool.getConnection <
                    com.zaxxer.hikari.HikariDataSource.getConnection < Invoices.print
              4.1 RUNNABLE pool-1-thread: sun.nio.ch.Net.poll (native) < sun.nio.ch.NioSocketImpl.park < sun.nio.ch.NioSocketImpl.park <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < java.net.Socket$SocketInputStream.read < org.postgresql.core.VisibleBufferedInputStream.readMore <
                    org.postgresql.core.VisibleBufferedInputStream.ensureBytes < org.postgresql.core.VisibleBufferedInputStream.ensureBytes < Invoices.print
              1.0 RUNNABLE DestroyJavaVM:
              1.0 TIMED_WAITING Cleaner: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.ref.ReferenceQueue.remove0 <
                    java.lang.ref.ReferenceQueue.remove < jdk.internal.ref.CleanerImpl.run < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 TIMED_WAITING HikariPool-1:connection-adder: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.parkNanos <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos < java.util.concurrent.LinkedBlockingQueue.poll <
                    java.util.concurrent.ThreadPoolExecutor.getTask < java.util.concurrent.ThreadPoolExecutor.runWorker <
                    java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              1.0 TIMED_WAITING HikariPool-1:housekeeper: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.parkNanos <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos <
                    java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take <
                    java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take < java.util.concurrent.ThreadPoolExecutor.getTask <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
            Stock collecting 0.00
              26.9 TIMED_WAITING virtual: java.lang.VirtualThread.parkNanos < java.lang.System$1.parkVirtualThread <
                    java.util.concurrent.locks.LockSupport.parkNanos < java.util.concurrent.LinkedTransferQueue$DualNode.await <
                    java.util.concurrent.LinkedTransferQueue.xfer < java.util.concurrent.SynchronousQueue.xfer < java.util.concurrent.SynchronousQueue.poll <
                    com.zaxxer.hikari.util.ConcurrentBag.borrow < com.zaxxer.hikari.pool.HikariPool.getConnection <
                    com.zaxxer.hikari.pool.HikariPool.getConnection < com.zaxxer.hikari.HikariDataSource.getConnection < Stock.count
              2.9 WAITING SubPoller: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.subPollerLoop < sun.nio.ch.Poller$Pollers.lambda$start <
                    java.util.concurrent.ThreadPerTaskExecutor$TaskRunner.run < java.lang.VirtualThread.run
              2.8 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.poll < sun.nio.ch.NioSocketImpl.park < sun.nio.ch.NioSocketImpl.park <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < Stock.count
              1.0 WAITING main: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Thread.join < java.lang.Thread.join < Stock.main
              1.0 RUNNABLE VirtualThread-unblocker: java.lang.VirtualThread.takeVirtualThreadListToUnblock (native) <
                    java.lang.VirtualThread.unblockVirtualThreads < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 RUNNABLE MasterPoller: sun.nio.ch.EPoll.wait (native) < sun.nio.ch.EPollPoller.poll < sun.nio.ch.Poller.pollerLoop < java.lang.Thread.run <
                    jdk.internal.misc.InnocuousThread.run
              1.0 TIMED_WAITING Cleaner: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.ref.ReferenceQueue.remove0 <
                    java.lang.ref.ReferenceQueue.remove < jdk.internal.ref.CleanerImpl.run < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
              1.0 TIMED_WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
              1.0 TIMED_WAITING ForkJoinPool-1-delayScheduler: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.DelayScheduler.loop <
                    java.util.concurrent.DelayScheduler.run
              1.0 TIMED_WAITING HikariPool-1:housekeeper: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.parkNanos <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos <
                    java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take <
                    java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take < java.util.concurrent.ThreadPoolExecutor.getTask <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              1.0 TIMED_WAITING HikariPool-1:connection-adder: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.parkNanos <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos < java.util.concurrent.LinkedBlockingQueue.poll <
                    java.util.concurrent.ThreadPoolExecutor.getTask < java.util.concurrent.ThreadPoolExecutor.runWorker <
                    java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
            Catalog collecting 1.00
              1.9 RUNNABLE index: Catalog.index < java.lang.Thread.run
              1.0 RUNNABLE DestroyJavaVM:
            Sessions collecting 1.00
              2.6 RUNNABLE pool-1-thread: java.util.concurrent.ConcurrentHashMap.put < Sessions.touch < java.util.concurrent.Executors$RunnableAdapter.call <
                    java.util.concurrent.FutureTask.run < java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run <
                    java.lang.Thread.run
              1.2 RUNNABLE pool-1-thread: Sessions.touch < java.util.concurrent.Executors$RunnableAdapter.call < java.util.concurrent.FutureTask.run <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              1.0 RUNNABLE DestroyJavaVM:
              0.2 BLOCKED pool-1-thread: java.util.concurrent.ConcurrentHashMap.putVal < java.util.concurrent.ConcurrentHashMap.put < Sessions.touch <
                    java.util.concurrent.Executors$RunnableAdapter.call < java.util.concurrent.FutureTask.run < java.util.concurrent.ThreadPoolExecutor.runWorker <
                    java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
            Feed collecting 0.80
              9.4 RUNNABLE virtual: java.util.concurrent.ConcurrentHashMap.putVal < java.util.concurrent.ConcurrentHashMap.put < Feed.poll <
                    java.lang.VirtualThread.run
              5.6 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.poll < sun.nio.ch.NioSocketImpl.park < sun.nio.ch.NioSocketImpl.park <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < Line.ask < Feed.poll
              2.4 RUNNABLE virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.poll < sun.nio.ch.NioSocketImpl.park < sun.nio.ch.NioSocketImpl.park <
                    sun.nio.ch.NioSocketImpl.implRead < sun.nio.ch.NioSocketImpl.read < sun.nio.ch.NioSocketImpl$1.read <
                    java.net.Socket$SocketInputStream.implRead < Line.ask < Feed.poll
              1.9 RUNNABLE ForkJoinPool-1-worker: jdk.internal.vm.Continuation.run < java.lang.VirtualThread.runContinuation <
                    java.util.concurrent.ForkJoinTask$RunnableExecuteAction.compute < java.util.concurrent.ForkJoinTask$RunnableExecuteAction.compute <
                    java.util.concurrent.ForkJoinTask$InterruptibleTask.exec < java.util.concurrent.ForkJoinTask.doExec <
                    java.util.concurrent.ForkJoinPool$WorkQueue.topLevelExec < java.util.concurrent.ForkJoinPool.runWorker <
                    java.util.concurrent.ForkJoinWorkerThread.run
              1.7 RUNNABLE SubPoller: java.lang.VirtualThread.tryYield < java.lang.Thread.yield < sun.nio.ch.Poller.subPollerLoop <
                    sun.nio.ch.Poller$Pollers.lambda$start < java.util.concurrent.ThreadPerTaskExecutor$TaskRunner.run < java.lang.VirtualThread.run
              1.0 WAITING main: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Thread.join < java.lang.Thread.join < Feed.main
              1.0 RUNNABLE VirtualThread-unblocker: java.lang.VirtualThread.takeVirtualThreadListToUnblock (native) <
                    java.lang.VirtualThread.unblockVirtualThreads < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 RUNNABLE MasterPoller: sun.nio.ch.EPoll.wait (native) < sun.nio.ch.EPollPoller.poll < sun.nio.ch.Poller.pollerLoop < java.lang.Thread.run <
                    jdk.internal.misc.InnocuousThread.run
              1.0 WAITING SubPoller: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    sun.nio.ch.Poller.poll < sun.nio.ch.Poller.subPollerLoop < sun.nio.ch.Poller$Pollers.lambda$start <
                    java.util.concurrent.ThreadPerTaskExecutor$TaskRunner.run < java.lang.VirtualThread.run
              0.7 RUNNABLE virtual: java.util.concurrent.ConcurrentHashMap.transfer < java.util.concurrent.ConcurrentHashMap.addCount <
                    java.util.concurrent.ConcurrentHashMap.putVal < java.util.concurrent.ConcurrentHashMap.put < Feed.poll < java.lang.VirtualThread.run
              0.5 RUNNABLE virtual: jdk.internal.util.DecimalDigits.uncheckedGetCharsLatin1 < java.lang.StringConcatHelper.prepend < Feed.poll <
                    java.lang.VirtualThread.run
            Kiosk collecting 0.00
              20.0 WAITING pool-1-thread: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block < java.util.concurrent.ForkJoinPool.unmanagedBlock <
                    java.util.concurrent.ForkJoinPool.managedBlock < java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await <
                    java.util.concurrent.LinkedBlockingQueue.take < java.util.concurrent.ThreadPoolExecutor.getTask <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              1.0 TIMED_WAITING idle-timeout-task: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.util.TimerThread.mainLoop <
                    java.util.TimerThread.run
              1.0 RUNNABLE HTTP-Dispatcher: sun.nio.ch.EPoll.wait (native) < sun.nio.ch.EPollSelectorImpl.doSelect < sun.nio.ch.SelectorImpl.lockAndDoSelect <
                    sun.nio.ch.SelectorImpl.select < sun.net.httpserver.ServerImpl$Dispatcher.run < java.lang.Thread.run
              1.0 TIMED_WAITING Keep-Alive-Timer: java.lang.Thread.sleepNanos0 (native) < java.lang.Thread.sleepNanos < java.lang.Thread.sleep <
                    sun.net.www.http.KeepAliveCache.run < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 RUNNABLE DestroyJavaVM:
            Alarm collecting 0.00
              3.0 WAITING pool-1-thread: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block < java.util.concurrent.ForkJoinPool.unmanagedBlock <
                    java.util.concurrent.ForkJoinPool.managedBlock < java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await <
                    java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take <
                    java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take < java.util.concurrent.ThreadPoolExecutor.getTask <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run
              1.0 WAITING main: java.lang.Object.wait0 (native) < java.lang.Object.wait < java.lang.Thread.join < java.lang.Thread.join < Alarm.main
              1.0 TIMED_WAITING ForkJoinPool.commonPool-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
              1.0 TIMED_WAITING pool-1-thread: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.parkNanos <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos <
                    java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take <
                    java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue.take < java.util.concurrent.ThreadPoolExecutor.getTask <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
            Chat collecting 0.00
              6.0 WAITING deliver: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block < java.util.concurrent.ForkJoinPool.unmanagedBlock <
                    java.util.concurrent.ForkJoinPool.managedBlock < java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await <
                    java.util.concurrent.LinkedBlockingQueue.take < Chat.deliver < Chat.lambda$main < java.lang.Thread.run
              1.0 WAITING main: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly < java.util.concurrent.CountDownLatch.await < Chat.main
              1.0 RUNNABLE doors: sun.nio.ch.Net.accept (native) < sun.nio.ch.NioSocketImpl.accept < java.net.ServerSocket.implAccept <
                    java.net.ServerSocket.platformImplAccept < java.net.ServerSocket.implAccept < java.net.ServerSocket.implAccept < java.net.ServerSocket.accept <
                    Chat.doors < Chat.lambda$main < java.lang.Thread.run
              1.0 RUNNABLE VirtualThread-unblocker: java.lang.VirtualThread.takeVirtualThreadListToUnblock (native) <
                    java.lang.VirtualThread.unblockVirtualThreads < java.lang.Thread.run < jdk.internal.misc.InnocuousThread.run
              1.0 WAITING virtual: java.lang.VirtualThread.park < java.lang.System$1.parkVirtualThread < java.util.concurrent.locks.LockSupport.park <
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block < java.util.concurrent.ForkJoinPool.unmanagedBlock <
                    java.util.concurrent.ForkJoinPool.managedBlock < java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await <
                    java.util.concurrent.LinkedBlockingQueue.take < Chat.deliver < Chat.lambda$main < java.lang.VirtualThread.run
              1.0 TIMED_WAITING ForkJoinPool-1-worker: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.ForkJoinPool.awaitWork <
                    java.util.concurrent.ForkJoinPool.deactivate < java.util.concurrent.ForkJoinPool.runWorker < java.util.concurrent.ForkJoinWorkerThread.run
            Loop collecting 0.00
              5.0 TIMED_WAITING pool-1-thread: jdk.internal.misc.Unsafe.park (native) < java.util.concurrent.locks.LockSupport.parkNanos <
                    java.util.concurrent.LinkedTransferQueue$DualNode.await < java.util.concurrent.SynchronousQueue$Transferer.xferLifo <
                    java.util.concurrent.SynchronousQueue.xfer < java.util.concurrent.SynchronousQueue.poll < java.util.concurrent.ThreadPoolExecutor.getTask <
                    java.util.concurrent.ThreadPoolExecutor.runWorker < java.util.concurrent.ThreadPoolExecutor$Worker.run < java.lang.Thread.run
              1.0 RUNNABLE main: sun.nio.ch.EPoll.wait (native) < sun.nio.ch.EPollSelectorImpl.doSelect < sun.nio.ch.SelectorImpl.lockAndDoSelect <
                    sun.nio.ch.SelectorImpl.select < Loop.main
            """;
}
