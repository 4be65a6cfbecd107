package workbook.proof.explore;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rewriter has to know about a member that the code under test uses, and what becomes of a call of the JDK. */
final class Jdk {
    /** Keep the call as it is, put steps around it, call a stand-in instead, or fail when it is reached. */
    enum Treatment { KEEP, DETOUR, REPLACE, REFUSE }

    private static final Map<String, List<Method>> STAND_INS =
            Stream.of(Monitors.class, Locks.class, Synchronizers.class, Atomics.class, Threads.class, Pools.class, Chance.class)
                    .flatMap(type -> Stream.of(type.getDeclaredMethods())).filter(method -> Modifier.isPublic(method.getModifiers()))
                    .collect(Collectors.groupingBy(Method::getName));
    /** Classes that are not the JDK's own where the code under test makes an object of them. */
    private static final Map<ClassDesc, ClassDesc> MADE =
            Map.of(desc(CyclicBarrier.class), desc(Barrier.class), desc(Random.class), desc(Chance.class));

    /** Accesses that promise less than volatile ones: what they allow never shows where one step follows the other. */
    static final String WEAK = "\\w+(Plain|Opaque|Acquire|Release)|lazySet|weakCompareAndSet";

    /** Methods that may wait, or start threads, and have no stand-in; or that would give an answer about what is only played. */
    private static final Pattern REFUSED = Pattern.compile(String.join("|",
            "java\\.util\\.concurrent\\.(CompletableFuture|CompletionStage|CountedCompleter|Exchanger|Flow.*|ForkJoin\\w+|Phaser|Recursive\\w+)\\..*",
            "java\\.util\\.concurrent\\.(Executors|\\w+Executor|\\w+CompletionService|Scheduled\\w+|StructuredTaskScope.*|SubmissionPublisher)\\..*",
            "java\\.util\\.concurrent\\.(DelayQueue|SynchronousQueue|\\w*TransferQueue|atomic\\.\\w+Updater|locks\\.Abstract\\w+)\\..*",
            "java\\.util\\.concurrent\\..*\\.(hasQueued\\w+|getQueueLength|hasWaiters|getWaitQueueLength|awaitUntil|as(Read|Write|ReadWrite)Lock)",
            "java\\.util\\.\\w+\\.parallel\\w+|java\\.util\\.stream\\.\\w+\\.parallel",
            "java\\.util\\.Timer\\..*|java\\.lang\\.invoke\\.VarHandle\\..*",
            "java\\.util\\.concurrent\\.atomic\\.\\w+\\.(" + WEAK + ")"));
    /** Classes whose objects change, and may be touched by several actors. */
    private static final Pattern DETOURED = Pattern.compile(String.join("|",
            "java\\.util\\.(?!Objects|Optional|Arrays|Locale|UUID|Comparator|Random|StringJoiner|Formatter|Scanner)[A-Z]\\w*(\\$Entry)?",
            "java\\.util\\.concurrent\\.(?!TimeUnit|Callable).*", "java\\.lang\\.(Iterable|StringBuilder|StringBuffer)"));

    /** What any class may override without harm. */
    private static final Set<String> OBJECTS = Set.of("equals", "hashCode", "toString");

    /** A method; {@code jdk} is the class of the JDK in which it is found, or null. */
    record Member(ClassDesc owner, Class<?> jdk, String name, MethodTypeDesc type, boolean isStatic) {
        /** Its type as a static method, with the receiver first. */
        MethodTypeDesc flat() { return isStatic ? type : type.insertParameterTypes(0, owner); }

        String simpleOwner() { return simple(owner); }
    }

    /** A field; the owner's name stands for the class itself where the field is static. */
    record Facts(String owner, boolean isFinal, boolean isVolatile) {}

    private final Code code;

    Jdk(Code code) { this.code = code; }

    /** The class whose object is made in place of this one's. */
    static ClassDesc made(ClassDesc type) { return MADE.getOrDefault(type, type); }

    static ClassDesc desc(Class<?> type) { return type.describeConstable().orElseThrow(); }

    static String simple(ClassDesc type) { return type.displayName().replaceAll(".*[$]", ""); }

    // Methods

    Member member(ClassDesc owner, String name, MethodTypeDesc type, boolean isStatic) {
        return new Member(owner, owner.isArray() ? null : find(name(owner), name, type), name, type, isStatic);
    }

    /** The class of the JDK that a class under test has the method from; null if it is not from the JDK. */
    private Class<?> find(String owner, String name, MethodTypeDesc type) {
        if (!code.isUnderTest(owner)) return owner.startsWith("java.") ? load(owner) : null;
        var model = code.model(owner);
        for (var method : model.methods())
            if (method.methodName().equalsString(name) && method.methodTypeSymbol().equals(type)) return null;
        return supertypes(model).map(supertype -> find(supertype, name, type)).filter(found -> found != null && has(found, name))
                .findFirst().orElse(null);
    }

    private static boolean has(Class<?> type, String method) {
        return Stream.of(type.getMethods()).anyMatch(any -> any.getName().equals(method));
    }

    private static Stream<String> supertypes(ClassModel model) {
        var all = new ArrayList<ClassEntry>();
        model.superclass().ifPresent(all::add);
        all.addAll(model.interfaces());
        return all.stream().map(type -> name(type.asSymbol()));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Treatment treat(Member member) {
        if (member.jdk == null) return Treatment.KEEP;
        if (standIn(member).isPresent()) return Treatment.REPLACE;
        if (REFUSED.matcher(member.jdk.getName() + "." + member.name).matches()) return Treatment.REFUSE;
        return DETOURED.matcher(member.jdk.getName()).matches() ? Treatment.DETOUR : Treatment.KEEP;
    }

    /** The method of this kit that is called instead. */
    Optional<Method> standIn(Member member) {
        return STAND_INS.getOrDefault(member.name, List.of()).stream().filter(method -> standsIn(method, member)).findFirst();
    }

    private static boolean standsIn(Method method, Member member) {
        var type = type(method);
        if (!type.returnType().equals(member.type.returnType())) return false;
        if (member.isStatic)
            return type.equals(member.type) && List.of(method.getDeclaringClass().getAnnotation(InPlaceOf.class).value()).contains(member.jdk);
        return type.parameterCount() > 0 && method.getParameterTypes()[0].isAssignableFrom(member.jdk)
                && type.dropParameterTypes(0, 1).equals(member.type);
    }

    static MethodTypeDesc type(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes()).describeConstable().orElseThrow();
    }

    /** Whether a constructor makes a copy of a collection. */
    boolean copies(ClassDesc owner, MethodTypeDesc type) {
        return owner.packageName().startsWith("java.util") && type.parameterCount() == 1
                && List.of("Collection", "Map", "SortedSet", "SortedMap").contains(type.parameterType(0).displayName());
    }

    /** Whether an object does what the JDK says: its class, if it is not the JDK's, overrides nothing of the JDK's class that it extends. */
    static boolean isAsInTheJdk(Object object) { return AS_IN_THE_JDK.get(object.getClass()); }

    private static final ClassValue<Boolean> AS_IN_THE_JDK = new ClassValue<>() {
        @Override protected Boolean computeValue(Class<?> type) {
            var own = new ArrayList<Method>();
            for (; type.getModule() != Object.class.getModule(); type = type.getSuperclass()) own.addAll(List.of(type.getDeclaredMethods()));
            var theirs = Stream.of(type.getMethods()).filter(method -> !OBJECTS.contains(method.getName())).toList();
            return own.stream().filter(method -> !Modifier.isStatic(method.getModifiers())).noneMatch(mine -> theirs.stream().anyMatch(method -> method.getName().equals(mine.getName())
                    && List.of(method.getParameterTypes()).equals(List.of(mine.getParameterTypes()))));
        }
    };

    // Fields

    /** What is known of a field of the code under test; null for others, and for those that the compiler has made. */
    Facts field(FieldInstruction access) {
        var owner = name(access.owner().asSymbol());
        while (code.isUnderTest(owner)) {
            var model = code.model(owner);
            for (var field : model.fields()) if (field.fieldName().equals(access.name())) return facts(owner, field);
            owner = name(model.superclass().orElseThrow().asSymbol());
        }
        return null;
    }

    private static Facts facts(String owner, FieldModel field) {
        if (has(field, ClassFile.ACC_SYNTHETIC)) return null;
        return new Facts(owner.replaceAll(".*[.$]", "").intern(), has(field, ClassFile.ACC_FINAL), has(field, ClassFile.ACC_VOLATILE));
    }

    private static boolean has(FieldModel field, int flag) { return (field.flags().flagsMask() & flag) != 0; }

    /** Whether a schedule could leave something behind in a static field. */
    boolean hasState(ClassModel model) {
        return model.fields().stream().filter(field -> has(field, ClassFile.ACC_STATIC) && !has(field, ClassFile.ACC_SYNTHETIC))
                .anyMatch(field -> !has(field, ClassFile.ACC_FINAL) || !has(field, ClassFile.ACC_ENUM) && !isImmutable(field.fieldTypeSymbol()));
    }

    private static boolean isImmutable(ClassDesc type) {
        return type.isPrimitive() || type.equals(ConstantDescs.CD_String) || type.equals(ConstantDescs.CD_Class)
                || type.packageName().equals("java.time") || type.equals(ConstantDescs.CD_Object);
    }

    /** Whether its objects have the hash code that the JVM gives them, which differs from run to run. */
    boolean inheritsHashCode(ClassModel model) {
        return (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) == 0
                && model.superclass().filter(type -> type.asSymbol().equals(ConstantDescs.CD_Object)).isPresent()
                && model.methods().stream().noneMatch(method -> method.methodName().equalsString("hashCode")
                        && method.methodTypeSymbol().parameterCount() == 0);
    }

    private static String name(ClassDesc type) {
        return (type.packageName().isEmpty() ? "" : type.packageName() + ".") + type.displayName();
    }
}
