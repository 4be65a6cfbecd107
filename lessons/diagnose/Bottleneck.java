/** What a program can wait for, and the model that fits. */
enum Bottleneck {
    CPU("CPU", "CPU-bound work", "02 and 09"),
    IO("IO", "IO and async", "03 and 16"),
    THREADS("thread blocking", "Thread blocking", "05 and 23"),
    CONNECTIONS("connection limits", "Connection limits", "06 and 25"),
    MEMORY("memory pressure", "Memory pressure", "24"),
    NONE("no bottleneck", "Find your bottleneck", "26");

    final String label, chapter, lessons;

    Bottleneck(String label, String chapter, String lessons) {
        this.label = label;
        this.chapter = chapter;
        this.lessons = lessons;
    }
}
