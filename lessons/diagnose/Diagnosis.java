import module java.base;

/**
 * What was seen, and what follows from it.
 *
 * @param who        the program that was watched
 * @param findings   what holds, what explains most first; never empty
 * @param looks      how many dumps there were; 0 where only the kernel could be asked
 * @param reserve    why the verdict may be wrong, or ""
 */
record Diagnosis(String who, Account account, Vitals vitals, List<Finding> findings, int looks, String reserve) {

    static Diagnosis of(String who, Account account, Vitals vitals, int looks, String reserve) {
        return new Diagnosis(who, account, vitals, Rules.judge(account, vitals), looks, reserve);
    }

    /** The same account as from dumps, as far as a recording goes: a thread that has waited half of the time counts as half a thread. */
    static Diagnosis of(String who, Recording recording) {
        var spans = recording.spans();
        double seconds = Math.max(0.5, (recording.to() - recording.from()) / 1e9);
        var account = new Account();
        var sleepers = spans.stream().filter(span -> span.activity() == Activity.TIMER).collect(Collectors.groupingBy(span -> span.seen().site(), Collectors.mapping(span -> span.seen().id(), Collectors.toSet())));
        long sampled = spans.stream().filter(span -> span.activity() == Activity.RUNNING).count();
        double gc = recording.gcCpu() / seconds, process = recording.cpu()[0], app = Math.max(0, process - gc);
        for (var span : spans)
            if (span.activity() == Activity.RUNNING) account.add(Activity.RUNNING, span.seen(), app / sampled);
            else account.add(span.activity() == Activity.TIMER && sleepers.get(span.seen().site()).size() > 2 ? Activity.SLEEPING : span.activity(), span.seen(), span.seconds() / seconds);
        double paused = recording.pauses().stream().mapToDouble(Recording.Span::seconds).sum() / seconds;
        var vitals = new Vitals(seconds, recording.cores(), app, gc, process, Math.max(0, recording.cpu()[1] - process), Double.NaN, gc > 0 ? Math.min(paused, gc) : paused, recording.heap(),
                Counters.fullIn(recording.after(), recording.heap()), "", 0, 0, recording.deadlock());
        return of(who, account, vitals, 0, "a recording tells of waits when they end, and nothing of virtual threads that wait for a lock, a permit or a result");
    }

    Finding first() { return findings.getFirst(); }

    /** What dominates: mostly one. Computing and waiting in turn, with cores to spare, are two; so are two queues of different threads. */
    List<Finding> dominant() {
        return Stream.concat(Stream.of(first()), findings.stream().filter(other -> other.kind() != first().kind() && standsBeside(other, first()))).toList();
    }

    private boolean standsBeside(Finding other, Finding first) {
        if (!EnumSet.of(Bottleneck.CPU, Bottleneck.IO).equals(Set.of(other.kind(), first.kind()))) return other.isApartFrom(first);
        return vitals.app() < 0.85 * vitals.cores() && Math.abs(Math.log(other.weight() / first.weight())) < Math.log(2);
    }

    List<Bottleneck> verdict() { return dominant().stream().map(Finding::kind).toList(); }

    /** Findings of other kinds. */
    List<Finding> beside() { return findings.stream().filter(finding -> finding.kind() != Bottleneck.NONE && !verdict().contains(finding.kind())).toList(); }

    /** A queue in which a multiple of those stand who want a core is none that other programs could have made. */
    private boolean clear() {
        double wants = vitals.app() + (Double.isNaN(vitals.queued()) ? account.mean(Activity.RUNNING, Activity.QUEUED) : vitals.queued());
        return !vitals.deadlock().isEmpty() || List.of(Bottleneck.THREADS, Bottleneck.CONNECTIONS).contains(first().kind()) && first().weight() > 3 * wants;
    }

    String sure() {
        if (!reserve.isEmpty()) return "not sure: " + reserve;
        if (List.of(Bottleneck.NONE, Bottleneck.IO).contains(first().kind()) && vitals.loops() > 0.0005 && account.mean(Activity.IO, Activity.SLEEPING, Activity.RESULT) < Rules.SOME) return "not sure: event loops have some work, and what they wait for has no thread";
        if (vitals.others() > 0.3 * vitals.cores() && !clear()) return "not sure: other programs take %.1f of the %d cores; look again when they are gone".formatted(vitals.others(), vitals.cores());
        return beside().isEmpty() ? "sure: no other rule holds" : "fairly sure: what stands beside it may be its consequence, or a bottleneck of its own";
    }
}
