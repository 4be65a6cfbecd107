import module java.base;
import picocli.CommandLine;

/** The reader's input cannot be used; the message is the one line that says why. */
final class Misuse extends RuntimeException {
    Misuse(String message) { super(message); }

    /** Tells a script's problem, and gives its exit code; what is no misuse is a fault of ours, and shows its place. */
    static int tell(String script, Exception problem) {
        Progress.clear();
        System.err.println(script + ": " + Objects.requireNonNullElse(problem.getMessage(), problem.toString()).lines().findFirst().orElse(""));
        if (!(problem instanceof Misuse) && !(problem instanceof CommandLine.ParameterException)) problem.printStackTrace();
        return 2;
    }
}
