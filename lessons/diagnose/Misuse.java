/** The reader's input cannot be used; the message is the one line that says why. */
final class Misuse extends RuntimeException {
    Misuse(String message) { super(message); }
}
