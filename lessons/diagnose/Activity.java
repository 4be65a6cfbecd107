/** What a thread does at one instant. */
enum Activity {
    RUNNING("run"),
    QUEUED("wait for a carrier"),
    IO("wait for IO"),
    SLEEPING("sleep between steps"),
    LOCK("wait for a lock"),
    LIMIT("wait for a permit or connection"),
    PINNED("block a carrier"),
    RESULT("wait for a result"),
    HANDOVER("wait to take or put something"),
    WAITING("wait for a signal"),
    EVENT_LOOP("wait as an event loop"),
    TIMER("sleep as a timer"),
    IDLE_READER("read where nothing comes"),
    IDLE("idle workers"),
    SYSTEM("of the JVM");

    final String label;

    Activity(String label) { this.label = label; }
}
