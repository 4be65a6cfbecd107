package workbook.proof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks a class of tests that run in the order of their numbers, the main idea first, each within a {@link Limit}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Limit.class)
@TestMethodOrder(OrderAnnotation.class)
public @interface Proof {
    /** After how many turns, of 1 ms and more, a test is taken for hanging. Generous: no right answer comes near it. */
    int limit() default 10_000;
}
