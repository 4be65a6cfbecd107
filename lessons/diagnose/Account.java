import module java.base;

/**
 * What the threads did while we watched: by Little's law the mean number of threads in an activity is the rate at which they
 * come to it times how long they stay.
 */
final class Account {
    private static final EnumSet<Activity> STUCK = EnumSet.of(Activity.IO, Activity.SLEEPING, Activity.LOCK, Activity.LIMIT, Activity.RESULT, Activity.PINNED, Activity.WAITING);

    /** Threads of one name, as the workers of a pool. */
    static final class Group {
        double threads;
        boolean workers;
        private double busy, squares;
        private int looks;
        final Map<Activity, Double> mean = new EnumMap<>(Activity.class);

        double mean(Activity... activities) { return sum(mean, activities); }
        double stuck() { return mean(STUCK.toArray(Activity[]::new)); }
        /** Of those that do something: how many on average, and by how much that varies. */
        double busy() { return busy / looks; }
        double variation() { return looks < 5 ? 1 : Math.sqrt(Math.max(0, squares / looks - busy() * busy())) / busy(); }
        boolean alwaysBusy() { return mean(Activity.IDLE) < 0.05 * threads + 0.02; }
    }

    private final Map<Activity, Double> mean = new EnumMap<>(Activity.class);
    private final Map<Activity, Map<String, Double>> sites = new EnumMap<>(Activity.class), causes = new EnumMap<>(Activity.class);
    private final Map<String, Integer> holders = new HashMap<>();
    private final Set<String> holding = new HashSet<>();
    final Map<String, Group> groups = new TreeMap<>();

    /** @param looks dumps; @param moving whether a thread that waits comes out of it from time to time */
    static Account of(List<List<Seen>> looks, Predicate<Seen> moving) {
        var account = new Account();
        account.count(looks, moving);
        return account;
    }

    private void count(List<List<Seen>> looks, Predicate<Seen> moving) {
        double share = 1.0 / looks.size();
        Map<String, Double> sleepers = together(looks, Activity.TIMER), waiters = together(looks, Activity.RESULT);
        for (var look : looks) {
            var now = new HashMap<String, Integer>();
            for (var seen : look) {
                var activity = seen.activity();
                if (activity == Activity.SYSTEM) continue;
                if (activity == Activity.IO && !seen.client() && !moving.test(seen)) activity = Activity.IDLE_READER;
                if (activity == Activity.TIMER && sleepers.get(seen.site()) >= 2.5 && moving.test(seen)) activity = Activity.SLEEPING;                                  // three at one place are no timer, but a heart that beats slowly is one
                if (activity == Activity.RESULT && waiters.get(seen.site()) < 1.5 && !seen.virtual() && !seen.worker() && !moving.test(seen)) activity = Activity.WAITING;    // for the end of the program
                add(activity, seen, share);
                now.merge(seen.group(), activity == Activity.IDLE || activity == Activity.HANDOVER ? 0 : 1, Integer::sum);
            }
            countHolders(look);
            now.forEach((name, busy) -> {
                var group = groups.get(name);
                group.looks++;
                group.busy += busy;
                group.squares += (double) busy * busy;
            });
        }
    }

    private static Map<String, Double> together(List<List<Seen>> looks, Activity activity) {
        return looks.stream().flatMap(List::stream).filter(seen -> seen.activity() == activity).collect(Collectors.groupingBy(Seen::site, Collectors.summingDouble(_ -> 1.0 / looks.size())));
    }

    /** Who holds what others wait for, as far as this dump tells. */
    void countHolders(List<Seen> look) {
        for (var seen : look)
            if (!seen.on().isEmpty() && seen.activity() == Activity.LOCK) look.stream().filter(other -> other.holds().contains(seen.on().replaceAll(".*@", ""))).findFirst()
                    .ifPresent(holder -> {
                        holding.add(holder.group());
                        holders.merge("%s at %s, to %s".formatted(holder.group(), holder.site(), holder.activity() == Activity.TIMER ? "sleep" : holder.activity().label), 1, Integer::sum);
                    });
    }

    void add(Activity activity, Seen seen, double threads) {
        mean.merge(activity, threads, Double::sum);
        if (!seen.frames().isEmpty()) sites.computeIfAbsent(activity, _ -> new HashMap<>()).merge(seen.site(), threads, Double::sum);
        if (!seen.frames().isEmpty()) causes.computeIfAbsent(activity, _ -> new HashMap<>()).merge(seen.what(), threads, Double::sum);
        var group = groups.computeIfAbsent(seen.group(), _ -> new Group());
        group.threads += threads;
        group.workers |= seen.worker() && !seen.virtual();
        group.mean.merge(activity, threads, Double::sum);
    }

    /** The mean number of threads. */
    double mean(Activity... activities) { return sum(mean, activities); }

    private static double sum(Map<Activity, Double> mean, Activity... activities) { return Stream.of(activities).mapToDouble(each -> mean.getOrDefault(each, 0.0)).sum(); }

    /** Where most of them are. */
    String site(Activity... activities) { return most(sites, activities); }

    /** What holds most of them there. */
    String cause(Activity... activities) { return most(causes, activities); }

    /** The groups of those who do this, but for a few of them. */
    Set<String> groups(Activity... activities) {
        return groups.entrySet().stream().filter(group -> group.getValue().mean(activities) >= 0.1 * mean(activities)).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** The groups of those who wait for a lock and of those who hold it; none if nobody was seen to hold it. */
    Set<String> groupsAtLocks() { return holding.isEmpty() ? Set.of() : Stream.of(groups(Activity.LOCK), holding).flatMap(Set::stream).collect(Collectors.toSet()); }

    /** Who most often holds the lock for which others wait, where, and what it does there, if that was seen. */
    Optional<String> holder() { return holders.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey); }

    private static String most(Map<Activity, Map<String, Double>> counts, Activity... activities) {
        return Stream.of(activities).flatMap(each -> counts.getOrDefault(each, Map.of()).entrySet().stream()).max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("?");
    }
}
