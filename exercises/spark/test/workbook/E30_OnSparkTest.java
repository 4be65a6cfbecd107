package workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.Tuple2;
import workbook.E30_SparkCluster.Receipt;
import workbook.E30_SparkCluster.Report;
import workbook.E30_SparkCluster.Takings;

/** The report on Spark's local mode: 2 tasks at once, and one of 8 fails at its end and is repeated. */
class E30_OnSparkTest {
    private static final int TASKS = 8;
    private static final List<Receipt> RECEIPTS = IntStream.range(0, 10_000)
            .mapToObj(n -> n % 10 == 3 ? new Receipt("shop " + n % 17, n, n - 5_000) : new Receipt("airport", n, n % 350)).toList();
    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = new JavaSparkContext(new SparkConf().setMaster("local[2,4]").setAppName("E30").set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1"));
    }

    @AfterAll
    static void stop() { spark.stop(); }

    @Test
    void theReportIsTheSameAsOnOneMachine() {
        var report = new E30_SparkCluster();
        var reports = inTasks(report).mapPartitionsToPair(receipts -> takings(report, receipts)).reduceByKey(report::merge).mapValues(report::finish).collectAsMap();
        assertThat(reports).containsExactlyInAnyOrderEntriesOf(onOneMachine());
    }

    @Test
    void theTasksAreEquallyLong() {
        var lengths = inTasks(new E30_SparkCluster()).mapPartitions(receipts -> {
            int length = 0;
            for (; receipts.hasNext(); receipts.next()) length++;
            return List.of(length).iterator();
        }).collect();
        int share = RECEIPTS.size() / TASKS;
        assertThat(lengths).as("receipts of each task").hasSize(TASKS).allMatch(length -> length >= share / 2 && length <= 2 * share);
    }

    private static JavaPairRDD<Integer, Receipt> inTasks(E30_SparkCluster report) {
        return spark.parallelize(RECEIPTS, 3).mapToPair(receipt -> new Tuple2<>(report.part(receipt, TASKS), receipt)).partitionBy(new HashPartitioner(TASKS));
    }

    /** What a task does; the third one gets lost once, after all its work. */
    private static Iterator<Tuple2<String, Takings>> takings(E30_SparkCluster report, Iterator<Tuple2<Integer, Receipt>> receipts) {
        var byShop = new HashMap<String, Takings>();
        while (receipts.hasNext()) {
            var receipt = receipts.next()._2();
            byShop.put(receipt.shop(), report.add(byShop.containsKey(receipt.shop()) ? byShop.get(receipt.shop()) : report.zero(), receipt));
        }
        if (TaskContext.getPartitionId() == 2 && TaskContext.get().attemptNumber() == 0) throw new IllegalStateException("this task is lost, and will be repeated");
        var all = new ArrayList<Tuple2<String, Takings>>();
        byShop.forEach((shop, takings) -> all.add(new Tuple2<>(shop, takings)));
        return all.iterator();
    }

    private static Map<String, Report> onOneMachine() {
        return RECEIPTS.stream().collect(Collectors.groupingBy(Receipt::shop, Collectors.collectingAndThen(Collectors.toList(), all -> new Report(all.size(),
                (double) all.stream().mapToLong(Receipt::cents).sum() / all.size(), all.stream().min(Comparator.comparingLong(Receipt::cents).reversed().thenComparingLong(Receipt::number)).orElseThrow()))));
    }
}
