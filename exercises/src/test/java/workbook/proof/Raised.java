package workbook.proof;

/** What a dependency of the test throws, an exception or an error. */
public final class Raised {
    private Raised() {}

    /** An error is thrown right here, an exception is given to be thrown: {@code throw Raised.of(failure);}. */
    public static Exception of(Throwable failure) {
        if (failure instanceof Error error) throw error;
        return (Exception) failure;
    }
}
