import KraitBytecode
import KraitCompiler
import KraitUnicode

// The lines of a traceback: file, line and function of each frame, the source, and marks below the part that ran.
//
//       File "a.py", line 3, in f
//         return g(x) + 1
//                ~^^^
//
// As CPython's Lib/traceback.py does it (StackSummary.format).

/// One entry of a traceback.
struct StackEntry {
    let filename: String
    let name: String
    /// Lines from 1, columns in bytes from 0; nil where the code has no such information.
    let line: Int?
    let endLine: Int?
    let column: Int?
    let endColumn: Int?
    /// How many entries in a row it stands for, of which only the number is shown.
    var repetitions = 1
}

/// Text as a sequence of code points, which is what columns count.
typealias Line = [Unicode.Scalar]

/// The lines of source files, read once.
final class SourceLines {
    private let machine: Machine
    private var files: [String: SourceText?] = [:]

    init(_ machine: Machine) { self.machine = machine }

    /// Whether columns are shown: not with `-X no_debug_ranges`.
    var hasColumns: Bool { !machine.pointee.configuration.hasNoColumns }

    /// A line without what is blank at its end; empty if there is none.
    func line(_ number: Int, of filename: String) -> Line {
        let source: SourceText?
        if let known = files[filename] {
            source = known
        } else {
            source = read(filename)
            files[filename] = source
        }
        guard let source else { return [] }
        var line = Line(String(decoding: source.line(number), as: UTF8.self).unicodeScalars)
        while let last = line.last, last.isBlank { line.removeLast() }
        return line
    }

    private func read(_ filename: String) -> SourceText? {
        if let bytes = machine.pointee.sources[filename] {
            return bytes.withUnsafeBytes { try? SourceText($0, origin: .string, filename: PythonString(filename)) }
        }
        if filename.isEmpty || (filename.hasPrefix("<") && filename.hasSuffix(">")) { return nil }
        guard let bytes = try? machine.pointee.host.readFile(filename) else { return nil }
        return bytes.withUnsafeBytes { try? SourceText($0, origin: .file, filename: PythonString(filename)) }
    }
}

extension Unicode.Scalar {
    /// Whether Python's `str.isspace` holds.
    var isBlank: Bool { properties.isWhitespace || (0x1C...0x1F).contains(value) }
}

extension Line {
    /// The character at which an offset in bytes of UTF-8 is.
    func characterOffset(ofByte offset: Int) -> Int {
        var bytes = 0, index = 0
        while index < count, bytes < offset {
            bytes += UTF8.width(self[index])
            index += 1
        }
        return index
    }

    /// How many columns of a terminal the first characters take.
    func displayWidth(_ offset: Int? = nil) -> Int {
        let offset = offset ?? count
        if allSatisfy(\.isASCII) { return offset }
        return self[..<Swift.min(offset, count)].reduce(0) { width, scalar in
            switch eastAsianWidth(scalar.value) {
            case .wide, .fullwidth: width + 2
            default: width + 1
            }
        }
    }

    var isBlank: Bool { allSatisfy(\.isBlank) }
    var indentation: Int { firstIndex { !$0.isBlank } ?? count }
    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: self)
        return String(view)
    }
}

/// The text without what all lines are indented by; blank lines become empty.
func dedented(_ lines: [Line]) -> [Line] {
    func isMargin(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
    var margin: Line?
    for line in lines where !line.allSatisfy(isMargin) {
        let indent = Line(line.prefix(while: isMargin))
        guard let known = margin else { margin = indent; continue }
        margin = Line(zip(known, indent).prefix { $0 == $1 }.map(\.0))
    }
    let width = margin?.count ?? 0
    return lines.map { $0.allSatisfy(isMargin) ? [] : Line($0.dropFirst(width)) }
}

/// How often one line is shown before it is only counted.
private let shownRepetitions = 3

/// The entries of a stack as they are printed; without marks, only the first line of each.
func formatStack(_ entries: [StackEntry], _ sources: SourceLines, _ budget: inout ReportBudget, marks: Bool = true) -> String {
    var result = ""
    var last: StackEntry?
    var count = 0
    func endRepetition() {
        guard count > shownRepetitions else { return }
        let more = count - shownRepetitions
        result += "  [Previous line repeated \(more) more time\(more > 1 ? "s" : "")]\n"
    }
    for entry in entries {
        if let known = last, known.filename == entry.filename, known.name == entry.name, known.line != nil, known.line == entry.line {
            count += entry.repetitions
        } else {
            endRepetition()
            last = entry
            count = 1
        }
        if count <= shownRepetitions {
            let text = formatEntry(entry, sources, marks: marks)
            guard budget.take(text.utf8.count) else { break }
            result += text
        }
    }
    endRepetition()
    return result
}

private func formatEntry(_ entry: StackEntry, _ sources: SourceLines, marks: Bool) -> String {
    let filename = entry.filename.hasPrefix("<stdin>-") ? "<stdin>" : entry.filename
    let header = "  File \"\(filename)\", line \(entry.line.map { "\($0)" } ?? "None"), in \(entry.name)\n"
    guard let line = entry.line, let endLine = marks ? entry.endLine : entry.line, endLine >= line, endLine - line < 10_000 else { return header }
    let original = (line...endLine).map { sources.line($0, of: entry.filename) }
    let lines = dedented(original)
    if lines.allSatisfy(\.isBlank) { return header }
    guard marks, let column = entry.column, let endColumn = entry.endColumn, let first = lines.first, let last = lines.last else {
        let stripped = Line(original[0].drop(while: \.isBlank))
        return header + (stripped.isEmpty ? "" : "    " + stripped.text) + "\n"
    }
    let removed = original[0].count - first.count
    let start = max(0, original[0].characterOffset(ofByte: column) - removed)
    let end = max(0, original[original.count - 1].characterOffset(ofByte: endColumn) - removed)
    var segment = Line(lines.joined(separator: ["\n"]))
    let segmentEnd = max(segment.count - (last.count - end), 0)
    segment = start < min(segmentEnd, segment.count) ? Line(segment[start..<min(segmentEnd, segment.count)]) : []
    let anchors = CaretAnchors.find(segment)
    let marks = MarkedLines(lines: lines, start: start, end: end, anchors: anchors)
    return header + dedented(marks.format()).map { "    " + $0.text + "\n" }.joined()
}

/// Source lines with marks below: `^` for the part that ran, and where that is an operation, `~` for its operands.
private final class MarkedLines {
    let lines: [Line]
    let start: Int
    let end: Int
    let anchors: CaretAnchors?
    private let showsMarks: Bool
    private let displayStart: Int
    private let displayEnd: Int

    init(lines: [Line], start: Int, end: Int, anchors: CaretAnchors?) {
        self.anchors = anchors
        self.lines = lines
        self.start = start
        self.end = end
        showsMarks = CaretAnchors.areCaretsUseful(lines, start: start, end: end, anchors)
        displayStart = lines[0].displayWidth(start)
        displayEnd = lines[lines.count - 1].displayWidth(end)
        guard let anchors else { return }
        // Anchors count from where the segment begins, and marks in columns of the terminal.
        if anchors.leftLine == 0 { anchors.left += start }
        if anchors.rightLine == 0 { anchors.right += start }
        anchors.left = lines[anchors.leftLine].displayWidth(anchors.left)
        anchors.right = lines[anchors.rightLine].displayWidth(anchors.right)
    }

    /// The first and the last line and those around the anchors; a count stands for the others.
    func format() -> [Line] {
        var shown: Set<Int> = [0, lines.count - 1]
        if let anchors {
            for line in [anchors.leftLine, anchors.rightLine] { shown.formUnion(line - 1...line + 1) }
        }
        let sorted = shown.filter { lines.indices.contains($0) }.sorted()
        var result: [Line] = []
        for (index, number) in sorted.enumerated() {
            if index > 0 {
                let distance = number - sorted[index - 1]
                if distance == 2 { output(number - 1, &result) }
                if distance > 2 { result.append(Line("...<\(distance - 1) lines>...".unicodeScalars)) }
            }
            output(number, &result)
        }
        return result
    }

    private func output(_ number: Int, _ result: inout [Line]) {
        let line = lines[number]
        result.append(line)
        if !showsMarks { return }
        let indentation = line.indentation
        let width = number == lines.count - 1 ? displayEnd : line.displayWidth()
        var marks: Line = []
        for column in 0..<max(width, 0) {
            if column < indentation || (number == 0 && column < displayStart) {
                marks.append(" ")
            } else if let anchors {
                let isBehindLeft = number > anchors.leftLine || (number == anchors.leftLine && column >= anchors.left)
                let isBeforeRight = number < anchors.rightLine || (number == anchors.rightLine && column < anchors.right)
                marks.append(isBehindLeft && isBeforeRight ? "^" : "~")
            } else {
                marks.append("^")
            }
        }
        result.append(marks)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The entries of a traceback, the outermost first; with a limit, the innermost ones.
    func stackEntries(_ traceback: Value, limit: Int?, _ budget: inout ReportBudget) -> [StackEntry] {
        let first = traceback.is(.traceback) ? Traceback(traceback) : nil
        var left = 0, link = first
        while limit != nil, let traceback = link {
            left += 1
            link = traceback.next
        }
        var entries: [StackEntry] = []
        // How often the same line of the same code comes in a row: tracebacks of endless recursion are long.
        var code = Value.unbound, line = 0, repetitions = 0
        link = first
        while let traceback = link {
            link = traceback.next
            left -= 1
            if let limit, left >= limit { continue }
            let place = known(range(of: traceback).line) ?? 0
            repetitions = traceback.frame.code.value == code && place == line && line > 0 ? repetitions + 1 : 1
            code = traceback.frame.code.value
            line = place
            if repetitions > shownRepetitions + 1 {
                guard budget.take(0) else { break }
                entries[entries.count - 1].repetitions += 1
            } else {
                let entry = stackEntry(traceback)
                guard budget.take(192 + entry.filename.utf8.count + entry.name.utf8.count) else { break }
                entries.append(entry)
            }
        }
        return entries
    }

    private func known(_ number: Int32) -> Int? { number < 0 ? nil : Int(number) }

    private func range(of traceback: Traceback) -> SourceRange {
        traceback.fields.pointee.offset < 0 ? .none : LineTable(traceback.frame.code.object).range(at: traceback.fields.pointee.offset)
    }

    private func stackEntry(_ traceback: Traceback) -> StackEntry {
        let code = traceback.frame.code
        let range = range(of: traceback)
        let line = known(range.line) ?? (traceback.line.isSmallInt ? traceback.line.smallInt : nil)
        return StackEntry(
            filename: displayText(code.fields.pointee.filename), name: displayText(code.fields.pointee.name), line: line,
            endLine: known(range.endLine) ?? line, column: known(range.column), endColumn: known(range.endColumn))
    }

    /// A str as standard error shows it: lone surrogates are escaped.
    func displayText(_ value: Value) -> String {
        guard value.is(.str) else { return "?" }
        let string = Str(value)
        if string.isASCII || string.width == 1 { return string.text }
        var result = String.UnicodeScalarView()
        for index in 0..<string.count {
            if let scalar = Unicode.Scalar(string[index]) {
                result.append(scalar)
            } else {
                result.append(contentsOf: "\\u\(String(string[index], radix: 16))".unicodeScalars)
            }
        }
        return String(result)
    }
}
