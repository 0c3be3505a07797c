import KraitBytecode

extension SyntaxTree {
    /// The text of Python's `ast.dump(tree, include_attributes=…, indent=…)`, in UTF-8.
    ///
    /// - Parameter indent: how many spaces a level is indented by; nil for all in one line.
    /// - Throws: `ValueError` for an integer that is too long for a text, `RecursionError` for a tree that is too deep for Python's objects.
    public func dump(includeAttributes: Bool = false, indent: Int? = 3) throws(CompileError) -> [UInt8] {
        try withCompilerStack(sourceSize: .max) { () throws(CompileError) in
            var dump = SyntaxTreeDump(self, includeAttributes: includeAttributes, indent: indent)
            return try dump.text()
        }
    }
}

/// Writes nodes as `Name(field=value, …)`. Empty lists and fields that are None are left out.
///
/// A node goes on one line if it has at most three fields and they are all simple: constants and nodes without fields.
/// In CPython: Lib/ast.py, `dump`.
private struct SyntaxTreeDump {
    private let tree: SyntaxTree
    private let includeAttributes: Bool
    private let indent: Int?
    private var output: [UInt8] = []
    private var level = 0
    private var depth = 0
    /// About where CPython gives up making Python objects of a tree.
    private static let maximumDepth = 9_990
    private var addresses = CodeAddresses()

    /// The fields of a node that is being written.
    private struct Fields {
        /// Where each begins and ends in the output; the first three.
        var places: [(start: Int, end: Int)] = []
        var count = 0
        var areSimple = true
        /// Where the text behind `Name(` begins.
        var start = 0
    }
    private var fields = Fields()

    init(_ tree: SyntaxTree, includeAttributes: Bool, indent: Int?) {
        self.tree = tree
        self.includeAttributes = includeAttributes
        self.indent = indent
    }

    mutating func text() throws(CompileError) -> [UInt8] {
        switch tree.root {
        case .module(let body, let typeIgnores):
            _ = try node("Module") { dump throws(CompileError) in
                try dump.list("body", body)
                try dump.nodes("type_ignores", typeIgnores) { dump, ignore throws(CompileError) in try dump.write(ignore) }
            }
        case .interactive(let body):
            _ = try node("Interactive") { dump throws(CompileError) in try dump.list("body", body) }
        case .expression(let body):
            _ = try node("Expression") { dump throws(CompileError) in try dump.field("body", body) }
        case .functionType(let arguments, let returns):
            _ = try node("FunctionType") { dump throws(CompileError) in
                try dump.list("argtypes", arguments)
                try dump.field("returns", returns)
            }
        }
        return output
    }

    // MARK: Shape

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    private mutating func append(_ constant: Constant) throws(CompileError) {
        do {
            try constant.appendRepr(to: &output, addresses: &addresses, limit: .max)
        } catch {
            throw CompileError(.valueError, error.description)
        }
    }

    /// What stands before an element: its predecessor's comma, and a new line if lines are indented.
    private mutating func separate(isFirst: Bool) {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        if let indent {
            output.append(UInt8(ascii: "\n"))
            for _ in 0..<max(0, indent) * level { output.append(UInt8(ascii: " ")) }
        } else if !isFirst {
            output.append(UInt8(ascii: " "))
        }
    }

    /// Writes a node. True if it has no fields to show.
    private mutating func node(
        _ name: StaticString, at range: SourceRange? = nil, _ body: (inout SyntaxTreeDump) throws(CompileError) -> Void
    ) throws(CompileError) -> Bool {
        guard depth < SyntaxTreeDump.maximumDepth else {
            throw CompileError(.recursionError, "maximum recursion depth exceeded during ast construction")
        }
        depth += 1
        defer { depth -= 1 }
        let outer = fields
        append(name)
        output.append(UInt8(ascii: "("))
        fields = Fields()
        fields.start = output.count
        level += 1
        try body(&self)
        if includeAttributes, let range {
            number("lineno", range.line)
            number("col_offset", range.column)
            number("end_lineno", range.endLine)
            number("end_col_offset", range.endColumn)
        }
        level -= 1
        if fields.areSimple, fields.count <= 3 {
            var line: [UInt8] = []
            for place in fields.places {
                if !line.isEmpty { line += [UInt8(ascii: ","), UInt8(ascii: " ")] }
                line += output[place.start..<place.end]
            }
            output.removeSubrange(fields.start...)
            output += line
        }
        output.append(UInt8(ascii: ")"))
        let isEmpty = fields.count == 0
        fields = outer
        return isEmpty
    }

    private mutating func field(
        _ name: StaticString, _ value: (inout SyntaxTreeDump) throws(CompileError) -> Bool
    ) throws(CompileError) {
        separate(isFirst: fields.count == 0)
        let start = output.count
        append(name)
        output.append(UInt8(ascii: "="))
        let isSimple = try value(&self)
        fields.count += 1
        if !isSimple { fields.areSimple = false }
        if fields.places.count < 3 { fields.places.append((start, output.count)) }
    }

    private mutating func nodes<Element>(
        _ name: StaticString, _ elements: NodeList<Element>, _ element: (inout SyntaxTreeDump, Element) throws(CompileError) -> Void
    ) throws(CompileError) {
        if elements.isEmpty { return }
        try field(name) { dump throws(CompileError) in
            dump.output.append(UInt8(ascii: "["))
            dump.level += 1
            for index in 0..<elements.count {
                dump.separate(isFirst: index == 0)
                try element(&dump, elements[index])
            }
            dump.level -= 1
            dump.output.append(UInt8(ascii: "]"))
            return false
        }
    }

    // MARK: Fields of one type

    private mutating func number(_ name: StaticString, _ value: Int32) {
        separate(isFirst: fields.count == 0)
        let start = output.count
        append(name)
        output.append(UInt8(ascii: "="))
        output += String(value).utf8
        fields.count += 1
        if fields.places.count < 3 { fields.places.append((start, output.count)) }
    }

    private mutating func symbol(_ name: StaticString, _ value: StaticString) throws(CompileError) {
        try field(name) { dump throws(CompileError) in
            dump.append(value)
            dump.append("()")
            return true
        }
    }

    private mutating func constant(_ name: StaticString, _ value: Constant) throws(CompileError) {
        try field(name) { dump throws(CompileError) in
            try dump.append(value)
            return true
        }
    }

    private mutating func identifier(_ name: StaticString, _ value: Identifier?) throws(CompileError) {
        if let value { try constant(name, .string(tree[value])) }
    }

    private mutating func identifiers(_ name: StaticString, _ values: NodeList<Identifier>) throws(CompileError) {
        try nodes(name, values) { dump, value throws(CompileError) in
            try dump.append(.string(dump.tree[value]))
        }
    }

    private mutating func field(_ name: StaticString, _ value: Expression?) throws(CompileError) {
        guard let value else { return }
        try field(name) { dump throws(CompileError) in try dump.write(value) }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<Expression>) throws(CompileError) {
        try nodes(name, values) { dump, value throws(CompileError) in _ = try dump.write(value) }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<Expression?>) throws(CompileError) {
        try nodes(name, values) { dump, value throws(CompileError) in
            if let value { _ = try dump.write(value) } else { dump.append("None") }
        }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<Statement>) throws(CompileError) {
        try nodes(name, values) { dump, value throws(CompileError) in try dump.write(value) }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<Pattern>) throws(CompileError) {
        try nodes(name, values) { dump, value throws(CompileError) in _ = try dump.write(value) }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<Keyword>) throws(CompileError) {
        try nodes(name, values) { dump, keyword throws(CompileError) in
            let fields = keyword.record.pointee
            _ = try dump.node("keyword", at: fields.range) { dump throws(CompileError) in
                try dump.identifier("arg", fields.name)
                try dump.field("value", fields.value)
            }
        }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<Comprehension>) throws(CompileError) {
        try nodes(name, values) { dump, comprehension throws(CompileError) in
            let fields = comprehension.record.pointee
            _ = try dump.node("comprehension") { dump throws(CompileError) in
                try dump.field("target", fields.target)
                try dump.field("iter", fields.iterable)
                try dump.list("ifs", fields.conditions)
                dump.number("is_async", fields.isAsync ? 1 : 0)
            }
        }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<Alias>) throws(CompileError) {
        try nodes(name, values) { dump, alias throws(CompileError) in
            let fields = alias.record.pointee
            _ = try dump.node("alias", at: fields.range) { dump throws(CompileError) in
                try dump.identifier("name", fields.name)
                try dump.identifier("asname", fields.asName)
            }
        }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<Argument>) throws(CompileError) {
        try nodes(name, values) { dump, argument throws(CompileError) in _ = try dump.write(argument) }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<TypeParameter>) throws(CompileError) {
        try nodes(name, values) { dump, parameter throws(CompileError) in
            let fields = parameter.record.pointee
            let name: StaticString =
                switch fields.variety {
                case .typeVar: "TypeVar"
                case .paramSpec: "ParamSpec"
                case .typeVarTuple: "TypeVarTuple"
                }
            _ = try dump.node(name, at: fields.range) { dump throws(CompileError) in
                try dump.identifier("name", fields.name)
                try dump.field("bound", fields.bound)
                try dump.field("default_value", fields.defaultValue)
            }
        }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<WithItem>) throws(CompileError) {
        try nodes(name, values) { dump, item throws(CompileError) in
            let fields = item.record.pointee
            _ = try dump.node("withitem") { dump throws(CompileError) in
                try dump.field("context_expr", fields.context)
                try dump.field("optional_vars", fields.variable)
            }
        }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<ExceptHandler>) throws(CompileError) {
        try nodes(name, values) { dump, handler throws(CompileError) in
            let fields = handler.record.pointee
            _ = try dump.node("ExceptHandler", at: fields.range) { dump throws(CompileError) in
                try dump.field("type", fields.type)
                try dump.identifier("name", fields.name)
                try dump.list("body", fields.body)
            }
        }
    }

    private mutating func list(_ name: StaticString, _ values: NodeList<MatchCase>) throws(CompileError) {
        try nodes(name, values) { dump, matchCase throws(CompileError) in
            let fields = matchCase.record.pointee
            _ = try dump.node("match_case") { dump throws(CompileError) in
                try dump.field("pattern", fields.pattern)
                try dump.field("guard", fields.guardExpression)
                try dump.list("body", fields.body)
            }
        }
    }

    private mutating func field(_ name: StaticString, _ value: Pattern?) throws(CompileError) {
        guard let value else { return }
        try field(name) { dump throws(CompileError) in try dump.write(value) }
    }

    private mutating func context(_ context: ExpressionContext) throws(CompileError) {
        switch context {
        case .load: try symbol("ctx", "Load")
        case .store: try symbol("ctx", "Store")
        case .delete: try symbol("ctx", "Del")
        }
    }

    // MARK: Nodes

    private mutating func write(_ ignore: TypeIgnore) throws(CompileError) {
        let fields = ignore.record.pointee
        _ = try node("TypeIgnore") { dump throws(CompileError) in
            dump.number("lineno", fields.line)
            try dump.identifier("tag", fields.tag)
        }
    }

    private mutating func write(_ argument: Argument) throws(CompileError) -> Bool {
        let fields = argument.record.pointee
        return try node("arg", at: fields.range) { dump throws(CompileError) in
            try dump.identifier("arg", fields.name)
            try dump.field("annotation", fields.annotation)
            try dump.identifier("type_comment", fields.typeComment)
        }
    }

    private mutating func field(_ name: StaticString, _ argument: Argument?) throws(CompileError) {
        guard let argument else { return }
        try field(name) { dump throws(CompileError) in try dump.write(argument) }
    }

    private mutating func field(_ name: StaticString, _ arguments: Arguments) throws(CompileError) {
        let fields = arguments.record.pointee
        try field(name) { dump throws(CompileError) in
            try dump.node("arguments") { dump throws(CompileError) in
                try dump.list("posonlyargs", fields.positionalOnly)
                try dump.list("args", fields.positional)
                try dump.field("vararg", fields.varArgument)
                try dump.list("kwonlyargs", fields.keywordOnly)
                try dump.list("kw_defaults", fields.keywordDefaults)
                try dump.field("kwarg", fields.keywordArgument)
                try dump.list("defaults", fields.defaults)
            }
        }
    }

    private mutating func function(_ name: StaticString, _ function: FunctionDefinition, _ range: SourceRange) throws(CompileError) {
        let fields = function.record.pointee
        _ = try node(name, at: range) { dump throws(CompileError) in
            try dump.identifier("name", fields.name)
            try dump.field("args", fields.arguments)
            try dump.list("body", fields.body)
            try dump.list("decorator_list", fields.decorators)
            try dump.field("returns", fields.returns)
            try dump.identifier("type_comment", fields.typeComment)
            try dump.list("type_params", fields.typeParameters)
        }
    }

    private mutating func loop(
        _ name: StaticString, _ target: Expression, _ iterable: Expression, _ body: NodeList<Statement>, _ orelse: NodeList<Statement>,
        _ typeComment: Identifier?, _ range: SourceRange
    ) throws(CompileError) {
        _ = try node(name, at: range) { dump throws(CompileError) in
            try dump.field("target", target)
            try dump.field("iter", iterable)
            try dump.list("body", body)
            try dump.list("orelse", orelse)
            try dump.identifier("type_comment", typeComment)
        }
    }

    private mutating func with(
        _ name: StaticString, _ items: NodeList<WithItem>, _ body: NodeList<Statement>, _ typeComment: Identifier?, _ range: SourceRange
    ) throws(CompileError) {
        _ = try node(name, at: range) { dump throws(CompileError) in
            try dump.list("items", items)
            try dump.list("body", body)
            try dump.identifier("type_comment", typeComment)
        }
    }

    private mutating func tryStatement(
        _ name: StaticString, _ body: NodeList<Statement>, _ handlers: NodeList<ExceptHandler>, _ orelse: NodeList<Statement>,
        _ finalbody: NodeList<Statement>, _ range: SourceRange
    ) throws(CompileError) {
        _ = try node(name, at: range) { dump throws(CompileError) in
            try dump.list("body", body)
            try dump.list("handlers", handlers)
            try dump.list("orelse", orelse)
            try dump.list("finalbody", finalbody)
        }
    }

    private mutating func write(_ statement: Statement) throws(CompileError) {
        let range = statement.range
        switch statement.kind {
        case .functionDef(let definition): try function("FunctionDef", definition, range)
        case .asyncFunctionDef(let definition): try function("AsyncFunctionDef", definition, range)
        case .classDef(let definition):
            let fields = definition.record.pointee
            _ = try node("ClassDef", at: range) { dump throws(CompileError) in
                try dump.identifier("name", fields.name)
                try dump.list("bases", fields.bases)
                try dump.list("keywords", fields.keywords)
                try dump.list("body", fields.body)
                try dump.list("decorator_list", fields.decorators)
                try dump.list("type_params", fields.typeParameters)
            }
        case .return_(let value):
            _ = try node("Return", at: range) { dump throws(CompileError) in try dump.field("value", value) }
        case .delete(let targets):
            _ = try node("Delete", at: range) { dump throws(CompileError) in try dump.list("targets", targets) }
        case .assign(let targets, let value, let typeComment):
            _ = try node("Assign", at: range) { dump throws(CompileError) in
                try dump.list("targets", targets)
                try dump.field("value", value)
                try dump.identifier("type_comment", typeComment)
            }
        case .typeAlias(let name, let parameters, let value):
            _ = try node("TypeAlias", at: range) { dump throws(CompileError) in
                try dump.field("name", name)
                try dump.list("type_params", parameters)
                try dump.field("value", value)
            }
        case .augAssign(let target, let operation, let value):
            _ = try node("AugAssign", at: range) { dump throws(CompileError) in
                try dump.field("target", target)
                try dump.symbol("op", operation.nodeName)
                try dump.field("value", value)
            }
        case .annAssign(let target, let annotation, let value, let isSimple):
            _ = try node("AnnAssign", at: range) { dump throws(CompileError) in
                try dump.field("target", target)
                try dump.field("annotation", annotation)
                try dump.field("value", value)
                dump.number("simple", isSimple ? 1 : 0)
            }
        case .for_(let target, let iterable, let body, let orelse, let comment):
            try loop("For", target, iterable, body, orelse, comment, range)
        case .asyncFor(let target, let iterable, let body, let orelse, let comment):
            try loop("AsyncFor", target, iterable, body, orelse, comment, range)
        case .while_(let test, let body, let orelse):
            _ = try node("While", at: range) { dump throws(CompileError) in
                try dump.field("test", test)
                try dump.list("body", body)
                try dump.list("orelse", orelse)
            }
        case .if_(let test, let body, let orelse):
            _ = try node("If", at: range) { dump throws(CompileError) in
                try dump.field("test", test)
                try dump.list("body", body)
                try dump.list("orelse", orelse)
            }
        case .with(let items, let body, let comment): try with("With", items, body, comment, range)
        case .asyncWith(let items, let body, let comment): try with("AsyncWith", items, body, comment, range)
        case .match(let subject, let cases):
            _ = try node("Match", at: range) { dump throws(CompileError) in
                try dump.field("subject", subject)
                try dump.list("cases", cases)
            }
        case .raise(let exception, let cause):
            _ = try node("Raise", at: range) { dump throws(CompileError) in
                try dump.field("exc", exception)
                try dump.field("cause", cause)
            }
        case .try_(let body, let handlers, let orelse, let finalbody): try tryStatement("Try", body, handlers, orelse, finalbody, range)
        case .tryStar(let body, let handlers, let orelse, let finalbody):
            try tryStatement("TryStar", body, handlers, orelse, finalbody, range)
        case .assert(let test, let message):
            _ = try node("Assert", at: range) { dump throws(CompileError) in
                try dump.field("test", test)
                try dump.field("msg", message)
            }
        case .import_(let names):
            _ = try node("Import", at: range) { dump throws(CompileError) in try dump.list("names", names) }
        case .importFrom(let module, let names, let level):
            _ = try node("ImportFrom", at: range) { dump throws(CompileError) in
                try dump.identifier("module", module)
                try dump.list("names", names)
                dump.number("level", level)
            }
        case .global(let names):
            _ = try node("Global", at: range) { dump throws(CompileError) in try dump.identifiers("names", names) }
        case .nonlocal(let names):
            _ = try node("Nonlocal", at: range) { dump throws(CompileError) in try dump.identifiers("names", names) }
        case .expr(let value):
            _ = try node("Expr", at: range) { dump throws(CompileError) in try dump.field("value", value) }
        case .pass: _ = try node("Pass", at: range) { _ throws(CompileError) in }
        case .break_: _ = try node("Break", at: range) { _ throws(CompileError) in }
        case .continue_: _ = try node("Continue", at: range) { _ throws(CompileError) in }
        }
    }

    private mutating func write(_ expression: Expression) throws(CompileError) -> Bool {
        let range = expression.range
        switch expression.kind {
        case .boolOp(let operation, let values):
            return try node("BoolOp", at: range) { dump throws(CompileError) in
                try dump.symbol("op", operation == .and ? "And" : "Or")
                try dump.list("values", values)
            }
        case .namedExpr(let target, let value):
            return try node("NamedExpr", at: range) { dump throws(CompileError) in
                try dump.field("target", target)
                try dump.field("value", value)
            }
        case .binOp(let left, let operation, let right):
            return try node("BinOp", at: range) { dump throws(CompileError) in
                try dump.field("left", left)
                try dump.symbol("op", operation.nodeName)
                try dump.field("right", right)
            }
        case .unaryOp(let operation, let operand):
            return try node("UnaryOp", at: range) { dump throws(CompileError) in
                try dump.symbol("op", operation.nodeName)
                try dump.field("operand", operand)
            }
        case .lambda(let arguments, let body):
            return try node("Lambda", at: range) { dump throws(CompileError) in
                try dump.field("args", arguments)
                try dump.field("body", body)
            }
        case .ifExp(let test, let body, let orelse):
            return try node("IfExp", at: range) { dump throws(CompileError) in
                try dump.field("test", test)
                try dump.field("body", body)
                try dump.field("orelse", orelse)
            }
        case .dict(let keys, let values):
            return try node("Dict", at: range) { dump throws(CompileError) in
                try dump.list("keys", keys)
                try dump.list("values", values)
            }
        case .set(let elements):
            return try node("Set", at: range) { dump throws(CompileError) in try dump.list("elts", elements) }
        case .listComp(let element, let generators): return try comprehension("ListComp", element, generators, range)
        case .setComp(let element, let generators): return try comprehension("SetComp", element, generators, range)
        case .generatorExp(let element, let generators): return try comprehension("GeneratorExp", element, generators, range)
        case .dictComp(let key, let value, let generators):
            return try node("DictComp", at: range) { dump throws(CompileError) in
                try dump.field("key", key)
                try dump.field("value", value)
                try dump.list("generators", generators)
            }
        case .await(let value):
            return try node("Await", at: range) { dump throws(CompileError) in try dump.field("value", value) }
        case .yield(let value):
            return try node("Yield", at: range) { dump throws(CompileError) in try dump.field("value", value) }
        case .yieldFrom(let value):
            return try node("YieldFrom", at: range) { dump throws(CompileError) in try dump.field("value", value) }
        case .compare(let left, let operations, let comparators):
            return try node("Compare", at: range) { dump throws(CompileError) in
                try dump.field("left", left)
                try dump.nodes("ops", operations) { dump, operation throws(CompileError) in
                    dump.append(operation.nodeName)
                    dump.append("()")
                }
                try dump.list("comparators", comparators)
            }
        case .call(let function, let arguments, let keywords):
            return try node("Call", at: range) { dump throws(CompileError) in
                try dump.field("func", function)
                try dump.list("args", arguments)
                try dump.list("keywords", keywords)
            }
        case .formattedValue(let value, let conversion, let formatSpec):
            return try node("FormattedValue", at: range) { dump throws(CompileError) in
                try dump.field("value", value)
                dump.number("conversion", conversion)
                try dump.field("format_spec", formatSpec)
            }
        case .joinedStr(let values):
            return try node("JoinedStr", at: range) { dump throws(CompileError) in try dump.list("values", values) }
        case .constant(let index, let isUnicodeKind):
            let value = tree[index]
            return try node("Constant", at: range) { dump throws(CompileError) in
                try dump.constant("value", value)
                if isUnicodeKind { try dump.constant("kind", .string("u")) }
            }
        case .attribute(let value, let name, let context):
            return try node("Attribute", at: range) { dump throws(CompileError) in
                try dump.field("value", value)
                try dump.identifier("attr", name)
                try dump.context(context)
            }
        case .subscript_(let value, let index, let context):
            return try node("Subscript", at: range) { dump throws(CompileError) in
                try dump.field("value", value)
                try dump.field("slice", index)
                try dump.context(context)
            }
        case .starred(let value, let context):
            return try node("Starred", at: range) { dump throws(CompileError) in
                try dump.field("value", value)
                try dump.context(context)
            }
        case .name(let name, let context):
            return try node("Name", at: range) { dump throws(CompileError) in
                try dump.identifier("id", name)
                try dump.context(context)
            }
        case .list(let elements, let context):
            return try node("List", at: range) { dump throws(CompileError) in
                try dump.list("elts", elements)
                try dump.context(context)
            }
        case .tuple(let elements, let context):
            return try node("Tuple", at: range) { dump throws(CompileError) in
                try dump.list("elts", elements)
                try dump.context(context)
            }
        case .slice(let lower, let upper, let step):
            return try node("Slice", at: range) { dump throws(CompileError) in
                try dump.field("lower", lower)
                try dump.field("upper", upper)
                try dump.field("step", step)
            }
        }
    }

    private mutating func comprehension(
        _ name: StaticString, _ element: Expression, _ generators: NodeList<Comprehension>, _ range: SourceRange
    ) throws(CompileError) -> Bool {
        try node(name, at: range) { dump throws(CompileError) in
            try dump.field("elt", element)
            try dump.list("generators", generators)
        }
    }

    private mutating func write(_ pattern: Pattern) throws(CompileError) -> Bool {
        let range = pattern.record.pointee.range
        switch pattern.record.pointee.kind {
        case .value(let value):
            return try node("MatchValue", at: range) { dump throws(CompileError) in try dump.field("value", value) }
        case .singleton(let index):
            let value = tree[index]
            return try node("MatchSingleton", at: range) { dump throws(CompileError) in try dump.constant("value", value) }
        case .sequence(let patterns):
            return try node("MatchSequence", at: range) { dump throws(CompileError) in try dump.list("patterns", patterns) }
        case .mapping(let keys, let patterns, let rest):
            return try node("MatchMapping", at: range) { dump throws(CompileError) in
                try dump.list("keys", keys)
                try dump.list("patterns", patterns)
                try dump.identifier("rest", rest)
            }
        case .class_(let value, let patterns, let keywordNames, let keywordPatterns):
            return try node("MatchClass", at: range) { dump throws(CompileError) in
                try dump.field("cls", value)
                try dump.list("patterns", patterns)
                try dump.identifiers("kwd_attrs", keywordNames)
                try dump.list("kwd_patterns", keywordPatterns)
            }
        case .star(let name):
            return try node("MatchStar", at: range) { dump throws(CompileError) in try dump.identifier("name", name) }
        case .as_(let inner, let name):
            return try node("MatchAs", at: range) { dump throws(CompileError) in
                try dump.field("pattern", inner)
                try dump.identifier("name", name)
            }
        case .or(let patterns):
            return try node("MatchOr", at: range) { dump throws(CompileError) in try dump.list("patterns", patterns) }
        }
    }
}

extension BinaryOperator {
    /// The class of Python's `ast` module.
    fileprivate var nodeName: StaticString {
        switch self {
        case .add: "Add"
        case .subtract: "Sub"
        case .multiply: "Mult"
        case .matrixMultiply: "MatMult"
        case .divide: "Div"
        case .modulo: "Mod"
        case .power: "Pow"
        case .leftShift: "LShift"
        case .rightShift: "RShift"
        case .bitOr: "BitOr"
        case .bitXor: "BitXor"
        case .bitAnd: "BitAnd"
        case .floorDivide: "FloorDiv"
        }
    }
}

extension UnaryOperator {
    fileprivate var nodeName: StaticString {
        switch self {
        case .invert: "Invert"
        case .not: "Not"
        case .plus: "UAdd"
        case .minus: "USub"
        }
    }
}

extension ComparisonOperator {
    fileprivate var nodeName: StaticString {
        switch self {
        case .equal: "Eq"
        case .notEqual: "NotEq"
        case .less: "Lt"
        case .lessOrEqual: "LtE"
        case .greater: "Gt"
        case .greaterOrEqual: "GtE"
        case .is_: "Is"
        case .isNot: "IsNot"
        case .in_: "In"
        case .notIn: "NotIn"
        }
    }
}
