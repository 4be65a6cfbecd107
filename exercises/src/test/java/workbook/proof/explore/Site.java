package workbook.proof.explore;

/**
 * A place in the code under test where something happens that another actor could notice.
 *
 * @param owner   simple name of the class whose field or method it is
 * @param member  name of that field or method
 * @param ordered whether the accesses there are ordered by themselves: a volatile field, a lock, an atomic
 */
record Site(int index, String file, int line, Kind kind, String owner, String member, boolean ordered) {

    enum Kind { READ, WRITE, ENTER, LEAVE, CALL, LOOP }

    /** The same place, told as something else. */
    Site as(Kind other) { return new Site(index, file, line, other, owner, member, ordered); }

    @Override public int hashCode() { return index; }

    String where() { return file + ":" + line; }
}
