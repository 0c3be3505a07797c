import KraitBytecode
import KraitCompiler

/// Where in a piece of source the operator of a binary operation is, or the brackets of a subscript or call: from `left` on the line `leftLine` up to
/// `right` on the line `rightLine`. Lines and characters count from 0.
final class CaretAnchors {
    let leftLine: Int
    var left: Int
    let rightLine: Int
    var right: Int

    init(_ leftLine: Int, _ left: Int, _ rightLine: Int, _ right: Int) {
        self.leftLine = leftLine
        self.left = left
        self.rightLine = rightLine
        self.right = right
    }

    /// The anchors in a piece of source; nil if it is no such expression.
    static func find(_ segment: Line) -> CaretAnchors? {
        // Brackets around it: an expression may go over several lines.
        guard let tree = parseSource("(\n\(segment.text)\n)"), case .module(let body, _) = tree.root, body.count == 1,
            case .expr(let expression) = body[0].kind
        else { return nil }
        let text = SegmentText(segment)
        switch expression.kind {
        case .binOp(let left, _, let right): return text.operatorPlace(left, right)
        case .subscript_(let value, _, _): return text.brackets(behind: value, of: expression, "[")
        case .call(let function, _, _): return text.brackets(behind: function, of: expression, "(")
        default: return nil
        }
    }

    /// Whether marks say more than the line alone: not if the whole line ran, nor if it is nothing but a call whose value is returned or assigned.
    static func areCaretsUseful(_ lines: [Line], start: Int, end: Int, _ anchors: CaretAnchors?) -> Bool {
        if let tree = parseSource(lines.map(\.text).joined(separator: "\n")), case .module(let body, _) = tree.root {
            if body.count == 0 { return false }
            if let call = plainCall(body[0]), call.range.line == 1, Int(call.range.endLine) == lines.count, Int(call.range.column) == start,
                Int(call.range.endColumn) == end
            {
                return false
            }
        }
        if anchors != nil { return true }
        let first = lines[0], last = lines[lines.count - 1]
        return !Line(first.prefix(start)).isBlank || !Line(last.dropFirst(end)).isBlank
    }

    /// The call in `return f(…)` and `x = f(…)`.
    private static func plainCall(_ statement: Statement) -> Expression? {
        switch statement.kind {
        case .return_(let value?):
            guard case .call(let function, _, _) = value.kind, case .name = function.kind else { return nil }
            return value
        case .assign(let targets, let value, _):
            guard targets.count == 1, case .name = targets[0].kind, case .call = value.kind else { return nil }
            return value
        default: return nil
        }
    }
}

private func parseSource(_ text: String) -> SyntaxTree? {
    guard let source = try? SourceText(PythonString(text), filename: "<unknown>") else { return nil }
    return try? parse(source)
}

/// A piece of source, and ways to find places in it. The tree's lines count from 2: a bracket stands before.
private struct SegmentText {
    struct Place {
        var line: Int
        var column: Int
    }

    let lines: [Line]

    init(_ segment: Line) { lines = segment.split(separator: "\n", omittingEmptySubsequences: false).map { Line($0) } }

    private func column(_ line: Int, byte: Int32) -> Int? {
        lines.indices.contains(line) ? lines[line].characterOffset(ofByte: Int(byte)) : nil
    }

    private func end(of expression: Expression) -> Place? {
        let line = Int(expression.range.endLine) - 2
        return column(line, byte: expression.range.endColumn).map { Place(line: line, column: $0) }
    }

    /// The first character at or behind a place, on a later line perhaps.
    private func valid(_ place: Place) -> Place? {
        var place = place
        while place.line < lines.count, place.column >= lines[place.line].count { place = Place(line: place.line + 1, column: 0) }
        return place.line < lines.count ? place : nil
    }

    /// The first character from a place on that is wanted, not counting comments and line ends.
    private func search(from start: Place, _ isWanted: (Unicode.Scalar) -> Bool) -> Place? {
        var place = valid(start)
        while let known = place {
            let character = lines[known.line][known.column]
            if character == "\\" || character == "#" {
                place = valid(Place(line: known.line + 1, column: 0))
            } else if isWanted(character) {
                return known
            } else {
                place = valid(Place(line: known.line, column: known.column + 1))
            }
        }
        return nil
    }

    func operatorPlace(_ left: Expression, _ right: Expression) -> CaretAnchors? {
        guard let start = end(of: left), let place = search(from: start, { !$0.isBlank && $0 != ")" }) else { return nil }
        // One or two characters, before the right operand.
        let line = lines[place.line], rightLine = Int(right.range.line) - 2
        var end = place.column + 1
        if end < line.count, rightLine > place.line || end < (column(rightLine, byte: right.range.column) ?? 0), !line[end].isBlank, line[end] != "\\",
            line[end] != "#"
        {
            end += 1
        }
        return CaretAnchors(place.line, place.column, place.line, end)
    }

    func brackets(behind expression: Expression, of whole: Expression, _ bracket: Unicode.Scalar) -> CaretAnchors? {
        guard let start = end(of: expression), let open = search(from: start, { $0 == bracket }), let close = end(of: whole) else { return nil }
        return CaretAnchors(open.line, open.column, close.line, close.column)
    }
}
