package workbook;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The compiler of this JDK, for which a warning is an error. */
final class Javac {
    private Javac() {}

    /** Compiles the sources into the folder, against the class path of this JVM and some more folders. */
    static void compile(List<JavaFileObject> sources, Path into, List<Path> against) throws IOException {
        Files.createDirectories(into);
        var classPath = Stream.concat(against.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path"))).collect(joining(File.pathSeparator));
        var problems = new DiagnosticCollector<JavaFileObject>();
        boolean compiled = ToolProvider.getSystemJavaCompiler().getTask(null, null, problems, List.of("-proc:none",
                "-Xlint:all", "-Werror", "--release", "25", "-g", "-parameters", "-d", into.toString(), "-cp", classPath), null, sources).call();
        if (!compiled) throw new AssertionError(problems.getDiagnostics().stream().map(Object::toString).collect(joining("\n")));
    }

    static JavaFileObject source(Path file) throws IOException { return source(file.getFileName().toString(), Files.readString(file)); }

    static JavaFileObject source(String fileName, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + fileName), JavaFileObject.Kind.SOURCE) {
            @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) { return text; }
        };
    }
}
