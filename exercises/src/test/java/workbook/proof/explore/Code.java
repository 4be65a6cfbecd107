package workbook.proof.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The code under test: all classes of the scenarios' package, rewritten when they are loaded. Knows the sites in them.
 * All scenarios of a test class share it, so each class is rewritten once.
 */
final class Code {
    private static final ClassValue<Code> OF = new ClassValue<>() {
        @Override protected Code computeValue(Class<?> test) { return new Code(test); }
    };

    private final ClassLoader source;
    private final String folder, file;
    private final Map<String, byte[]> rewritten = new ConcurrentHashMap<>();
    private final Map<String, ClassModel> models = new ConcurrentHashMap<>();
    private volatile Site[] sites = {};
    private volatile boolean stateful;
    private Loader loader;

    private Code(Class<?> test) {
        source = test.getClassLoader();
        folder = test.getPackageName() + ".";
        file = test.getName();
    }

    static Code of(Class<?> scenario) { return OF.get(scenario.getNestHost()); }

    /** Loads it for the next schedule: anew if a class has static state, which no schedule may inherit. */
    synchronized Class<?> load(String name) {
        try {
            if (loader == null || stateful) loader = new Loader();
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Site site(int index) { return sites[index]; }

    synchronized Site add(String file, int line, Site.Kind kind, String owner, String member, boolean ordered) {
        var site = new Site(sites.length, file, line, kind, owner, member, ordered);
        var all = Arrays.copyOf(sites, sites.length + 1);
        all[site.index()] = site;
        sites = all;
        return site;
    }

    void isStateful() { stateful = true; }

    /** Not the JDK, nor libraries, nor this kit; of the kit's own packages only the file in which the scenario is. */
    boolean isUnderTest(String name) {
        if (!name.startsWith(folder)) return false;
        return !name.startsWith("workbook.proof.") || name.split("[$]")[0].equals(file);
    }

    /** The class file of a class under test, or null. */
    ClassModel model(String name) {
        return models.computeIfAbsent(name, _ -> {
            try (var file = open(name.replace('.', '/') + ".class")) {
                return file == null ? null : ClassFile.of().parse(file.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A loader that prefers its own classes may still find its parent's files first. */
    private InputStream open(String file) throws IOException {
        var own = source instanceof URLClassLoader urls ? urls.findResource(file) : null;
        return own == null ? source.getResourceAsStream(file) : own.openStream();
    }

    ClassLoader source() { return source; }

    private final class Loader extends ClassLoader {
        Loader() { super("explorer", source); }

        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!isUnderTest(name)) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                var known = findLoadedClass(name);
                if (known != null) return known;
                var bytes = rewritten.computeIfAbsent(name, _ -> new Rewriter(Code.this, model(name)).rewrite());
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
