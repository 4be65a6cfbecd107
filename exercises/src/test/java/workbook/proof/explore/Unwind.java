package workbook.proof.explore;

/** Ends a role whose schedule is over. No handler and no finally-block of the code under test sees it. */
final class Unwind extends Error {
    static final Unwind NOW = new Unwind();

    private static final long serialVersionUID = 1;

    private Unwind() { super(null, null, false, false); }
}
