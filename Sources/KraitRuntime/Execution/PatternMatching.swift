// What mapping and class patterns ask of their subject (PEP 634; in CPython: Python/ceval.c, match_keys and match_class).

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The values of keys in a mapping, as a tuple, or None if one is missing. The mapping's `get` is asked, so that no item is made by a `__missing__`.
    func matchKeys(_ subject: Value, _ keys: Value) throws(Raised) -> Value {
        guard keys.is(.tuple) else { throw raise(.systemError, "MATCH_KEYS needs a tuple") }
        let keys = Tuple(keys)
        let values = try Tuple.allocate(count: keys.count, self)
        if keys.count == 0 { return values.value }
        let seen = try Dict.make(capacity: keys.count, self)
        let get = try getAttribute(subject, name(.get))
        let missing = try makeInstance(of: Type(machine.pointee.types.object))
        for index in 0..<keys.count {
            if try seen.get(keys[index], self) != nil {
                throw raise(.valueError, "mapping pattern checks duplicate key (\(Str(try repr(keys[index])).text))")
            }
            try seen.set(keys[index], .none, self)
            let value = try call(get, keys[index], missing)
            if value == missing { return .none }
            values.base[index] = value
        }
        return values.value
    }

    /// The attributes that a class pattern asks for, as a tuple, or None if the subject does not match.
    func matchClass(_ subject: Value, _ pattern: Value, positional: Int, names: Value) throws(Raised) -> Value {
        guard pattern.is(.type) else { throw raise(.typeError, "called match pattern must be a class") }
        guard names.is(.tuple) else { throw raise(.systemError, "MATCH_CLASS needs a tuple") }
        if !(try isInstance(subject, of: pattern)) { return .none }
        let type = Type(pattern), names = Tuple(names)
        let found = try Tuple.allocate(count: positional + names.count, self)
        let seen = try Dict.make(capacity: positional + names.count, self)
        if positional > 0 {
            let matchArguments = try getAttributeOrNil(pattern, name(of: .matchArguments))
            let matchesSelf = matchArguments == nil && type.matchesSelf
            if let matchArguments, !matchArguments.has(machine.pointee.shapes.tuple) {
                throw raise(.typeError, "\(type.name).__match_args__ must be a tuple (got \(matchArguments.type(self).name))")
            }
            let allowed = matchesSelf ? 1 : matchArguments.map { Tuple($0).count } ?? 0
            if allowed < positional {
                throw raise(.typeError, "\(type.name)() accepts \(allowed) positional sub-pattern\(allowed == 1 ? "" : "s") (\(positional) given)")
            }
            if matchesSelf {
                found.base[0] = subject
            } else if let matchArguments {
                for index in 0..<positional {
                    let name = Tuple(matchArguments)[index]
                    guard name.has(machine.pointee.shapes.str) else {
                        throw raise(.typeError, "__match_args__ elements must be strings (got \(name.type(self).name))")
                    }
                    guard let value = try matchAttribute(subject, type, name, seen) else { return .none }
                    found.base[index] = value
                }
            }
        }
        for index in 0..<names.count {
            guard let value = try matchAttribute(subject, type, names[index], seen) else { return .none }
            found.base[positional + index] = value
        }
        return found.value
    }

    private func matchAttribute(_ subject: Value, _ type: Type, _ name: Value, _ seen: Dict) throws(Raised) -> Value? {
        if try seen.get(name, self) != nil {
            throw raise(.typeError, "\(type.name)() got multiple sub-patterns for attribute \(Str(try repr(name)).text)")
        }
        try seen.set(name, .none, self)
        return try getAttributeOrNil(subject, try attributeName(name))
    }

    /// Tells patterns which built-in classes are sequences and mappings. Subclasses inherit it.
    func markPatternTypes() {
        let types = machine.pointee.types
        for type in [types.list, types.tuple, types.range, types.memoryView] where type.is(.type) { Type(type).flags.insert(.isSequencePattern) }
        for type in [types.dict, types.mappingProxy] where type.is(.type) { Type(type).flags.insert(.isMappingPattern) }
    }
}

extension Type {
    /// Whether the one positional sub-pattern of this class is the subject itself: `int(x)`, `str(x)`, …
    var matchesSelf: Bool {
        switch fields.pointee.layout.pointee.kind {
        case .int, .float, .str, .bytes, .byteArray, .list, .tuple, .dict, .set, .frozenSet: true
        default: false
        }
    }
}
