package workbook.proof.explore;

/**
 * What an exploration without a failure has seen.
 *
 * @param schedules how many schedules were tried
 * @param steps     how many steps they took in all
 * @param complete  whether there are no others, up to the bound on preemptions
 */
public record Report(int schedules, long steps, boolean complete) {}
