import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Replaces what class files would have put together at run time, when it is reached for the first time, by plain
/// code that does the same: `switch` over types, and the methods that a record has by itself.
///
/// At run time each of these costs a millisecond or so, once, and a class or several that the JVM's cache of prepared
/// classes cannot hold: at the start, and again at the first death of a program. (String concatenation is made plain by
/// the compiler itself, which has an option for it.)
///
///     java PlainBytecode.java CLASSES CLASSPATH
///
/// CLASSES is the directory of what was compiled, CLASSPATH what it was compiled with. Classes that are plain are left as
/// they are, so that it can be run again.
final class PlainBytecode {

    private static final String SWITCHES = "java.lang.runtime.SwitchBootstraps";
    private static final String RECORDS = "java.lang.runtime.ObjectMethods";

    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc TEXT = ClassDesc.of("java.lang.StringBuilder");

    private final ClassFile files;

    private PlainBytecode(ClassLoader classes) {
        this.files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classes).orElse(ClassHierarchyResolver.defaultResolver())));
    }

    public static void main(String[] words) throws IOException {
        Path directory = Path.of(words[0]);
        List<URL> classpath = new ArrayList<>();
        for (String entry : (words[0] + ":" + words[1]).split(":")) {
            classpath.add(url(Path.of(entry)));
        }
        try (URLClassLoader loader = new URLClassLoader(classpath.toArray(URL[]::new));
                Stream<Path> tree = Files.walk(directory)) {
            PlainBytecode plain = new PlainBytecode(loader);
            for (Path file : tree.filter(path -> path.toString().endsWith(".class")).toList()) {
                plain.rewrite(file);
            }
        }
    }

    private static URL url(Path entry) throws MalformedURLException {
        return entry.toUri().toURL();
    }

    private void rewrite(Path file) throws IOException {
        ClassModel read = files.parse(Files.readAllBytes(file));
        if (read.methods().stream().anyMatch(PlainBytecode::isBootstrapped)) {
            Path whole = Files.write(file.resolveSibling(file.getFileName() + ".plain"), plain(read));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean isBootstrapped(MethodModel method) {
        return calls(method).anyMatch(call -> typeSwitch(call).isPresent() || isOfRecord(call));
    }

    private static Stream<InvokeDynamicInstruction> calls(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast);
    }

    private byte[] plain(ClassModel read) {
        List<TypeSwitch> switches = new ArrayList<>();
        return files.build(read.thisClass().asSymbol(), builder -> {
            for (ClassElement element : read) {
                if (element instanceof MethodModel method && isBootstrapped(method)) {
                    builder.transformMethod(method, (to, part) -> {
                        if (part instanceof CodeModel code) {
                            to.transformCode(code, (writer, instruction) -> replace(writer, instruction, read, switches));
                        } else {
                            to.with(part);
                        }
                    });
                } else {
                    builder.with(element);
                }
            }
            for (int i = 0; i < switches.size(); i++) {
                write(builder, i, switches.get(i));
            }
        });
    }

    private static void replace(CodeBuilder code, CodeElement element, ClassModel owner, List<TypeSwitch> switches) {
        if (!(element instanceof InvokeDynamicInstruction call)) {
            code.with(element);
            return;
        }
        Optional<TypeSwitch> cases = typeSwitch(call);
        if (cases.isPresent()) {
            int known = switches.indexOf(cases.get());
            if (known < 0) {
                known = switches.size();
                switches.add(cases.get());
            }
            boolean isInterface = owner.flags().has(AccessFlag.INTERFACE);
            code.invokestatic(owner.thisClass().asSymbol(), TypeSwitch.name(known), cases.get().type(), isInterface);
        } else if (isOfRecord(call)) {
            RecordMethod.of(call).write(code);
        } else {
            code.with(element);
        }
    }

    private static void write(ClassBuilder builder, int number, TypeSwitch cases) {
        int flags = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;
        builder.withMethodBody(TypeSwitch.name(number), cases.type(), flags, cases::write);
    }

    /// Empty where a case is something else than a type: an enum's constant, a text, a primitive component that a
    /// guard follows.
    private static Optional<TypeSwitch> typeSwitch(InvokeDynamicInstruction call) {
        if (!isBy(call, SWITCHES) || !call.name().equalsString("typeSwitch")) {
            return Optional.empty();
        }
        List<ClassDesc> cases = new ArrayList<>();
        for (ConstantDesc argument : call.bootstrapArgs()) {
            if (!(argument instanceof ClassDesc type)) {
                return Optional.empty();
            }
            cases.add(type);
        }
        return Optional.of(new TypeSwitch(call.typeSymbol(), List.copyOf(cases)));
    }

    private static boolean isOfRecord(InvokeDynamicInstruction call) {
        return isBy(call, RECORDS);
    }

    private static boolean isBy(InvokeDynamicInstruction call, String bootstraps) {
        DirectMethodHandleDesc method = call.bootstrapMethod();
        return method.owner().equals(ClassDesc.of(bootstraps));
    }

    /// Which of the cases an object is, from a given one on; -1 for null, and the number of cases for none.
    ///
    /// @param type (Object, int) → int; the first may be a narrower type
    private record TypeSwitch(MethodTypeDesc type, List<ClassDesc> cases) {

        static String name(int number) {
            return "$case$" + number;
        }

        void write(CodeBuilder code) {
            code.aload(0).ifThen(Opcode.IFNULL, isNull -> isNull.iconst_m1().ireturn());
            for (int i = 0; i < cases.size(); i++) {
                Label next = code.newLabel();
                code.iload(1).loadConstant(i).if_icmpgt(next);
                code.aload(0).instanceOf(cases.get(i)).ifeq(next);
                code.loadConstant(i).ireturn();
                code.labelBinding(next);
            }
            code.loadConstant(cases.size()).ireturn();
        }
    }

    /// What a record has by itself, as [java.lang.runtime.ObjectMethods] describes it. The call that is replaced has the
    /// record, and for `equals` another object, on the stack.
    private record RecordMethod(String name, ClassDesc owner, List<String> names, List<ClassDesc> types) {

        static RecordMethod of(InvokeDynamicInstruction call) {
            List<ConstantDesc> arguments = call.bootstrapArgs();
            ClassDesc owner = (ClassDesc) arguments.get(0);
            String joined = (String) arguments.get(1);
            List<ClassDesc> types = new ArrayList<>();
            for (ConstantDesc getter : arguments.subList(2, arguments.size())) {
                types.add(((DirectMethodHandleDesc) getter).invocationType().returnType());
            }
            return new RecordMethod(
                    call.name().stringValue(), owner, joined.isEmpty() ? List.of() : List.of(joined.split(";")), types);
        }

        void write(CodeBuilder code) {
            switch (name) {
                case "equals" -> writeEquals(code);
                case "hashCode" -> writeHashCode(code);
                case "toString" -> writeToString(code);
                default -> throw new IllegalArgumentException("no method of a record: " + name);
            }
        }

        private void writeEquals(CodeBuilder code) {
            int other = code.allocateLocal(TypeKind.REFERENCE);
            int self = code.allocateLocal(TypeKind.REFERENCE);
            Label different = code.newLabel();
            Label end = code.newLabel();
            code.astore(other).astore(self);
            code.aload(other).instanceOf(owner).ifeq(different);
            code.aload(other).checkcast(owner).astore(other);
            for (int i = 0; i < names.size(); i++) {
                code.aload(self).getfield(owner, names.get(i), types.get(i));
                code.aload(other).getfield(owner, names.get(i), types.get(i));
                compare(code, types.get(i), different);
            }
            code.iconst_1().goto_(end);
            code.labelBinding(different).iconst_0();
            code.labelBinding(end);
        }

        private static void compare(CodeBuilder code, ClassDesc type, Label different) {
            switch (TypeKind.from(type).asLoadable()) {
                case INT -> code.if_icmpne(different);
                case LONG -> code.lcmp().ifne(different);
                case FLOAT, DOUBLE -> code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                        .ifne(different);
                default ->
                    code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                            .ifeq(different);
            }
        }

        private void writeHashCode(CodeBuilder code) {
            int self = code.allocateLocal(TypeKind.REFERENCE);
            code.astore(self).iconst_0();
            for (int i = 0; i < names.size(); i++) {
                ClassDesc type = types.get(i);
                code.bipush(31).imul();
                code.aload(self).getfield(owner, names.get(i), type);
                if (type.isPrimitive()) {
                    code.invokestatic(boxed(type), "hashCode", MethodTypeDesc.of(CD_int, type));
                } else {
                    code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
                }
                code.iadd();
            }
        }

        private void writeToString(CodeBuilder code) {
            int self = code.allocateLocal(TypeKind.REFERENCE);
            code.astore(self);
            code.new_(TEXT).dup().invokespecial(TEXT, "<init>", MethodTypeDesc.ofDescriptor("()V"));
            String before = simpleName() + "[";
            for (int i = 0; i < names.size(); i++) {
                append(code.loadConstant(before + names.get(i) + "="), CD_String);
                code.aload(self).getfield(owner, names.get(i), types.get(i));
                append(code, types.get(i));
                before = ", ";
            }
            append(code.loadConstant(names.isEmpty() ? before + "]" : "]"), CD_String);
            code.invokevirtual(TEXT, "toString", MethodTypeDesc.of(CD_String));
        }

        private static void append(CodeBuilder code, ClassDesc type) {
            ClassDesc shown = switch (TypeKind.from(type)) {
                case BYTE, SHORT -> CD_int;
                case REFERENCE -> type.equals(CD_String) ? CD_String : CD_Object;
                default -> type;
            };
            code.invokevirtual(TEXT, "append", MethodTypeDesc.of(TEXT, shown));
        }

        private String simpleName() {
            String name = owner.displayName();
            return name.substring(Math.max(name.lastIndexOf('$'), name.lastIndexOf('.')) + 1);
        }

        private static ClassDesc boxed(ClassDesc type) {
            return ClassDesc.of("java.lang." + switch (TypeKind.from(type)) {
                case BOOLEAN -> "Boolean";
                case BYTE -> "Byte";
                case CHAR -> "Character";
                case SHORT -> "Short";
                case INT -> "Integer";
                case LONG -> "Long";
                case FLOAT -> "Float";
                case DOUBLE -> "Double";
                case REFERENCE, VOID -> throw new IllegalArgumentException("no primitive type: " + type);
            });
        }
    }
}
