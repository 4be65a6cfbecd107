package workbook.proof;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Ends a test that does not end by itself, and tells its {@link Standstill}.
 *
 * <p>The test runs in a daemon thread and a thread group of its own, to which all platform threads belong that it
 * starts. A deadlock ends it at once, anything else the limit in turns ({@link Proof#limit}). Whatever is left when a
 * test is over is interrupted and not waited for, so that it cannot hold up the next one. (JUnit's own timeout either
 * waits for the stuck thread, or leaves one behind that keeps the JVM alive.) In a debugger there is no limit.
 */
final class Limit implements InvocationInterceptor {
    private static final boolean DEBUGGED =
            ManagementFactory.getRuntimeMXBean().getInputArguments().toString().contains("jdwp");

    @Override public void interceptTestMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> method,
                                              ExtensionContext context) throws Throwable {
        int limit = context.getRequiredTestClass().getAnnotation(Proof.class).limit();
        run(test, DEBUGGED ? Integer.MAX_VALUE : limit);
    }

    @Override public void interceptTestTemplateMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> method,
                                                      ExtensionContext context) throws Throwable {
        interceptTestMethod(test, method, context);
    }

    /** Runs a test within a limit in turns. */
    static void run(Invocation<Void> test, int limit) throws Throwable {
        var outcome = new CompletableFuture<Void>();
        var scene = new Standstill();
        scene.start("the test", () -> {
            try {
                outcome.complete(test.proceed());
            } catch (Throwable t) {
                outcome.completeExceptionally(t);
            }
        });
        try {
            for (int turns = 0; !Patience.until(100, outcome::isDone); turns += 100)
                if (turns >= limit || scene.isDeadlock()) throw new AssertionError(scene.story());
            outcome.join();
        } catch (CompletionException e) {
            throw e.getCause();
        } finally {
            scene.interrupt();
        }
    }
}
