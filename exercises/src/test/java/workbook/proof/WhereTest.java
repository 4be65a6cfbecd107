package workbook.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhereTest {
    private static final StackTraceElement
            PARK = jdk("jdk.internal.misc.Unsafe", "park"), GET = jdk("java.util.concurrent.CompletableFuture", "get"),
            BLOCK = jdk("java.util.concurrent.ForkJoinPool", "managedBlock"),
            ANSWER = own("workbook.E03_StopWaiting", "E03_StopWaiting.java", 31),
            TEST = own("workbook.E03_StopWaitingTest", "E03_StopWaitingTest.java", 99),
            JUNIT = own("org.junit.platform.commons.util.ReflectionUtils", "ReflectionUtils.java", 700),
            KIT = own("workbook.proof.Call", "Call.java", 21);

    @Test void inTheLearnersCodeAndWhatItCalledThere() {
        assertThat(Where.is(PARK, BLOCK, GET, ANSWER, TEST, KIT)).isEqualTo("E03_StopWaiting.java:31 (CompletableFuture.get)");
        assertThat(Where.is(ANSWER, TEST)).isEqualTo("E03_StopWaiting.java:31");
    }

    @Test void theLearnersCodeComesBeforeTheTests() {
        assertThat(Where.is(PARK, TEST, ANSWER)).isEqualTo("E03_StopWaiting.java:31 (E03_StopWaitingTest.page)");
    }

    @Test void elseInTheTest() {
        assertThat(Where.is(GET, KIT, TEST, JUNIT)).isEqualTo("E03_StopWaitingTest.java:99 (Call.page)");
    }

    @Test void aTestOfTheKitIsATestToo() {
        assertThat(Where.is(KIT, own("workbook.proof.CallTest", "CallTest.java", 9))).isEqualTo("CallTest.java:9 (Call.page)");
    }

    @Test void elseInTheCallThatWaits() {
        assertThat(Where.is(PARK, BLOCK, GET, KIT)).isEqualTo("CompletableFuture.get");
        assertThat(Where.is(PARK, KIT)).isEqualTo("Unsafe.park");
    }

    @Test void orNowhere() {
        assertThat(Where.is()).isEqualTo("no Java code");
    }

    private static StackTraceElement jdk(String type, String method) {
        return new StackTraceElement("app", "java.base", "25", type, method, "X.java", 1);
    }

    private static StackTraceElement own(String type, String file, int line) {
        return new StackTraceElement("app", null, null, type, "page", file, line);
    }
}
