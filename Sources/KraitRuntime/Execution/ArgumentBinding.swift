import KraitBytecode

// Binding the arguments of a call to the parameters of a Python function (language reference, "Calls"), with CPython's messages
// (Python/ceval.c, initialize_locals).
//
//     registers before   positional arguments … | keyword values …
//     registers after    positional parameters | keyword-only parameters | *args | **kwargs | unbound …

extension Function {
    /// The register code of this function, made on first use.
    @inline(__always)
    func lower(_ thread: Thread) throws(Raised) -> UnsafeMutablePointer<RegisterCode> {
        if let code = fields.pointee.lowered { return code }
        let code = try Code(fields.pointee.code).lower(globals: fields.pointee.globals, builtins: fields.pointee.builtins, thread)
        fields.pointee.lowered = code
        return code
    }

    /// Whether a call with that many positional arguments needs no binding.
    func isSimple(arguments: Int, _ thread: Thread) throws(Raised) -> Bool {
        let code = try lower(thread)
        return code.pointee.isSimple && code.pointee.argumentCount == arguments
    }

    /// Whether a closure fits the free variables of the code.
    func accepts(closure: Tuple) -> Bool {
        closure.count == Code(fields.pointee.code).fields.pointee.freeCount && closure.allSatisfy { $0.is(.cell) }
    }

    static func make(_ code: Code, globals: Value, _ thread: Thread) throws(Raised) -> Function {
        let function = Function(cell: try thread.allocate(thread.machine.pointee.shapes.function, size: Int(thread.machine.pointee.shapes.function.pointee.instanceSize)))
        let fields = function.fields
        fields.pointee.code = code.value
        fields.pointee.globals = globals
        fields.pointee.builtins = try thread.builtins(for: globals)
        fields.pointee.name = code.fields.pointee.name
        fields.pointee.qualifiedName = code.fields.pointee.qualifiedName
        fields.pointee.defaults = .none
        fields.pointee.keywordDefaults = .none
        fields.pointee.closure = .none
        fields.pointee.annotations = .unbound
        fields.pointee.typeParameters = .unbound
        let constants = Tuple(code.fields.pointee.constants)
        fields.pointee.doc = constants.count > 0 && constants[0].is(.str) ? constants[0] : .none
        fields.pointee.module = .none
        if globals.is(.dict), let module = Dict(globals).get(interned: Str(thread.name(.dunderName))) { fields.pointee.module = module }
        // Mostly the code was run already, by an earlier function with the same globals.
        let known = code.fields.pointee.lowered
        if let known, known.pointee.globals == globals, known.pointee.builtins == fields.pointee.builtins { fields.pointee.lowered = known }
        return function
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The `__builtins__` that code with these globals sees: those of the running code if they have none.
    func builtins(for globals: Value) throws(Raised) -> Value {
        guard globals.is(.dict), let found = Dict(globals).get(interned: Str(name(.dunderBuiltins))) else {
            let running = pointee.activation.pointee.code.pointee.builtins
            return running.is(.dict) ? running : machine.pointee.builtins
        }
        if found.has(machine.pointee.shapes.module) { return Module(found).fields.pointee.dict }
        return found
    }

    func bind(
        _ function: Function, _ code: UnsafeMutablePointer<RegisterCode>, _ r: Registers, given: Int, keywordNames: Tuple?
    ) throws(Raised) {
        let names = Tuple(Code(function.fields.pointee.code).fields.pointee.localNames)
        let positional = code.pointee.argumentCount, total = positional + code.pointee.keywordOnlyCount
        let hasRest = code.pointee.flags.contains(.varArguments), hasKeywords = code.pointee.flags.contains(.varKeywords)
        let keywordCount = keywordNames?.count ?? 0

        // Keyword values move out of the way, to the free registers behind this activation.
        let saved = r + Swift.max(code.pointee.registerCount, given + keywordCount)
        try reserveRegisters(saved + keywordCount + 64)
        for index in 0..<keywordCount { saved[index] = r[given + index] }
        let nativeTop = pointee.nativeTop
        pointee.nativeTop = Swift.max(nativeTop, saved + keywordCount)
        defer { pointee.nativeTop = nativeTop }

        var rest = Value.unbound
        if hasRest { rest = try Tuple.make(r + Swift.min(given, positional), count: Swift.max(0, given - positional), self).value }
        let bound = Swift.min(given, positional)
        for index in bound..<Swift.max(code.pointee.localCount, bound) { r[index] = .unbound }
        if hasRest { r[total] = rest }
        if hasKeywords { r[total + (hasRest ? 1 : 0)] = try Dict.make(self).value }

        if let keywordNames {
            for index in 0..<keywordCount {
                try assign(
                    keyword: keywordNames[index], saved[index], function, r, names, positionalOnly: code.pointee.positionalOnlyCount, total: total,
                    keywords: hasKeywords ? r[total + (hasRest ? 1 : 0)] : .unbound, keywordNames: keywordNames)
            }
        }
        if given > positional && !hasRest { throw raiseTooMany(function, r, given: given, code) }
        try fillDefaults(function, r, names, positional: positional, total: total, given: given)
    }

    private func assign(
        keyword: Value, _ value: Value, _ function: Function, _ r: Registers, _ names: Tuple, positionalOnly first: Int, total: Int,
        keywords: Value, keywordNames: Tuple
    ) throws(Raised) {
        guard keyword.is(.str) else { throw raise(.typeError, "\(functionName(function))() keywords must be strings") }
        for index in first..<Swift.max(total, first) where names[index] == keyword || Str(names[index]) == Str(keyword) {
            if !r[index].isUnbound {
                throw raise(.typeError, "\(functionName(function))() got multiple values for argument '\(Str(keyword).text)'")
            }
            r[index] = value
            return
        }
        if keywords.isUnbound {
            throw raiseUnexpected(keyword, function, names, keywordNames, positionalOnly: first, total: total)
        }
        try Dict(keywords).set(keyword, value, self)
    }

    /// A keyword that is no parameter's: all positional-only parameters among the keywords are named, else what may have been meant.
    private func raiseUnexpected(
        _ keyword: Value, _ function: Function, _ names: Tuple, _ keywordNames: Tuple, positionalOnly: Int, total: Int
    ) -> Raised {
        var wrong: [String] = []
        for index in 0..<positionalOnly where keywordNames.contains(where: { $0.is(.str) && Str($0) == Str(names[index]) }) {
            wrong.append(Str(names[index]).text)
        }
        if !wrong.isEmpty {
            return raise(
                .typeError,
                "\(functionName(function))() got some positional-only arguments passed as keyword arguments: '\(wrong.joined(separator: ", "))'")
        }
        let candidates = (positionalOnly..<Swift.max(total, positionalOnly)).map { Str(names[$0]).utf8 }
        let hint = hintOfName(Str(keyword).utf8, among: candidates)
        return raise(.typeError, "\(functionName(function))() got an unexpected keyword argument '\(Str(keyword).text)'\(hint)")
    }

    private func fillDefaults(_ function: Function, _ r: Registers, _ names: Tuple, positional: Int, total: Int, given: Int) throws(Raised) {
        let defaults = function.fields.pointee.defaults
        let defaultCount = defaults.is(.tuple) ? Tuple(defaults).count : 0
        if given < positional {
            let required = positional - defaultCount
            let isMissing = { (index: Int) in r[index].isUnbound }
            let candidates = given..<Swift.max(required, given)
            if candidates.contains(where: isMissing) {
                let missing = candidates.filter(isMissing)
                throw raiseMissing("positional", missing.map { Str(names[$0]).text }, function)
            }
            for index in Swift.max(required, 0)..<positional where r[index].isUnbound { r[index] = Tuple(defaults)[index - required] }
        }
        if positional < total {
            let keywordDefaults = function.fields.pointee.keywordDefaults
            var missing: [String] = []
            for index in positional..<total where r[index].isUnbound {
                if keywordDefaults.is(.dict), let value = Dict(keywordDefaults).get(interned: Str(names[index])) {
                    r[index] = value
                } else {
                    missing.append(Str(names[index]).text)
                }
            }
            if !missing.isEmpty { throw raiseMissing("keyword-only", missing, function) }
        }
    }

    /// The qualified name, for messages.
    private func functionName(_ function: Function) -> String { Str(function.fields.pointee.qualifiedName).text }

    private func raiseMissing(_ kind: String, _ names: [String], _ function: Function) -> Raised {
        let quoted = names.map { "'\($0)'" }
        let list: String
        switch quoted.count {
        case 1: list = quoted[0]
        case 2: list = "\(quoted[0]) and \(quoted[1])"
        default: list = quoted.dropLast().joined(separator: ", ") + ", and " + quoted[quoted.count - 1]
        }
        return raise(.typeError, "\(functionName(function))() missing \(names.count) required \(kind) argument\(names.count == 1 ? "" : "s"): \(list)")
    }

    private func raiseTooMany(_ function: Function, _ r: Registers, given: Int, _ code: UnsafeMutablePointer<RegisterCode>) -> Raised {
        let positional = code.pointee.argumentCount
        let defaults = function.fields.pointee.defaults
        let defaultCount = defaults.is(.tuple) ? Tuple(defaults).count : 0
        let keywordOnlyGiven = (positional..<positional + code.pointee.keywordOnlyCount).filter { !r[$0].isUnbound }.count
        let takes = defaultCount > 0 ? "from \(positional - defaultCount) to \(positional)" : "\(positional)"
        let isPlural = defaultCount > 0 || positional != 1
        let extra = keywordOnlyGiven > 0
            ? " positional argument\(given == 1 ? "" : "s") (and \(keywordOnlyGiven) keyword-only argument\(keywordOnlyGiven == 1 ? "" : "s"))" : ""
        return raise(
            .typeError,
            "\(functionName(function))() takes \(takes) positional argument\(isPlural ? "s" : "") but \(given)\(extra) \(given == 1 && keywordOnlyGiven == 0 ? "was" : "were") given")
    }
}
