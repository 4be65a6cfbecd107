package workbook.proof.explore;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class of stand-ins: methods that rewritten code calls in place of the JDK's.
 * A static method stands in for the static method of the same name and type of one of these classes, or for the instance
 * method of whatever class its first parameter is.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface InPlaceOf {
    Class<?>[] value();
}
