/** A request that cannot be served as it stands; the message is one line, and the exit code 2. */
final class Misuse extends RuntimeException {
    Misuse(String message) { super(message); }
}
