// An uncaught exception as text: its traceback, its message, its notes, and the same of its cause, its context and the members of a group.
//
// Everything that needs Python code (`str`, `__notes__`, suggestions) is asked first, while the exceptions are collected; then it is formatted.
// As CPython's Lib/traceback.py does it (TracebackException).

/// What is printed of one exception. Others are named by their place in the list of all: chains and groups can be long and deep.
struct ExceptionReport {
    let stack: [StackEntry]
    /// The class, with its module unless that is `builtins` or `__main__`.
    let type: String
    var message: String
    var notes: [String] = []
    var syntaxError: SyntaxErrorReport?
    var cause: Int?
    var context: Int?
    let suppressesContext: Bool
    /// The members of a group that are printed; nil for other exceptions.
    var members: [Int]?
    var memberCount = 0

    init(stack: [StackEntry], type: String, message: String, suppressesContext: Bool) {
        self.stack = stack
        self.type = type
        self.message = message
        self.suppressesContext = suppressesContext
    }
}

/// What a report may still take: it is no part of the heap, and a program can make long ones. Also whether someone still waits for it.
struct ReportBudget {
    private let thread: Thread
    private var room: Int
    private var steps = 0
    /// What does not fit is left out.
    private(set) var isSpent = false

    init(_ thread: Thread) {
        self.thread = thread
        let machine = thread.machine
        // A full machine says what filled it all the same.
        room = machine.pointee.heap.limit == .max ? .max : Swift.max(machine.pointee.heap.room, 1 << 20)
    }

    /// Takes bytes for one more entry or exception; returns whether it may be made.
    mutating func take(_ bytes: Int) -> Bool {
        room -= bytes
        steps += 1
        if room < 0 || thread.pointee.stop != nil { isSpent = true }
        if steps & 31 == 0, !isSpent, thread.quietly({ () throws(Raised) in try thread.checkLimits() }) == nil { isSpent = true }
        return !isSpent
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
    private let reports: [ExceptionReport]
    private let sources: SourceLines
    private var budget: ReportBudget
    private var depth = 0
    private var needsClose = false
    private(set) var text = ""

    init(_ reports: [ExceptionReport], sources: SourceLines, _ budget: ReportBudget) {
        self.reports = reports
        self.sources = sources
        self.budget = budget
    }

    private var indentation: String { String(repeating: "  ", count: depth) }

    private mutating func emit(_ part: String, margin: String = "|") {
        guard budget.take(part.utf8.count) else { return }
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
    mutating func format(_ report: Int) {
        var chain: [(Int, String?)] = []
        var link: Int? = report
        while let number = link {
            let known = reports[number]
            if let cause = known.cause {
                chain.append((number, "\nThe above exception was the direct cause of the following exception:\n\n"))
                link = cause
            } else if let context = known.context, !known.suppressesContext {
                chain.append((number, "\nDuring handling of the above exception, another exception occurred:\n\n"))
                link = context
            } else {
                chain.append((number, nil))
                link = nil
            }
        }
        for (number, message) in chain.reversed() {
            if budget.isSpent { return }
            if let message { emit(message) }
            let known = reports[number]
            if let members = known.members { formatGroup(known, members) } else { formatSingle(known) }
        }
    }

    private mutating func formatSingle(_ report: ExceptionReport) {
        if !report.stack.isEmpty {
            emit("Traceback (most recent call last):\n")
            emit(formatStack(report.stack, sources, &budget, marks: sources.hasColumns))
        }
        emit(lastLines(of: report))
    }

    private mutating func formatGroup(_ report: ExceptionReport, _ members: [Int]) {
        if depth > maximumGroupDepth { return emit("... (max_group_depth is \(maximumGroupDepth))\n") }
        let isOutermost = depth == 0
        if isOutermost { depth = 1 }
        if !report.stack.isEmpty {
            emit("Exception Group Traceback (most recent call last):\n", margin: isOutermost ? "+" : "|")
            emit(formatStack(report.stack, sources, &budget, marks: sources.hasColumns))
        }
        emit(lastLines(of: report))
        let count = min(report.memberCount, members.count + 1)
        needsClose = false
        for index in 0..<count {
            let isLast = index == count - 1, isCut = index >= members.count
            if budget.isSpent { return }
            // What is nested may close the box itself.
            if isLast { needsClose = true }
            text += indentation + (index == 0 ? "+-" : "  ") + "+---------------- \(isCut ? "..." : "\(index + 1)") ----------------\n"
            depth += 1
            if isCut {
                let rest = report.memberCount - members.count
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
        var budget = ReportBudget(self)
        let reports = collectReports(exception, &budget)
        var formatter = ExceptionFormatter(reports, sources: SourceLines(machine), budget)
        formatter.format(0)
        return formatter.text
    }

    /// An exception with its chain and its members as far as they are printed, without recursion: chains can be long. The first of the result is the
    /// exception itself.
    private func collectReports(_ exception: Value, _ budget: inout ReportBudget) -> [ExceptionReport] {
        let limit = tracebackLimit()
        var seen: Set<UInt64> = [exception.bits]
        var reports = [reportAlone(exception, limit, &budget)]
        // The exceptions are kept alive by the one that was given.
        var queue: [(number: Int, exception: Value, depth: Int)] = [(0, exception, 0)]
        func add(_ next: Value, _ depth: Int) -> Int {
            reports.append(reportAlone(next, limit, &budget))
            queue.append((reports.count - 1, next, depth))
            return reports.count - 1
        }
        func follow(_ next: Value, _ depth: Int) -> Int? {
            guard next.is(.exception), !budget.isSpent, seen.insert(next.bits).inserted else { return nil }
            return add(next, depth)
        }
        while !budget.isSpent, let (number, known, depth) = queue.popLast() {
            reports[number].cause = follow(Exception(known).fields.pointee.cause, depth)
            if reports[number].cause == nil, Exception(known).fields.pointee.suppressesContext == .false {
                reports[number].context = follow(Exception(known).fields.pointee.context, depth)
            }
            guard isGroup(known) else { continue }
            let members = Exception(known).members
            reports[number].memberCount = members.count
            reports[number].members = []
            if depth > maximumGroupDepth { continue }
            for member in members.prefix(maximumGroupWidth) where member.is(.exception) && !budget.isSpent {
                seen.insert(member.bits)
                let place = add(member, depth + 1)
                reports[number].members?.append(place)
            }
        }
        return reports
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

    private func reportAlone(_ exception: Value, _ limit: Int?, _ budget: inout ReportBudget) -> ExceptionReport {
        let type = exception.type(self)
        var report = ExceptionReport(
            stack: stackEntries(Exception(exception).traceback, limit: limit, &budget), type: typeName(type),
            message: safeText(exception, "<exception str() failed>") { value throws(Raised) in try str(value) },
            suppressesContext: Exception(exception).fields.pointee.suppressesContext == .true)
        report.notes = notes(of: exception, &budget)
        if matches(exception, machine.pointee.types.exceptions.syntaxError) {
            report.syntaxError = syntaxErrorReport(Exception(exception))
        } else {
            report.message += suggestion(for: exception)
        }
        // Text and message are there at the same time, and what prints them makes a str of it.
        if !budget.take(512 + report.message.utf8.count * 4) { report.message = String(report.message.prefix(1000)) }
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

    private func notes(of exception: Value, _ budget: inout ReportBudget) -> [String] {
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
        var notes: [String] = []
        for item in Tuple(items) {
            let note = safeText(item, "<note str() failed>") { value throws(Raised) in try str(value) }
            guard budget.take(note.utf8.count * 2 + 16) else { break }
            notes.append(note)
        }
        return notes
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
