package workbook.proof.explore;

import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNCHRONIZED;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rewrites a class so that it calls {@link Points} before each access to a field that is not final, each array element,
 * each monitor, and each call of the JDK that matters. Monitors and blocking calls are replaced, all else is kept.
 *
 * <p>A call of the JDK that is kept is moved to a small static method of the same class, its detour, which has room for
 * what must be done before and after; a method reference to the JDK becomes a reference to a detour.
 */
final class Rewriter implements ClassTransform {
    private static final ClassDesc POINTS = Jdk.desc(Points.class), STEP = Jdk.desc(Step.class);
    private static final MethodTypeDesc AT = MethodTypeDesc.of(CD_void, CD_int);

    private final Code code;
    private final ClassModel model;
    private final Jdk jdk;
    private final ClassDesc self;
    private final boolean isInterface;
    private final String file;
    /** The detours, to be added at the end of the class. */
    private final List<Consumer<ClassBuilder>> detours = new ArrayList<>();

    Rewriter(Code code, ClassModel model) {
        this.code = code;
        this.model = model;
        jdk = new Jdk(code);
        self = model.thisClass().asSymbol();
        isInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
        file = model.findAttribute(Attributes.sourceFile()).map(name -> name.sourceFile().stringValue()).orElse("?");
    }

    byte[] rewrite() {
        if (jdk.hasState(model)) code.isStateful();
        var hierarchy = ClassHierarchyResolver.ofResourceParsing(code.source()).orElse(ClassHierarchyResolver.defaultResolver());
        return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy)).transformClass(model, this);
    }

    @Override public void accept(ClassBuilder builder, ClassElement element) {
        if (!(element instanceof MethodModel method) || method.code().isEmpty()) {
            builder.with(element);
            return;
        }
        builder.transformMethod(method, (body, part) -> {
            switch (part) {
                case AccessFlags flags -> body.withFlags(flags.flagsMask() & ~ACC_SYNCHRONIZED);
                case CodeModel instructions -> body.transformCode(instructions, new Body(method));
                default -> body.with(part);
            }
        });
    }

    @Override public void atEnd(ClassBuilder builder) {
        if (jdk.inheritsHashCode(model))
            builder.withMethodBody("hashCode", MethodTypeDesc.of(CD_int), ACC_PUBLIC, body -> body.aload(0)
                    .invokestatic(Jdk.desc(Threads.class), "identityHashCode", MethodTypeDesc.of(CD_int, CD_Object)).ireturn());
        for (int i = 0; i < detours.size(); i++) detours.get(i).accept(builder);
    }

    /** One method's instructions. */
    private final class Body implements CodeTransform {
        private final CodeAttribute code;
        private final boolean isSynchronized, isStatic, isInitializer;
        private final Set<Label> handlers = new HashSet<>(), passed = new HashSet<>();
        private int line, news;
        private boolean constructed;
        private Label start;

        Body(MethodModel method) {
            code = method.findAttribute(Attributes.code()).orElseThrow();
            line = code.elementStream().filter(LineNumber.class::isInstance).mapToInt(number -> ((LineNumber) number).line()).findFirst().orElse(0);
            isStatic = (method.flags().flagsMask() & ACC_STATIC) != 0;
            isSynchronized = (method.flags().flagsMask() & ACC_SYNCHRONIZED) != 0;
            isInitializer = method.methodName().equalsString("<clinit>");
            constructed = !method.methodName().equalsString("<init>");
        }

        @Override public void accept(CodeBuilder builder, CodeElement element) {
            if (start == null && !(element instanceof ExceptionCatch)) begin(builder);
            switch (element) {
                case LineNumber number -> {
                    line = number.line();
                    builder.with(element);
                }
                case ExceptionCatch handler -> {
                    handlers.add(handler.handler());
                    handle(builder, handler);
                }
                case LabelTarget target -> {
                    builder.with(element);
                    passed.add(target.label());
                    if (handlers.contains(target.label())) caught(builder);
                }
                case BranchInstruction jump when passed.contains(jump.target()) -> {
                    at(builder, Site.Kind.LOOP, "", "loop", "loop");
                    builder.with(element);
                }
                case NewObjectInstruction made -> {
                    news++;
                    builder.new_(Jdk.made(made.className().asSymbol()));
                }
                case FieldInstruction field -> field(builder, field);
                case ArrayLoadInstruction load -> load(builder, load);
                case ArrayStoreInstruction store -> store(builder, store);
                case MonitorInstruction monitor -> monitor(builder, monitor.opcode() == Opcode.MONITORENTER);
                case InvokeInstruction call -> call(builder, call);
                case InvokeDynamicInstruction lambda -> builder.invokedynamic(reference(lambda));
                case ReturnInstruction _ -> {
                    end(builder);
                    builder.with(element);
                }
                default -> builder.with(element);
            }
        }

        // The body of a synchronized method, and of a static initializer

        private void begin(CodeBuilder builder) {
            if (isSynchronized) {
                lock(builder);
                monitor(builder, true);
            } else if (isInitializer) {
                builder.invokestatic(POINTS, "initialize", MethodTypeDesc.of(CD_void));
            }
            start = builder.newBoundLabel();
        }

        private void end(CodeBuilder builder) {
            if (isSynchronized) {
                lock(builder);
                monitor(builder, false);
            } else if (isInitializer) {
                builder.invokestatic(POINTS, "initialized", MethodTypeDesc.of(CD_void));
            }
        }

        @Override public void atEnd(CodeBuilder builder) {
            if (!isSynchronized && !isInitializer) return;
            var end = builder.newBoundLabel();
            caught(builder);
            end(builder);
            builder.athrow();
            builder.exceptionCatchAll(start, end, end);
        }

        /** javac lets the handler of a synchronized block cover itself. One that throws at its start would never be left. */
        private void handle(CodeBuilder builder, ExceptionCatch range) {
            int start = code.labelToBci(range.tryStart()), handler = code.labelToBci(range.handler()), end = code.labelToBci(range.tryEnd());
            if (handler < start || handler >= end) builder.with(range);
            else if (handler > start) builder.with(ExceptionCatch.of(range.handler(), range.tryStart(), range.handler(), range.catchType()));
        }

        private void lock(CodeBuilder builder) {
            if (isStatic) builder.loadConstant(self);
            else builder.aload(0);
        }

        private void monitor(CodeBuilder builder, boolean enters) {
            builder.loadConstant(site(enters ? Site.Kind.ENTER : Site.Kind.LEAVE, "", "", true));
            builder.invokestatic(POINTS, enters ? "enter" : "leave", MethodTypeDesc.of(CD_void, CD_Object, CD_int));
        }

        private void caught(CodeBuilder builder) {
            builder.dup().invokestatic(POINTS, "caught", MethodTypeDesc.of(CD_void, CD_Throwable));
        }

        // Fields and array elements

        private void field(CodeBuilder builder, FieldInstruction field) {
            var facts = jdk.field(field);
            boolean reads = field.opcode() == Opcode.GETFIELD || field.opcode() == Opcode.GETSTATIC;
            boolean fixed = field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC;
            if (facts == null || facts.isFinal() && !reads || !constructed && !reads) {
                builder.with(field);
                return;
            }
            var type = TypeKind.from(field.typeSymbol());
            int site = site(reads ? Site.Kind.READ : Site.Kind.WRITE, facts.owner(), field.name().stringValue(), facts.isVolatile());
            if (facts.isFinal()) {
                if (type == TypeKind.REFERENCE && constructed) finalField(builder, field, fixed, site);
                else builder.with(field);
            } else if (reads) {
                if (fixed) builder.aconst_null();
                else builder.dup();
                builder.loadConstant(site).invokestatic(POINTS, "read", MethodTypeDesc.of(STEP, CD_Object, CD_int));
                int step = builder.allocateLocal(TypeKind.REFERENCE);
                builder.astore(step).with(field);
                value(builder, type, step);
            } else {
                int value = builder.allocateLocal(type);
                builder.storeLocal(type, value);
                if (fixed) builder.aconst_null();
                else builder.dup();
                box(builder.loadLocal(type, value), type);
                builder.loadConstant(site).invokestatic(POINTS, "write", MethodTypeDesc.of(CD_void, CD_Object, CD_Object, CD_int));
                builder.loadLocal(type, value).with(field);
            }
        }

        private void finalField(CodeBuilder builder, FieldInstruction field, boolean fixed, int site) {
            if (fixed) {
                builder.with(field).dup().aconst_null();
            } else {
                int in = builder.allocateLocal(TypeKind.REFERENCE);
                builder.dup().astore(in).with(field).dup().aload(in);
            }
            builder.loadConstant(site).invokestatic(POINTS, "found", MethodTypeDesc.of(CD_void, CD_Object, CD_Object, CD_int));
        }

        private void load(CodeBuilder builder, ArrayLoadInstruction load) {
            builder.dup2().loadConstant(site(Site.Kind.READ, "", "", false))
                    .invokestatic(POINTS, "readElement", MethodTypeDesc.of(STEP, CD_Object, CD_int, CD_int));
            int step = builder.allocateLocal(TypeKind.REFERENCE);
            builder.astore(step).with(load);
            value(builder, load.typeKind(), step);
        }

        private void store(CodeBuilder builder, ArrayStoreInstruction store) {
            var type = store.typeKind();
            int value = builder.allocateLocal(type);
            builder.storeLocal(type, value).dup2();
            box(builder.loadLocal(type, value), type);
            builder.loadConstant(site(Site.Kind.WRITE, "", "", false))
                    .invokestatic(POINTS, "writeElement", MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int));
            builder.loadLocal(type, value).with(store);
        }

        /** Tells the value that lies on the stack. */
        private void value(CodeBuilder builder, TypeKind type, int step) {
            if (type.slotSize() == 2) builder.dup2();
            else builder.dup();
            box(builder, type);
            builder.aload(step).invokestatic(POINTS, "value", MethodTypeDesc.of(CD_void, CD_Object, STEP));
        }

        // Calls

        private void call(CodeBuilder builder, InvokeInstruction call) {
            if (call.name().equalsString("<init>")) {
                construct(builder, call);
                return;
            }
            var member = jdk.member(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol(), call.opcode() == Opcode.INVOKESTATIC);
            switch (jdk.treat(member)) {
                case KEEP -> builder.with(call);
                case REPLACE -> replace(builder, member);
                case REFUSE -> {
                    at(builder, Site.Kind.CALL, member.simpleOwner(), member.name(), "refuse");
                    builder.with(call);
                }
                case DETOUR -> {
                    if (call.opcode() == Opcode.INVOKESPECIAL) inherited(builder, call, member);
                    else builder.invokestatic(self, detour(member, call.opcode(), call.isInterface()), member.flat(), isInterface);
                }
            }
        }

        /** A call by super can only stand in the method itself. */
        private void inherited(CodeBuilder builder, InvokeInstruction call, Jdk.Member member) {
            builder.aload(0).loadConstant(site(Site.Kind.CALL, member.simpleOwner(), member.name(), true))
                    .invokestatic(POINTS, "inherited", MethodTypeDesc.of(CD_void, CD_Object, CD_int)).with(call);
        }

        private void construct(CodeBuilder builder, InvokeInstruction call) {
            var owner = call.owner().asSymbol();
            if (!constructed && news == 0) {
                constructed = true;     // by super(…) or this(…)
                builder.with(call);
            } else {
                news--;
                if (jdk.copies(owner, call.typeSymbol())) builder.dup().loadConstant(site(Site.Kind.CALL, Jdk.simple(owner), "copyOf", false))
                        .invokestatic(POINTS, "copied", MethodTypeDesc.of(CD_void, CD_Object, CD_int));
                builder.invokespecial(Jdk.made(owner), "<init>", call.typeSymbol());
            }
        }

        private void replace(CodeBuilder builder, Jdk.Member member) {
            at(builder, Site.Kind.CALL, member.simpleOwner(), member.name(), "at");
            var standIn = jdk.standIn(member).orElseThrow();
            builder.invokestatic(Jdk.desc(standIn.getDeclaringClass()), standIn.getName(), Jdk.type(standIn));
        }

        /** A method reference to the JDK becomes one to a detour; a lambda is a method of this class anyway. */
        private DynamicCallSiteDesc reference(InvokeDynamicInstruction lambda) {
            var arguments = new ArrayList<ConstantDesc>(lambda.bootstrapArgs());
            arguments.replaceAll(argument -> argument instanceof DirectMethodHandleDesc method ? reference(method) : argument);
            return DynamicCallSiteDesc.of(lambda.bootstrapMethod(), lambda.name().stringValue(), lambda.typeSymbol(),
                    arguments.toArray(ConstantDesc[]::new));
        }

        private DirectMethodHandleDesc reference(DirectMethodHandleDesc method) {
            boolean fixed = method.refKind() == 6;
            if (!fixed && method.refKind() != 5 && method.refKind() != 9) return method;
            var type = MethodTypeDesc.ofDescriptor(method.lookupDescriptor());
            var member = jdk.member(method.owner(), method.methodName(), type, fixed);
            if (jdk.treat(member) == Jdk.Treatment.KEEP) return method;
            var opcode = fixed ? Opcode.INVOKESTATIC : method.isOwnerInterface() ? Opcode.INVOKEINTERFACE : Opcode.INVOKEVIRTUAL;
            return MethodHandleDesc.ofMethod(isInterface ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC : DirectMethodHandleDesc.Kind.STATIC,
                    self, detour(member, opcode, method.isOwnerInterface()), member.flat());
        }

        private String detour(Jdk.Member member, Opcode opcode, boolean ofInterface) {
            var name = "detour$" + detours.size();
            int line = this.line;
            detours.add(builder -> builder.withMethodBody(name, member.flat(), ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC, body -> {
                this.line = line;
                body.lineNumber(Math.max(line, 1));
                switch (jdk.treat(member)) {
                    case REPLACE -> {
                        loadAll(body, member.flat(), 0);
                        replace(body, member);
                    }
                    case REFUSE -> {
                        at(body, Site.Kind.CALL, member.simpleOwner(), member.name(), "refuse");
                        loadAll(body, member.flat(), 0);
                        body.invoke(opcode, member.owner(), member.name(), member.type(), ofInterface);
                    }
                    default -> around(body, member, opcode, ofInterface);
                }
                body.return_(TypeKind.from(member.type().returnType()));
            }));
            return name;
        }

        /** The call itself, with {@link Points#before}, {@link Points#after} and {@link Points#failed} around it. */
        private void around(CodeBuilder body, Jdk.Member member, Opcode opcode, boolean ofInterface) {
            int step = body.allocateLocal(TypeKind.REFERENCE), first = member.isStatic() ? 0 : 1;
            if (member.isStatic()) body.aconst_null();
            else body.aload(0);
            boxAll(body, member.flat(), first);
            body.loadConstant(site(Site.Kind.CALL, member.simpleOwner(), member.name(), true))
                    .invokestatic(POINTS, "before", MethodTypeDesc.of(STEP, CD_Object, CD_Object.arrayType(), CD_int)).astore(step);
            body.trying(block -> {
                loadAll(block, member.flat(), 0);
                block.invoke(opcode, member.owner(), member.name(), member.type(), ofInterface);
            }, handler -> handler.catchingAll(block -> block.dup().aload(step)
                    .invokestatic(POINTS, "failed", MethodTypeDesc.of(CD_void, CD_Throwable, STEP)).athrow()));
            var type = TypeKind.from(member.type().returnType());
            if (type.slotSize() == 0) body.loadConstant("");
            else if (type.slotSize() == 2) box(body.dup2(), type);
            else box(body.dup(), type);
            body.aload(step).invokestatic(POINTS, "after", MethodTypeDesc.of(CD_void, CD_Object, STEP));
        }

        private void at(CodeBuilder builder, Site.Kind kind, String owner, String member, String point) {
            builder.loadConstant(site(kind, owner, member, true)).invokestatic(POINTS, point, AT);
        }

        private int site(Site.Kind kind, String owner, String member, boolean ordered) {
            return Rewriter.this.code.add(file, line, kind, owner, member, ordered).index();
        }
    }

    private static void loadAll(CodeBuilder builder, MethodTypeDesc flat, int from) {
        for (int i = from; i < flat.parameterCount(); i++) builder.loadLocal(TypeKind.from(flat.parameterType(i)), builder.parameterSlot(i));
    }

    private static void boxAll(CodeBuilder builder, MethodTypeDesc flat, int from) {
        builder.loadConstant(flat.parameterCount() - from).anewarray(CD_Object);
        for (int i = from; i < flat.parameterCount(); i++) {
            builder.dup().loadConstant(i - from);
            var type = TypeKind.from(flat.parameterType(i));
            box(builder.loadLocal(type, builder.parameterSlot(i)), type);
            builder.aastore();
        }
    }

    private static void box(CodeBuilder builder, TypeKind type) {
        if (type == TypeKind.REFERENCE) return;
        var box = Jdk.desc(switch (type) {
            case BOOLEAN -> Boolean.class;
            case BYTE -> Byte.class;
            case CHAR -> Character.class;
            case SHORT -> Short.class;
            case INT -> Integer.class;
            case LONG -> Long.class;
            case FLOAT -> Float.class;
            default -> Double.class;
        });
        builder.invokestatic(box, "valueOf", MethodTypeDesc.of(box, type.upperBound()));
    }
}
