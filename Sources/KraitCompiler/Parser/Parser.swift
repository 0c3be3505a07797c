import KraitBytecode
import KraitUnicode

/// Parses a program into a syntax tree.
///
/// - Throws: the exception that CPython raises: a syntax error with its exact range, or what stands in its place.
public func parse(_ source: SourceText, options: CompileOptions = CompileOptions()) throws(CompileError) -> SyntaxTree {
    try withCompilerStack(sourceSize: source.count, stackSize: .max, isWanted: nil) { stop throws(CompileError) in try parseOnThisStack(source, options, stop) }
}

/// The same without a thread of its own: the stack must have room for 6000 nested rules.
func parseOnThisStack(_ source: SourceText, _ options: CompileOptions, _ stop: StopFlag) throws(CompileError) -> SyntaxTree {
    try Parser(source, options: options, stop).run()
}

/// Thrown through the rules once an error is known; the error itself waits in ``Parser/raised``.
struct SyntaxFailure: Error {}

/// A recursive-descent parser that behaves as CPython's PEG parser: one method per rule of Grammar/python.gram, named after it.
///
///     tokens   [ 0 … mark … fill ) ──── fetched from the tokenizer one by one, never forgotten
///                    next  last fetched: where CPython places many errors
///
/// A rule returns nil when it does not match. The position is then anywhere: a caller that tries something else sets `mark` back.
///
/// Two passes share these methods. The first predicts by the next token and builds the tree. If it fails, a second one starts over: it tries
/// the `invalid_` rules (folder InvalidRules, ``reportsErrors``) and the alternatives of expressions and assignments in CPython's order, with
/// CPython's memo (``isExact``), because what it finds first and how many tokens it has fetched by then decide the error.
final class Parser {
    let source: SourceText
    let options: CompileOptions
    private let stop: StopFlag
    let tokenizer: Tokenizer
    let tree = SyntaxTree()
    // One thread at a time parses; run-time checks of exclusive access would cost more than the accesses.
    @exclusivity(unchecked) var literals: LiteralBuilder
    /// The minor version whose grammar is allowed.
    let featureVersion: Int
    let isSingle: Bool

    // MARK: Tokens

    @exclusivity(unchecked) private(set) var tokens: UnsafeMutablePointer<Token>
    @exclusivity(unchecked) private var capacity: Int
    /// How many tokens were fetched.
    @exclusivity(unchecked) private(set) var fill = 0
    /// The index of the next token.
    @exclusivity(unchecked) var mark = 0
    /// CPython's `parsing_started`: the end of a single statement counts as a line end first.
    @exclusivity(unchecked) private var hasStarted = false
    @exclusivity(unchecked) private var typeIgnores: [TypeIgnore] = []

    // MARK: State

    /// The alternatives of expressions and targets are tried one after the other, with a memo, as the grammar has them: always in the second
    /// pass, and where an error of the first depends on how much of an expression matches.
    @exclusivity(unchecked) var isExact = false
    /// CPython's `call_invalid_rules`: on in the second pass, but for some parts of it.
    @exclusivity(unchecked) var reportsErrors = false
    /// The error behind a ``SyntaxFailure``.
    @exclusivity(unchecked) var raised: CompileError?
    /// `<>` is written for `!=` (PEP 401).
    @exclusivity(unchecked) var usesBarryAsFLUFL: Bool
    /// Levels of recursion, as CPython counts rules.
    @exclusivity(unchecked) var depth = 0
    /// Elements of lists that are being read; see ``Parser/takeList(from:)``.
    @exclusivity(unchecked) var scratch: UnsafeMutablePointer<UInt>
    @exclusivity(unchecked) var scratchCount = 0
    @exclusivity(unchecked) private var scratchCapacity: Int
    @exclusivity(unchecked) var memo = Memo()
    /// Above zero while an alternative is tried that may be given up for another in the first pass.
    @exclusivity(unchecked) var speculation = 0
    /// Strings of the first pass are in the memo.
    @exclusivity(unchecked) var hasStringMemo = false
    /// Where a `for` of a comprehension failed to match in the first pass.
    @exclusivity(unchecked) var failedForClauses: Set<Int> = []

    @exclusivity(unchecked) private var constantIndices: (none: ConstantIndex?, true_: ConstantIndex?, false_: ConstantIndex?, ellipsis: ConstantIndex?)

    init(_ source: SourceText, options: CompileOptions, _ stop: StopFlag) {
        self.source = source
        self.options = options
        self.stop = stop
        tokenizer = Tokenizer(source, options: options)
        literals = LiteralBuilder(tokenizer: tokenizer, tree: tree, options: options)
        featureVersion = options.featureVersion ?? 13
        isSingle = options.mode == .single
        usesBarryAsFLUFL = options.futureFeatures.contains(.futureBarryAsBDFL)
        capacity = max(64, min(source.count / 4, 1 << 20))
        tokens = .allocate(capacity: capacity)
        scratchCapacity = 256
        scratch = .allocate(capacity: scratchCapacity)
    }

    deinit {
        tokens.deallocate()
        scratch.deallocate()
    }

    /// In CPython: `_PyPegen_run_parser`.
    func run() throws(CompileError) -> SyntaxTree {
        let matches: Bool
        do {
            matches = try start()
        } catch {
            matches = false
        }
        if matches {
            if isSingle, hasFurtherText {
                _ = raise("multiple statements found while compiling a single statement")
                if let raised { throw raised }
            }
            return tree
        }
        throw explainFailure()
    }

    /// The rule of the mode. True when the whole source matches.
    func start() throws(SyntaxFailure) -> Bool {
        switch options.mode {
        case .exec:
            guard let body = try statements(), try kind() == .endMarker else { return false }
            mark += 1
            tree.root = .module(body: body, typeIgnores: tree.list(typeIgnores))
        case .single:
            guard let body = try interactiveStatement() else { return false }
            tree.root = .interactive(body: body)
        case .eval:
            guard let value = try expressions() else { return false }
            while try take(.newline) {}
            guard try take(.endMarker) else { return false }
            tree.root = .expression(value)
        case .functionType:
            guard let (arguments, returns) = try functionType() else { return false }
            tree.root = .functionType(arguments: arguments, returns: returns)
        }
        return true
    }

    /// Whether more than white space and comments is left. In CPython: `bad_single_statement`.
    private var hasFurtherText: Bool {
        var place = tokenizer.cursor
        while place < tokenizer.end {
            switch place.pointee {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), 0x0C:
                place += 1
            case UInt8(ascii: "#"):
                while place < tokenizer.end, place.pointee != UInt8(ascii: "\n") { place += 1 }
            default:
                return true
            }
        }
        return false
    }

    /// Starts over for the second pass.
    func rewind() {
        mark = 0
        depth = 0
        scratchCount = 0
        speculation = 0
        memo.removeAll()
        isExact = true
        reportsErrors = true
        literals.isSecondPass = true
    }

    // MARK: Tokens

    /// The kind of the next token.
    @inline(__always)
    func kind() throws(SyntaxFailure) -> TokenKind {
        if mark == fill { try fetch() }
        return tokens[mark].kind
    }

    /// The kind of the token after the next one. That is fetched too.
    @inline(__always)
    func kindAfterNext() throws(SyntaxFailure) -> TokenKind {
        if mark == fill { try fetch() }
        if mark + 1 == fill { try fetch() }
        return tokens[mark + 1].kind
    }

    /// Goes on to the next token if this one is of the given kind.
    @inline(__always)
    func take(_ kind: TokenKind) throws(SyntaxFailure) -> Bool {
        if mark == fill { try fetch() }
        if tokens[mark].kind != kind { return false }
        mark += 1
        return true
    }

    /// The next token, which has been fetched.
    @inline(__always)
    var current: Token { tokens[mark] }

    /// The token that was taken last.
    @inline(__always)
    var previous: Token { tokens[mark - 1] }

    /// Takes a soft keyword.
    @inline(__always)
    func takeSoft(_ keyword: SoftKeyword) throws(SyntaxFailure) -> Bool {
        if mark == fill { try fetch() }
        if tokens[mark].softKeyword != keyword { return false }
        mark += 1
        return true
    }

    /// A token of this kind or CPython's `&&` error.
    func force(_ kind: TokenKind, _ text: String) throws(SyntaxFailure) {
        if try take(kind) { return }
        throw raise("expected '\(text)'", at: current.range)
    }

    @inline(never)
    private func fetch() throws(SyntaxFailure) {
        if stop.isSet { throw abandon() }
        if fill == capacity {
            let larger = UnsafeMutablePointer<Token>.allocate(capacity: capacity * 2)
            larger.update(from: tokens, count: fill)
            tokens.deallocate()
            tokens = larger
            capacity *= 2
        }
        do {
            var token = try tokenizer.next()
            while token.kind == .typeIgnore {
                let tag = tree.identifiers.intern(source.text(token))
                typeIgnores.append(tree.make(.init(line: token.line, tag: tag), as: TypeIgnore.self))
                token = try tokenizer.next()
            }
            if isSingle, token.kind == .endMarker, hasStarted {
                // The end of a single statement ends its line and its blocks.
                token.kind = .newline
                hasStarted = false
                if !options.dontImplyDedent { tokenizer.closeBlocks() }
            } else {
                hasStarted = true
            }
            tokens[fill] = token
            fill += 1
        } catch {
            if let token = tokenizer.errorToken {
                tokens[fill] = token
                fill += 1
            }
            throw fail(error)
        }
    }

    // MARK: Ranges

    /// From the token at `start` through the token taken last.
    @inline(__always)
    func range(from start: Int) -> SourceRange {
        let first = tokens + start, last = tokens + (mark - 1)
        return SourceRange(
            line: first.pointee.line, column: first.pointee.column, endLine: last.pointee.endLine, endColumn: last.pointee.endColumn)
    }

    /// The same, but a range of statements ends before line ends and dedents.
    func statementRange(from start: Int) -> SourceRange {
        var last = mark - 1
        while last > start {
            switch tokens[last].kind {
            case .newline, .indent, .dedent, .endMarker: last -= 1
            default: return tokens[start].range.through(tokens[last].range)
            }
        }
        return tokens[start].range.through(tokens[last].range)
    }

    // MARK: Lists

    /// Keeps a node for a list. Whoever begins a list remembers ``scratchCount`` and sets it back in the end.
    @inline(__always)
    func push(_ node: some NodeHandle) { push(word: UInt(bitPattern: node.record)) }

    @inline(__always)
    func push(word: UInt) {
        if scratchCount == scratchCapacity { growScratch() }
        scratch[scratchCount] = word
        scratchCount += 1
    }

    @inline(never)
    private func growScratch() {
        let larger = UnsafeMutablePointer<UInt>.allocate(capacity: scratchCapacity * 2)
        larger.update(from: scratch, count: scratchCount)
        scratch.deallocate()
        scratch = larger
        scratchCapacity *= 2
    }

    /// The nodes pushed since `base`. Nodes are one word, and nil is zero, so a list of them is a copy of the words.
    @inline(__always)
    func takeList<Element>(_ type: Element.Type = Element.self, from base: Int, every stride: Int = 1) -> NodeList<Element> {
        let count = (scratchCount - base) / stride
        if count == 0 { return .empty }
        let place = tree.allocate(Element.self, count: count)
        let words = UnsafeMutableRawPointer(place).bindMemory(to: UInt.self, capacity: count)
        for index in 0..<count { words[index] = scratch[base + index * stride] }
        return NodeList(base: UnsafeMutableRawPointer(words).bindMemory(to: Element.self, capacity: count), count: count)
    }

    /// A list of names pushed as words.
    func takeIdentifiers(from base: Int) -> NodeList<Identifier> {
        let count = scratchCount - base
        if count == 0 { return .empty }
        let place = tree.allocate(Identifier.self, count: count)
        for index in 0..<count {
            (place + index).initialize(to: Identifier(rawValue: Int32(truncatingIfNeeded: scratch[base + index])))
        }
        return NodeList(base: place, count: count)
    }

    /// A list of one element.
    func single<Element>(_ element: Element) -> NodeList<Element> {
        let place = tree.allocate(Element.self, count: 1)
        place.initialize(to: element)
        return NodeList(base: place, count: 1)
    }

    // MARK: Names and constants

    /// The name that a token stands for, normalized (NFKC) as PEP 3131 wants it.
    @inline(__always)
    func identifier(_ token: Token) -> Identifier {
        let text = source.text(token)
        var bits: UInt8 = 0
        for byte in text { bits |= byte }
        if bits >= 0x80 { return normalizedIdentifier(text) }
        return tree.identifiers.intern(text)
    }

    @inline(never)
    private func normalizedIdentifier(_ text: UnsafeBufferPointer<UInt8>) -> Identifier {
        tree.identifiers.intern(PythonString(uncheckedUTF8: nfkc(text)))
    }

    /// Takes a name and gives its identifier.
    @inline(__always)
    func name() throws(SyntaxFailure) -> Identifier? {
        guard try kind() == .name else { return nil }
        mark += 1
        return identifier(tokens[mark - 1])
    }

    func constant(_ value: Constant, at range: SourceRange) -> Expression {
        tree.expression(.constant(tree.constant(value), isUnicodeKind: false), range)
    }

    func noneConstant() -> ConstantIndex {
        if let index = constantIndices.none { return index }
        let index = tree.constant(.none)
        constantIndices.none = index
        return index
    }

    func booleanConstant(_ value: Bool) -> ConstantIndex {
        if let index = value ? constantIndices.true_ : constantIndices.false_ { return index }
        let index = tree.constant(.bool(value))
        if value { constantIndices.true_ = index } else { constantIndices.false_ = index }
        return index
    }

    func ellipsisConstant() -> ConstantIndex {
        if let index = constantIndices.ellipsis { return index }
        let index = tree.constant(.ellipsis)
        constantIndices.ellipsis = index
        return index
    }

    // MARK: Exact matching

    /// What `body` finds by the letter of the grammar. In the first pass it is something that was read before: it does not warn again.
    func exactly<Result>(_ body: () throws(SyntaxFailure) -> Result) throws(SyntaxFailure) -> Result {
        if isExact { return try body() }
        isExact = true
        literals.isSecondPass = true
        defer {
            isExact = false
            literals.isSecondPass = false
        }
        return try body()
    }

    // MARK: Limits

    /// One more level of recursion, counted as CPython counts nested rules (`MAXSTACK`); pair it with ``ascend(by:)``.
    @inline(__always)
    func descend(by levels: Int = 1) throws(SyntaxFailure) {
        depth += levels
        if depth * stop.depthDivisor > Parser.maximumDepth { throw overflow() }
        if stop.isSet { throw abandon() }
    }

    @inline(__always)
    func ascend(by levels: Int = 1) { depth -= levels }

    /// 6000 rules, less those above an expression statement; on a small stack, less.
    private static let maximumDepth = 5969

    @inline(never)
    private func abandon() -> SyntaxFailure {
        raised = .abandoned
        return SyntaxFailure()
    }

    private func overflow() -> SyntaxFailure {
        raised = CompileError(.memoryError, "Parser stack overflowed - Python source too complex to parse")
        return SyntaxFailure()
    }
}
