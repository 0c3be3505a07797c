// The nodes of the syntax tree: names and fields of CPython's `ast` module (Parser/Python.asdl), in Swift's spelling.
//
// Each category is a one-word handle to a record in the tree's arena. `kind` and `range` can be replaced in place: that is how
// the tree optimizer folds constants.

/// An expression (`ast.expr`).
public struct Expression: Hashable {
    public struct Record {
        public var kind: Kind
        public var range: SourceRange
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }

    public var kind: Kind {
        @inlinable get { record.pointee.kind }
        nonmutating set { record.pointee.kind = newValue }
    }
    public var range: SourceRange {
        @inlinable get { record.pointee.range }
        nonmutating set { record.pointee.range = newValue }
    }

    public enum Kind {
        case boolOp(BooleanOperator, values: NodeList<Expression>)
        case namedExpr(target: Expression, value: Expression)
        case binOp(left: Expression, BinaryOperator, right: Expression)
        case unaryOp(UnaryOperator, operand: Expression)
        case lambda(Arguments, body: Expression)
        case ifExp(test: Expression, body: Expression, orelse: Expression)
        /// A nil key stands for `**value`.
        case dict(keys: NodeList<Expression?>, values: NodeList<Expression>)
        case set(NodeList<Expression>)
        case listComp(element: Expression, NodeList<Comprehension>)
        case setComp(element: Expression, NodeList<Comprehension>)
        case dictComp(key: Expression, value: Expression, NodeList<Comprehension>)
        case generatorExp(element: Expression, NodeList<Comprehension>)
        case await(Expression)
        case yield(Expression?)
        case yieldFrom(Expression)
        case compare(left: Expression, NodeList<ComparisonOperator>, comparators: NodeList<Expression>)
        case call(Expression, arguments: NodeList<Expression>, keywords: NodeList<Keyword>)
        /// `conversion` is -1, or the ASCII code of `s`, `r` or `a`.
        case formattedValue(Expression, conversion: Int32, formatSpec: Expression?)
        case joinedStr(NodeList<Expression>)
        /// `isUnicodeKind` tells that the literal had the prefix `u` (`kind == 'u'`).
        case constant(ConstantIndex, isUnicodeKind: Bool)
        case attribute(Expression, Identifier, ExpressionContext)
        case subscript_(Expression, index: Expression, ExpressionContext)
        case starred(Expression, ExpressionContext)
        case name(Identifier, ExpressionContext)
        case list(NodeList<Expression>, ExpressionContext)
        case tuple(NodeList<Expression>, ExpressionContext)
        case slice(lower: Expression?, upper: Expression?, step: Expression?)
    }
}

public enum ExpressionContext: UInt8, Sendable { case load, store, delete }
public enum BooleanOperator: UInt8, Sendable { case and, or }
public enum UnaryOperator: UInt8, Sendable { case invert, not, plus, minus }

/// The order is that of `ast.operator`.
public enum BinaryOperator: UInt8, Sendable {
    case add, subtract, multiply, matrixMultiply, divide, modulo, power, leftShift, rightShift, bitOr, bitXor, bitAnd, floorDivide
}

public enum ComparisonOperator: UInt8, Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, is_, isNot, in_, notIn
}

/// A statement (`ast.stmt`).
public struct Statement: Hashable {
    public struct Record {
        public var kind: Kind
        public var range: SourceRange
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }

    public var kind: Kind {
        @inlinable get { record.pointee.kind }
        nonmutating set { record.pointee.kind = newValue }
    }
    public var range: SourceRange {
        @inlinable get { record.pointee.range }
        nonmutating set { record.pointee.range = newValue }
    }

    public enum Kind {
        case functionDef(FunctionDefinition)
        case asyncFunctionDef(FunctionDefinition)
        case classDef(ClassDefinition)
        case return_(Expression?)
        case delete(NodeList<Expression>)
        case assign(targets: NodeList<Expression>, value: Expression, typeComment: Identifier?)
        case typeAlias(name: Expression, typeParameters: NodeList<TypeParameter>, value: Expression)
        case augAssign(target: Expression, BinaryOperator, value: Expression)
        /// `isSimple`: the target is a name without parentheses.
        case annAssign(target: Expression, annotation: Expression, value: Expression?, isSimple: Bool)
        case for_(target: Expression, iterable: Expression, body: NodeList<Statement>, orelse: NodeList<Statement>, typeComment: Identifier?)
        case asyncFor(target: Expression, iterable: Expression, body: NodeList<Statement>, orelse: NodeList<Statement>, typeComment: Identifier?)
        case while_(test: Expression, body: NodeList<Statement>, orelse: NodeList<Statement>)
        case if_(test: Expression, body: NodeList<Statement>, orelse: NodeList<Statement>)
        case with(items: NodeList<WithItem>, body: NodeList<Statement>, typeComment: Identifier?)
        case asyncWith(items: NodeList<WithItem>, body: NodeList<Statement>, typeComment: Identifier?)
        case match(subject: Expression, cases: NodeList<MatchCase>)
        case raise(exception: Expression?, cause: Expression?)
        case try_(body: NodeList<Statement>, handlers: NodeList<ExceptHandler>, orelse: NodeList<Statement>, finalbody: NodeList<Statement>)
        case tryStar(body: NodeList<Statement>, handlers: NodeList<ExceptHandler>, orelse: NodeList<Statement>, finalbody: NodeList<Statement>)
        case assert(test: Expression, message: Expression?)
        case import_(NodeList<Alias>)
        case importFrom(module: Identifier?, names: NodeList<Alias>, level: Int32)
        case global(NodeList<Identifier>)
        case nonlocal(NodeList<Identifier>)
        case expr(Expression)
        case pass
        case break_
        case continue_
    }
}

/// The fields of `FunctionDef` and `AsyncFunctionDef`.
public struct FunctionDefinition: Hashable {
    public struct Record {
        public var name: Identifier
        public var arguments: Arguments
        public var body: NodeList<Statement>
        public var decorators: NodeList<Expression>
        public var returns: Expression?
        public var typeComment: Identifier?
        public var typeParameters: NodeList<TypeParameter>
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// The fields of `ClassDef`.
public struct ClassDefinition: Hashable {
    public struct Record {
        public var name: Identifier
        public var bases: NodeList<Expression>
        public var keywords: NodeList<Keyword>
        public var body: NodeList<Statement>
        public var decorators: NodeList<Expression>
        public var typeParameters: NodeList<TypeParameter>
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.arguments`.
public struct Arguments: Hashable {
    public struct Record {
        public var positionalOnly: NodeList<Argument>
        public var positional: NodeList<Argument>
        public var varArgument: Argument?
        public var keywordOnly: NodeList<Argument>
        /// One for each keyword-only argument; nil where there is no default.
        public var keywordDefaults: NodeList<Expression?>
        public var keywordArgument: Argument?
        /// For the last arguments of `positionalOnly` and `positional` together.
        public var defaults: NodeList<Expression>
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.arg`.
public struct Argument: Hashable {
    public struct Record {
        public var name: Identifier
        public var annotation: Expression?
        public var typeComment: Identifier?
        public var range: SourceRange
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.keyword`: the name is nil for `**value`.
public struct Keyword: Hashable {
    public struct Record {
        public var name: Identifier?
        public var value: Expression
        public var range: SourceRange
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.alias`.
public struct Alias: Hashable {
    public struct Record {
        public var name: Identifier
        public var asName: Identifier?
        public var range: SourceRange
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.withitem`.
public struct WithItem: Hashable {
    public struct Record {
        public var context: Expression
        public var variable: Expression?
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.comprehension`.
public struct Comprehension: Hashable {
    public struct Record {
        public var target: Expression
        public var iterable: Expression
        public var conditions: NodeList<Expression>
        public var isAsync: Bool
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.ExceptHandler`.
public struct ExceptHandler: Hashable {
    public struct Record {
        public var type: Expression?
        public var name: Identifier?
        public var body: NodeList<Statement>
        public var range: SourceRange
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.match_case`.
public struct MatchCase: Hashable {
    public struct Record {
        public var pattern: Pattern
        public var guardExpression: Expression?
        public var body: NodeList<Statement>
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.pattern`.
public struct Pattern: Hashable {
    public struct Record {
        public var kind: Kind
        public var range: SourceRange
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }

    public enum Kind {
        case value(Expression)
        /// The constant is None, True or False.
        case singleton(ConstantIndex)
        case sequence(NodeList<Pattern>)
        case mapping(keys: NodeList<Expression>, patterns: NodeList<Pattern>, rest: Identifier?)
        case class_(Expression, patterns: NodeList<Pattern>, keywordNames: NodeList<Identifier>, keywordPatterns: NodeList<Pattern>)
        case star(Identifier?)
        case as_(Pattern?, name: Identifier?)
        case or(NodeList<Pattern>)
    }
}

/// `ast.type_param`.
public struct TypeParameter: Hashable {
    public enum Variety: UInt8 { case typeVar, paramSpec, typeVarTuple }
    public struct Record {
        public var variety: Variety
        public var name: Identifier
        /// Only a `TypeVar` has one.
        public var bound: Expression?
        public var defaultValue: Expression?
        public var range: SourceRange
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// `ast.TypeIgnore`.
public struct TypeIgnore: Hashable {
    public struct Record {
        public var line: Int32
        public var tag: Identifier
    }
    public let record: UnsafeMutablePointer<Record>
    public init(record: UnsafeMutablePointer<Record>) { self.record = record }
}

/// What all handles have in common.
public protocol NodeHandle {
    associatedtype Record
    var record: UnsafeMutablePointer<Record> { get }
    init(record: UnsafeMutablePointer<Record>)
}

extension Expression: NodeHandle {}
extension Statement: NodeHandle {}
extension FunctionDefinition: NodeHandle {}
extension ClassDefinition: NodeHandle {}
extension Arguments: NodeHandle {}
extension Argument: NodeHandle {}
extension Keyword: NodeHandle {}
extension Alias: NodeHandle {}
extension WithItem: NodeHandle {}
extension Comprehension: NodeHandle {}
extension ExceptHandler: NodeHandle {}
extension MatchCase: NodeHandle {}
extension Pattern: NodeHandle {}
extension TypeParameter: NodeHandle {}
extension TypeIgnore: NodeHandle {}

extension SyntaxTree {
    /// A new node with the given fields: `tree.make(.init(kind: .pass, range: range))`.
    @inline(__always)
    public func make<Handle: NodeHandle>(_ record: Handle.Record, as handle: Handle.Type = Handle.self) -> Handle {
        let place = allocate(Handle.Record.self, count: 1)
        place.initialize(to: record)
        return Handle(record: place)
    }

    @inline(__always)
    public func expression(_ kind: Expression.Kind, _ range: SourceRange) -> Expression {
        make(Expression.Record(kind: kind, range: range), as: Expression.self)
    }

    @inline(__always)
    public func statement(_ kind: Statement.Kind, _ range: SourceRange) -> Statement {
        make(Statement.Record(kind: kind, range: range), as: Statement.self)
    }
}
