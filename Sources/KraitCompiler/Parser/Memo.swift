/// What rules found at a token, so that the second pass stays linear; and what CPython remembers too, because a result found
/// without `invalid_` rules is then used where they are on.
struct Memo {
    /// The rules with a memo. Those of expressions come first, each followed by the one that calls it.
    enum Rule: UInt8 {
        case primary, awaitPrimary, factor, term, sum, shift, bitwiseAnd, bitwiseXor, bitwiseOr, inversion, conjunction, disjunction, expression
        case starExpression
        case simpleStatement, block, strings, arguments, starTarget, targetWithStarAtom, deleteTarget, targetPrimary, closedPattern, typeParameter
        case invalidNamedExpression
    }

    private struct Entry {
        /// The rules that gave this result. Most operands are alone, so that many rules find the same.
        var first: Rule
        var last: Rule
        /// Where the rule ended.
        var mark: Int32
        /// The entry before this one at the same token; -1 for none.
        var next: Int32
        var node: UInt
    }

    /// The last entry of each token.
    private var heads: [Int32] = []
    private var entries: [Entry] = []

    mutating func removeAll() {
        heads.removeAll()
        entries.removeAll()
    }

    /// What the rule found at a token: the word of the node (zero when it did not match), and where it ended.
    func find(_ rule: Rule, at token: Int) -> (node: UInt, mark: Int)? {
        guard token < heads.count else { return nil }
        var index = heads[token]
        while index >= 0 {
            let entry = entries[Int(index)]
            if entry.first.rawValue <= rule.rawValue, rule.rawValue <= entry.last.rawValue { return (entry.node, Int(entry.mark)) }
            index = entry.next
        }
        return nil
    }

    mutating func insert(_ rule: Rule, at token: Int, node: UInt, mark: Int) {
        while heads.count <= token { heads.append(-1) }
        let head = heads[token]
        if head >= 0 {
            let entry = entries[Int(head)]
            if entry.last.rawValue + 1 == rule.rawValue, rule.rawValue <= Rule.starExpression.rawValue, entry.node == node, Int(entry.mark) == mark {
                entries[Int(head)].last = rule
                return
            }
        }
        let mark = Int32(truncatingIfNeeded: mark)
        entries.append(Entry(first: rule, last: rule, mark: mark, next: head, node: node))
        heads[token] = Int32(truncatingIfNeeded: entries.count - 1)
    }
}

extension Parser {
    /// The result of `body`, found at most once at this token.
    func memoized<Node: NodeHandle>(
        _ rule: Memo.Rule, _ body: () throws(SyntaxFailure) -> Node?
    ) throws(SyntaxFailure) -> Node? {
        _ = try kind()
        let start = mark
        if let found = memo.find(rule, at: start) {
            mark = found.mark
            guard let place = UnsafeMutableRawPointer(bitPattern: found.node) else { return nil }
            return Node(record: place.assumingMemoryBound(to: Node.Record.self))
        }
        let node = try body()
        if node == nil { mark = start }
        memo.insert(rule, at: start, node: node.map { UInt(bitPattern: $0.record) } ?? 0, mark: mark)
        return node
    }
}
