// An uncaught exception as text: its traceback, its message, its notes, and the same of its cause, its context and the members of a group.
//
// Everything that needs Python code (`str`, `__notes__`, suggestions) is asked first, while the exceptions are collected; then it is formatted.
// As CPython's Lib/traceback.py does it (TracebackException).

/// What is printed of one exception.
final class ExceptionReport {
    let stack: [StackEntry]
    /// The class, with its module unless that is `builtins` or `__main__`.
    let type: String
    var message: String
    var notes: [String] = []
    var syntaxError: SyntaxErrorReport?
    var cause: ExceptionReport?
    var context: ExceptionReport?
    let suppressesContext: Bool
    /// The members of a group; nil for other exceptions.
    var members: [ExceptionReport]?

    init(stack: [StackEntry], type: String, message: String, suppressesContext: Bool) {
        self.stack = stack
        self.type = type
        self.message = message
        self.suppressesContext = suppressesContext
    }
}

/// The place in the source that a SyntaxError names, as far as it does.
final class SyntaxErrorReport {
    let filename: String?
    let line: String?
    let endLine: String?
    let text: Line?
    let offset: Int?
    let endOffset: Int?
    let message: String

    init(filename: String?, line: String?, endLine: String?, text: Line?, offset: Int?, endOffset: Int?, message: String) {
        self.filename = filename
        self.line = line
        self.endLine = endLine
        self.text = text
        self.offset = offset
        self.endOffset = endOffset
        self.message = message
    }
}

private let maximumGroupWidth = 15
private let maximumGroupDepth = 10

// MARK: - Formatting

struct ExceptionFormatter {
    private let sources: SourceLines
    private var depth = 0
    private var needsClose = false
    private(set) var text = ""

    init(sources: SourceLines) { self.sources = sources }

    private var indentation: String { String(repeating: "  ", count: depth) }

    private mutating func emit(_ part: String, margin: String = "|") {
        guard depth > 0 else {
            text += part
            return
        }
        let prefix = indentation + margin + " "
        var lines = part.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines { text += prefix + line + "\n" }
    }

    /// The causes come first.
    mutating func format(_ report: ExceptionReport) {
        var chain: [(ExceptionReport, String?)] = []
        var link: ExceptionReport? = report
        while let known = link {
            if let cause = known.cause {
                chain.append((known, "\nThe above exception was the direct cause of the following exception:\n\n"))
                link = cause
            } else if let context = known.context, !known.suppressesContext {
                chain.append((known, "\nDuring handling of the above exception, another exception occurred:\n\n"))
                link = context
            } else {
                chain.append((known, nil))
                link = nil
            }
        }
        for (known, message) in chain.reversed() {
            if let message { emit(message) }
            if let members = known.members { formatGroup(known, members) } else { formatSingle(known) }
        }
    }

    private mutating func formatSingle(_ report: ExceptionReport) {
        if !report.stack.isEmpty {
            emit("Traceback (most recent call last):\n")
            emit(formatStack(report.stack, sources, marks: sources.hasColumns))
        }
        emit(lastLines(of: report))
    }

    private mutating func formatGroup(_ report: ExceptionReport, _ members: [ExceptionReport]) {
        if depth > maximumGroupDepth { return emit("... (max_group_depth is \(maximumGroupDepth))\n") }
        let isOutermost = depth == 0
        if isOutermost { depth = 1 }
        if !report.stack.isEmpty {
            emit("Exception Group Traceback (most recent call last):\n", margin: isOutermost ? "+" : "|")
            emit(formatStack(report.stack, sources, marks: sources.hasColumns))
        }
        emit(lastLines(of: report))
        let count = min(members.count, maximumGroupWidth + 1)
        needsClose = false
        for index in 0..<count {
            let isLast = index == count - 1, isCut = index >= maximumGroupWidth
            // What is nested may close the box itself.
            if isLast { needsClose = true }
            text += indentation + (index == 0 ? "+-" : "  ") + "+---------------- \(isCut ? "..." : "\(index + 1)") ----------------\n"
            depth += 1
            if isCut {
                let rest = members.count - maximumGroupWidth
                emit("and \(rest) more exception\(rest > 1 ? "s" : "")\n")
            } else {
                format(members[index])
            }
            if isLast, needsClose {
                text += indentation + "+------------------------------------\n"
                needsClose = false
            }
            depth -= 1
        }
        if isOutermost { depth = 0 }
    }

    /// Class, message and notes.
    private func lastLines(of report: ExceptionReport) -> String {
        var result: String
        if let error = report.syntaxError {
            result = syntaxErrorLines(error, report.type)
        } else {
            result = report.message.isEmpty ? report.type + "\n" : report.type + ": " + report.message + "\n"
        }
        for note in report.notes {
            for line in note.split(separator: "\n", omittingEmptySubsequences: false) { result += line + "\n" }
        }
        return result
    }

    private func syntaxErrorLines(_ error: SyntaxErrorReport, _ type: String) -> String {
        var result = "", suffix = ""
        if let line = error.line {
            result += "  File \"\(error.filename.flatMap { $0.isEmpty ? nil : $0 } ?? "<string>")\", line \(line)\n"
        } else if let filename = error.filename {
            suffix = " (\(filename))"
        }
        if let text = error.text {
            var stripped = text
            while stripped.last == "\n" { stripped.removeLast() }
            let shown = Line(stripped.drop { $0 == " " || $0 == "\n" || $0 == "\u{C}" })
            let spaces = stripped.count - shown.count
            result += "    \(shown.text)\n"
            if var offset = error.offset {
                var end = stripped.count + 1
                if error.line == error.endLine { end = error.endOffset.flatMap { $0 == 0 ? nil : $0 } ?? offset }
                if !text.isEmpty, offset > text.count { offset = stripped.count + 1 }
                if !text.isEmpty, end > text.count { end = stripped.count + 1 }
                if offset >= end || end < 0 { end = offset &+ 1 }
                let column = offset &- 1 &- spaces, width = Swift.min(end &- offset, 1 << 16)
                if column >= 0 {
                    // Tabs stay, so that the marks are below what they mark.
                    let space = shown.prefix(column).map { $0.isBlank ? $0 : " " }
                    result += "    \(Line(space).text)\(String(repeating: "^", count: Swift.max(width, 0)))\n"
                }
            }
        }
        return result + "\(type): \(error.message)\(suffix)\n"
    }
}

// MARK: - Collecting

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What CPython prints for an exception that nothing caught.
    public func report(of exception: Value) -> String {
        var formatter = ExceptionFormatter(sources: SourceLines(machine))
        formatter.format(collectReport(exception))
        return formatter.text
    }

    /// Collects an exception with its chain and its members, without recursion: chains can be long.
    private func collectReport(_ exception: Value) -> ExceptionReport {
        let limit = tracebackLimit()
        var seen: Set<UInt64> = [exception.bits]
        let top = reportAlone(exception, limit)
        // The exceptions are kept alive by the one that was given.
        var queue: [(ExceptionReport, Value)] = [(top, exception)]
        func follow(_ next: Value) -> ExceptionReport? {
            guard next.is(.exception), seen.insert(next.bits).inserted else { return nil }
            return reportAlone(next, limit)
        }
        while let (report, known) = queue.popLast() {
            let cause = Exception(known).fields.pointee.cause
            report.cause = follow(cause)
            let context = Exception(known).fields.pointee.context
            if report.cause == nil, Exception(known).fields.pointee.suppressesContext == .false { report.context = follow(context) }
            if isGroup(known) {
                var members: [ExceptionReport] = []
                for member in Exception(known).members where member.is(.exception) {
                    seen.insert(member.bits)
                    members.append(reportAlone(member, limit))
                }
                report.members = members
            }
            if let next = report.cause { queue.append((next, cause)) }
            if let next = report.context { queue.append((next, context)) }
            for (member, value) in zip(report.members ?? [], Exception(known).members) { queue.append((member, value)) }
        }
        return top
    }

    /// `sys.tracebacklimit`, nil if it is not set.
    private func tracebackLimit() -> Int? {
        let limit = quietly { () throws(Raised) -> Value? in
            guard let sys = Dict(machine.pointee.modules).get(interned: Str(name(.sys))) else { return nil }
            return try getAttributeOrNil(sys, try intern("tracebacklimit").value)
        } ?? nil
        guard let limit, limit.isSmallInt else { return nil }
        return Swift.max(limit.smallInt, 0)
    }

    private func reportAlone(_ exception: Value, _ limit: Int?) -> ExceptionReport {
        let type = exception.type(self)
        let report = ExceptionReport(
            stack: stackEntries(Exception(exception).traceback, limit: limit), type: typeName(type),
            message: safeText(exception, "<exception str() failed>") { value throws(Raised) in try str(value) },
            suppressesContext: Exception(exception).fields.pointee.suppressesContext == .true)
        report.notes = notes(of: exception)
        if matches(exception, machine.pointee.types.exceptions.syntaxError) {
            report.syntaxError = syntaxErrorReport(Exception(exception))
        } else {
            report.message += suggestion(for: exception)
        }
        return report
    }

    func typeName(_ type: Type) -> String {
        let qualified = displayText(type.fields.pointee.qualifiedName)
        let module = Dict(type.fields.pointee.namespace).get(interned: Str(name(.dunderModule)))
        guard let module else { return type.flags.contains(.isHeapType) ? "<unknown>." + qualified : qualified }
        if !module.is(.str) { return "<unknown>." + qualified }
        let text = displayText(module)
        return text == "builtins" || text == "__main__" ? qualified : text + "." + qualified
    }

    /// What a function makes of a value, or other words if it raises.
    private func safeText(_ value: Value, _ failure: String, _ function: (Value) throws(Raised) -> Value) -> String {
        guard let text = quietly({ () throws(Raised) in try function(value) }) else { return failure }
        return displayText(text)
    }

    private func notes(of exception: Value) -> [String] {
        var known: Value?
        do throws(Raised) {
            known = try getAttributeOrNil(exception, name(.dunderNotes))
        } catch {
            let reason = pointee.exception
            if pointee.stop == nil { pointee.exception = .unbound }
            return ["Ignored error getting __notes__: " + safeText(reason, "<__notes__ repr() failed>") { value throws(Raised) in try repr(value) }]
        }
        guard let known, !known.isNone else { return [] }
        guard known.is(.list) || known.is(.tuple), let items = quietly({ () throws(Raised) in try tuple(of: known) }) else {
            return [safeText(known, "<__notes__ repr() failed>") { value throws(Raised) in try repr(value) }]
        }
        return Tuple(items).map { safeText($0, "<note str() failed>") { value throws(Raised) in try str(value) } }
    }

    private func syntaxErrorReport(_ exception: Exception) -> SyntaxErrorReport {
        func text(_ field: Int) -> String? {
            let value = exception.field(field)
            return value.isNone ? nil : safeText(value, "") { value throws(Raised) in try str(value) }
        }
        func number(_ field: Int) -> Int? {
            let value = exception.field(field)
            return value.isSmallInt ? value.smallInt : nil
        }
        let source = exception.field(ExceptionField.text)
        let message = text(ExceptionField.message) ?? ""
        return SyntaxErrorReport(
            filename: text(ExceptionField.syntaxFilename), line: text(ExceptionField.line), endLine: text(ExceptionField.endLine),
            text: source.is(.str) ? Line(displayText(source).unicodeScalars) : nil, offset: number(ExceptionField.offset),
            endOffset: number(ExceptionField.endOffset), message: message.isEmpty ? "<no detail available>" : message)
    }
}
