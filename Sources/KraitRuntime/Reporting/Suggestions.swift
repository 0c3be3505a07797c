// "Did you mean": the name that is nearest to one that was not found.
// In CPython: Python/suggestions.c; Lib/traceback.py, _compute_suggestion_error.

private let maximumCandidates = 750
private let maximumLength = 40
private let moveCost = 2
private let caseCost = 1

private func substitutionCost(_ a: UInt8, _ b: UInt8) -> Int {
    if a == b { return 0 }
    func lowered(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
    return a & 31 == b & 31 && lowered(a) == lowered(b) ? caseCost : moveCost
}

/// The edit distance of two names; anything above `limit` if it is above that.
private func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
    var a = a[...], b = b[...]
    while let first = a.first, first == b.first {
        a.removeFirst()
        b.removeFirst()
    }
    while let last = a.last, last == b.last {
        a.removeLast()
        b.removeLast()
    }
    if a.isEmpty || b.isEmpty { return (a.count + b.count) * moveCost }
    if a.count > maximumLength || b.count > maximumLength { return limit + 1 }
    if b.count < a.count { swap(&a, &b) }
    if (b.count - a.count) * moveCost > limit { return limit + 1 }
    var row = (1...a.count).map { $0 * moveCost }
    var result = 0
    for (number, byte) in b.enumerated() {
        var diagonal = number * moveCost
        result = diagonal
        var least = Int.max
        for (index, other) in a.enumerated() {
            let substitute = diagonal + substitutionCost(byte, other)
            diagonal = row[index]
            result = min(min(result, diagonal) + moveCost, substitute)
            row[index] = result
            least = min(least, result)
        }
        if least > limit { return limit + 1 }
    }
    return result
}

/// The nearest of the candidates, if it is near enough.
func nearestName(to wrong: [UInt8], among candidates: [[UInt8]]) -> [UInt8]? {
    if candidates.count >= maximumCandidates { return nil }
    var best: [UInt8]?
    var bestDistance = Int.max
    for candidate in candidates where candidate != wrong {
        // A third of the letters may change.
        let limit = min((wrong.count + candidate.count + 3) * moveCost / 6, bestDistance - 1)
        let found = distance(wrong, candidate, limit: limit)
        if found <= limit {
            best = candidate
            bestDistance = found
        }
    }
    return best
}

/// What is added to the message about a name that is none of the candidates.
func hintOfName(_ wrong: [UInt8], among candidates: [[UInt8]]) -> String {
    nearestName(to: wrong, among: candidates).map { ". Did you mean '\(String(decoding: $0, as: UTF8.self))'?" } ?? ""
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What is added to the message of a NameError, AttributeError or ImportError. Runs Python code; what that raises is dropped.
    func suggestion(for exception: Value) -> String {
        let types = machine.pointee.types.exceptions
        if matches(exception, types.importError) {
            let wrong = Exception(exception)[field: ExceptionField.nameFrom]
            guard wrong.is(.str), let names = quietly({ () throws(Raised) in try namesOfModule(Exception(exception).field(ExceptionField.name), wrong) }) else { return "" }
            return didYouMean(nearest(wrong, names))
        }
        if matches(exception, types.attributeError) {
            let wrong = Exception(exception)[field: ExceptionField.name]
            guard wrong.is(.str), let names = quietly({ () throws(Raised) in try attributeNames(exception, wrong) }) else { return "" }
            return didYouMean(nearest(wrong, names))
        }
        guard matches(exception, types.nameError) else { return "" }
        let wrong = Exception(exception)[field: ExceptionField.name]
        guard wrong.is(.str) else { return "" }
        let text = displayText(wrong)
        let found = quietly { () throws(Raised) in try nameSuggestion(exception, wrong) } ?? nil
        var result = didYouMean(found)
        if quietly({ () throws(Raised) in try isStandardModule(wrong) }) ?? false {
            result += result.isEmpty ? ". Did you forget to import '\(text)'?" : " Or did you forget to import '\(text)'?"
        }
        return result
    }

    private func didYouMean(_ name: String?) -> String { name.map { ". Did you mean: '\($0)'?" } ?? "" }

    private func nearest(_ wrong: Value, _ candidates: [[UInt8]]) -> String? {
        nearestName(to: Str(wrong).utf8, among: candidates).map { String(decoding: $0, as: UTF8.self) }
    }

    /// What a function returns, nil if it raises.
    func quietly<Result>(_ body: () throws(Raised) -> Result) -> Result? {
        do throws(Raised) {
            return try body()
        } catch {
            if pointee.stop == nil { pointee.exception = .unbound }
            return nil
        }
    }

    private func names(in iterable: Value) throws(Raised) -> [[UInt8]] {
        var result: [[UInt8]] = []
        let iterator = try iterator(of: iterable)
        while let item = try nextItem(iterator) {
            if item.is(.str) { result.append(Str(item).utf8) }
        }
        return result
    }

    private func builtin(_ known: String) throws(Raised) -> Value {
        Dict(machine.pointee.builtins).get(interned: try intern(known)) ?? .none
    }

    private func visible(_ names: [[UInt8]], _ wrong: Value, hides: Bool) -> [[UInt8]] {
        let underscore = UInt8(ascii: "_")
        return hides && Str(wrong).utf8.first != underscore ? names.filter { $0.first != underscore } : names
    }

    private func namesOfModule(_ module: Value, _ wrong: Value) throws(Raised) -> [[UInt8]] {
        let imported = try call(try builtin("__import__"), module)
        return visible(try names(in: try call(try builtin("dir"), imported)), wrong, hides: true)
    }

    private func attributeNames(_ exception: Value, _ wrong: Value) throws(Raised) -> [[UInt8]] {
        let object = Exception(exception).field(ExceptionField.object)
        let all = try names(in: try call(try builtin("dir"), object))
        // Inside of a method, the object's private attributes are candidates too.
        var isInside = false
        if let frame = innermostFrame(exception), let index = try variableIndex(try intern("self").value, in: frame, mustHaveValue: true) {
            isInside = variable(index, of: frame) == object
        }
        return visible(all, wrong, hides: !isInside)
    }

    private func innermostFrame(_ exception: Value) -> Frame? {
        guard Exception(exception).traceback.is(.traceback) else { return nil }
        var traceback = Traceback(Exception(exception).traceback)
        while let next = traceback.next { traceback = next }
        return traceback.frame
    }

    private func nameSuggestion(_ exception: Value, _ wrong: Value) throws(Raised) -> String? {
        guard let frame = innermostFrame(exception) else { return nil }
        let locals = try localsView(of: frame)
        let receiver = try getOptionalItem(locals, try intern("self").value)
        if let receiver, try getAttributeOrNil(receiver, intern(Str(wrong)).value) != nil { return "self." + displayText(wrong) }
        var candidates = try names(in: locals)
        candidates += try names(in: frame.fields.pointee.globals)
        candidates += try names(in: frame.fields.pointee.builtins)
        return nearest(wrong, candidates)
    }

    private func isStandardModule(_ wrong: Value) throws(Raised) -> Bool {
        guard let sys = Dict(machine.pointee.modules).get(interned: Str(name(.sys))),
            let known = try getAttributeOrNil(sys, try intern("stdlib_module_names").value)
        else { return false }
        return try contains(known, wrong)
    }
}
