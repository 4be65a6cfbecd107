package workbook.proof.explore;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A scenario's class, as rewritten: it is made anew for each schedule.
 * Actors and checks, its own and inherited ones, come in the order of their names.
 */
record Scenario(Class<?> type, List<Method> actors, List<Method> checks) {

    static Scenario of(Class<?> type) {
        var actors = methods(type, Actor.class);
        if (actors.isEmpty()) throw new AssertionError(type.getSimpleName() + " has no @Actor: there is nothing to explore");
        return new Scenario(type, actors, methods(type, Check.class));
    }

    private static List<Method> methods(Class<?> type, Class<? extends Annotation> kind) {
        var methods = Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass).flatMap(each -> Stream.of(each.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(kind)).sorted(Comparator.comparing(Method::getName)).toList();
        methods.forEach(method -> method.setAccessible(true));
        return methods;
    }

    Object create() {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw Scenario.<RuntimeException>thrown(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " needs a constructor without parameters, and must be static if nested", e);
        }
    }

    void invoke(Method method, Object scenario) {
        try {
            method.invoke(scenario);
        } catch (InvocationTargetException e) {
            throw Scenario.<RuntimeException>thrown(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Throws on what the code under test has thrown, be it checked or not. */
    @SuppressWarnings("unchecked") static <T extends Throwable> T thrown(Throwable thrown) throws T { throw (T) thrown; }
}
