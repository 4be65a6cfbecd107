package workbook.proof.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The code under test: all classes of the scenario's package, rewritten when they are loaded. Knows the sites in them,
 * and which of these are scheduling points.
 *
 * <p>A site is a scheduling point as soon as one schedule has shown that more than one actor uses what is used there,
 * with a write among the uses, and, if they are plain, that nothing orders them. Elsewhere no actor can notice whether
 * the turn changes before or after. As plain accesses that locks order are no points, right answers have few.
 */
final class Code {
    private final boolean reduced;
    private final ClassLoader source;
    private final String folder, file;
    private final List<Site> sites = new ArrayList<>();
    private final BitSet shared = new BitSet(), contended = new BitSet();
    private final Map<String, byte[]> rewritten = new HashMap<>();
    private final Map<String, ClassModel> models = new HashMap<>();
    private boolean grown, stateful;
    private Loader loader;

    Code(Class<?> scenario, boolean reduced) {
        this.reduced = reduced;
        source = scenario.getClassLoader();
        folder = scenario.getPackageName() + ".";
        file = scenario.getName().split("[$]")[0];
    }

    /** Loads it for the next schedule: anew if a class has static state, which no schedule may inherit. */
    Class<?> load(String name) {
        try {
            if (loader == null || stateful) loader = new Loader();
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Site site(int index) { return sites.get(index); }

    Site add(String file, int line, Site.Kind kind, String owner, String member, boolean ordered) {
        var site = new Site(sites.size(), file, line, kind, owner, member, ordered);
        sites.add(site);
        return site;
    }

    boolean isContended(Site site) { return !reduced || contended.get(site.index()); }

    /** From now on these are scheduling points. */
    void contend(BitSet sites) {
        int before = contended.cardinality();
        contended.or(sites);
        grown |= reduced && contended.cardinality() > before;
    }

    /** More than one actor touches what is touched there: it is worth telling. */
    void share(BitSet sites) { shared.or(sites); }

    boolean isShared(Site site) { return shared.get(site.index()); }

    /** Whether there are more scheduling points than when it was last asked. */
    boolean hasGrown() {
        boolean had = grown;
        grown = false;
        return had;
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
