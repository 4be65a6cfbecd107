// Style: a table of patterns, the first that is found in a stack decides.
package workbook;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

public class E26_FindTheBottleneck {

    public enum Verdict { CPU, IO, BLOCKED, CONNECTIONS, MEMORY, NOTHING }

    /** Threads that stand at the same place, virtual ones too. */
    public record Place(double threads, Thread.State state, String name, List<String> stack) {}

    /** The share of the CPU time that went into the garbage collector, from 0 to 1, and where the threads stand. */
    public record Evidence(double collecting, List<Place> places) {}

    private static final Map<Pattern, Verdict> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put(Pattern.compile("^BLOCKED|locks\\.Reentrant\\w+(\\$\\w+)?\\.lock"), Verdict.BLOCKED);
        TABLE.put(Pattern.compile("Semaphore\\.(a|tryA)cquire|getConnection|borrowObject"), Verdict.CONNECTIONS);
        TABLE.put(Pattern.compile("Socket\\$SocketInputStream|FileInputStream|HttpClientImpl\\.send"), Verdict.IO);
        TABLE.put(Pattern.compile("^RUNNABLE(?! [^<]*\\(native\\))(?! jdk.internal.vm)(?! java.lang.VirtualThread) \\w"), Verdict.CPU);
        TABLE.put(Pattern.compile(""), Verdict.NOTHING);
    }

    /** What the program is short of. */
    public static Verdict diagnose(Evidence evidence) {
        var threads = new EnumMap<Verdict, Double>(Verdict.class);
        for (var place : evidence.places()) {
            var text = place.state() + " " + String.join(" < ", place.stack());
            for (var row : TABLE.entrySet())
                if (row.getKey().matcher(text).find()) {
                    threads.merge(row.getValue(), place.threads(), Double::sum);
                    break;
                }
        }
        threads.remove(Verdict.NOTHING);
        if (evidence.collecting() > 0.34) return Verdict.MEMORY;
        if (threads.getOrDefault(Verdict.CPU, 0.0) > 0.79) return Verdict.CPU;
        threads.remove(Verdict.CPU);
        return threads.entrySet().stream().filter(entry -> entry.getValue() >= 0.5).max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(Verdict.NOTHING);
    }
}
