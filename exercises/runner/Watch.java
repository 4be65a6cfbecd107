import module java.base;

/**
 * Says when sources were saved. What counts is how the files stand; file events only say when to look. So where events
 * do not come (network drives, folders of another system), a slow look finds the change, and quick looks take over.
 */
final class Watch implements AutoCloseable {
    private static final int SETTLING = 50;             // ms without a change: editors save in several steps
    private static final int LOOK = 200, SLOW_LOOK = 500;

    private final List<Path> folders;
    private final Runnable saved;
    private final WatchService events;
    private final Thread thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::run);
    private boolean polling;

    Watch(List<Path> folders, boolean polling, Runnable saved) throws IOException {
        this.folders = folders;
        this.polling = polling;
        this.saved = saved;
        events = FileSystems.getDefault().newWatchService();
        for (var folder : folders)
            folder.register(events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
        thread.start();
    }

    private void run() {
        try {
            for (var seen = stamps(); ; ) {
                boolean told = event(polling ? LOOK : SLOW_LOOK);
                var now = stamps();
                if (now.equals(seen)) continue;
                for (Object before = null; !now.equals(before); now = stamps()) {
                    before = now;
                    told |= event(SETTLING);
                }
                polling |= !told;
                seen = now;
                saved.run();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for events, and until there are none for that time; true if there were any. */
    private boolean event(int millis) throws InterruptedException {
        var key = events.poll(millis, TimeUnit.MILLISECONDS);
        if (key == null) return false;
        key.pollEvents();
        key.reset();
        return true;
    }

    /** Which state each file is in. */
    private Map<Path, String> stamps() throws IOException {
        var stamps = new HashMap<Path, String>();
        for (var folder : folders) {
            try (var files = Files.newDirectoryStream(folder, "*.java")) {
                for (var file : files) {
                    try {
                        var is = Files.readAttributes(file, BasicFileAttributes.class);
                        stamps.put(file, is.lastModifiedTime() + " " + is.size() + " " + is.fileKey());
                    } catch (NoSuchFileException e) {
                        // being replaced just now
                    }
                }
            }
        }
        return stamps;
    }

    @Override public void close() throws IOException {
        thread.interrupt();
        events.close();
    }
}
