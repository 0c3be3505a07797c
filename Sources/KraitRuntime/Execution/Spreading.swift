// Calls whose arguments are in a tuple and a dict: `f(*args, **kwargs)`, and `__call__` of callables.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Calls `arguments[0]` with the tuple and dict that `(*args, **kwargs)` became: what `__call__` of callables does.
    func callSpread(_ arguments: Arguments) throws(Raised) -> Value {
        let callee = arguments[0]
        guard arguments[1].is(.tuple) else { return try call(callee) }
        return try withSpread(Tuple(arguments[1]), keywords: arguments[2]) { sorted, names throws(Raised) in
            try call(callee, sorted, keywordNames: names)
        }
    }

    /// Lays the items of a tuple and the values of a dict out as the arguments of a call.
    func withSpread<Result>(
        _ tuple: Tuple, keywords: Value, _ body: (Arguments, Tuple?) throws(Raised) -> Result
    ) throws(Raised) -> Result {
        let count = tuple.count
        let extra = keywords.is(.dict) ? Dict(keywords).count : 0
        let base = freeRegisters
        try reserveRegisters(base + count + extra + 66)
        base.update(from: tuple.base, count: count)
        let nativeTop = pointee.nativeTop
        pointee.nativeTop = base + count + extra
        defer { pointee.nativeTop = nativeTop }
        for index in 0..<extra { base[count + index] = .unbound }
        if extra == 0 { return try body(Arguments(base: base, count: count), nil) }
        let names = try Tuple.allocate(count: extra, self)
        var position = 0, index = 0
        while let entry = Dict(keywords).nextPosition(from: position), index < extra {
            let item = Dict(keywords).table.entries[entry]
            guard item.key.is(.str) else { throw raise(.typeError, "keywords must be strings") }
            names.base[index] = item.key
            base[count + index] = item.value
            index += 1
            position = entry + 1
        }
        return try body(Arguments(base: base, count: count), names)
    }
}
