// `isinstance` and `issubclass` (in CPython: Objects/abstract.c, PyObject_IsInstance and PyObject_IsSubclass).

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `isinstance(value, class)`: a class, a tuple of classes, a union, or whatever has `__instancecheck__`.
    public func isInstance(_ value: Value, of pattern: Value) throws(Raised) -> Bool {
        if value.type(self).value == pattern { return true }
        if pattern.has(machine.pointee.shapes.type) { return try isPlainInstance(value, of: pattern) }
        try checkNativeStack(.instanceCheck)
        let alternatives = pattern.is(.union) ? Union(pattern).fields.pointee.arguments : pattern
        if alternatives.is(.tuple) {
            for index in 0..<Tuple(alternatives).count where try isInstance(value, of: Tuple(alternatives)[index]) { return true }
            return false
        }
        let check = pattern.type(self)[.instanceCheck]
        if !check.isUnbound { return try isTrue(try callSpecial(check, pattern, value)) }
        return try isPlainInstance(value, of: pattern)
    }

    /// What `type.__instancecheck__` says: the class decides, or what the object claims as its `__class__`.
    func isPlainInstance(_ value: Value, of pattern: Value) throws(Raised) -> Bool {
        if pattern.is(.type) {
            let type = value.type(self)
            if type.isSubtype(of: Type(pattern)) { return true }
            // Only classes made by Python code, and proxies, can claim anything else.
            if !type.flags.contains(.isHeapType), type.flags.contains(.standardGetAttribute) { return false }
            guard let claimed = try getAttributeOrNil(value, name(.dunderClass)), claimed != type.value, claimed.is(.type) else { return false }
            return Type(claimed).isSubtype(of: Type(pattern))
        }
        guard try basesOfClass(pattern) != nil else {
            throw raise(.typeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
        }
        guard let claimed = try getAttributeOrNil(value, name(.dunderClass)) else { return false }
        return try isAbstractSubclass(claimed, of: pattern)
    }

    /// `issubclass(class, pattern)`.
    public func isSubclass(_ derived: Value, of pattern: Value) throws(Raised) -> Bool {
        if pattern.has(machine.pointee.shapes.type) { return derived == pattern ? true : try isPlainSubclass(derived, of: pattern) }
        try checkNativeStack(.subclassCheck)
        let alternatives = pattern.is(.union) ? Union(pattern).fields.pointee.arguments : pattern
        if alternatives.is(.tuple) {
            for index in 0..<Tuple(alternatives).count where try isSubclass(derived, of: Tuple(alternatives)[index]) { return true }
            return false
        }
        let check = pattern.type(self)[.subclassCheck]
        if !check.isUnbound { return try isTrue(try callSpecial(check, pattern, derived)) }
        return try isPlainSubclass(derived, of: pattern)
    }

    /// What `type.__subclasscheck__` says.
    func isPlainSubclass(_ derived: Value, of pattern: Value) throws(Raised) -> Bool {
        if derived.is(.type), pattern.is(.type) { return Type(derived).isSubtype(of: Type(pattern)) }
        guard try basesOfClass(derived) != nil else { throw raise(.typeError, "issubclass() arg 1 must be a class") }
        guard try basesOfClass(pattern) != nil else {
            throw raise(.typeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
        }
        return try isAbstractSubclass(derived, of: pattern)
    }

    /// `__bases__` of anything that has a tuple there: it then counts as a class.
    private func basesOfClass(_ value: Value) throws(Raised) -> Tuple? {
        guard let bases = try getAttributeOrNil(value, name(.dunderBases)), bases.is(.tuple) else { return nil }
        return Tuple(bases)
    }

    private func isAbstractSubclass(_ derived: Value, of pattern: Value) throws(Raised) -> Bool {
        var derived = derived
        // A single base needs no recursion.
        while true {
            if derived == pattern { return true }
            guard let bases = try basesOfClass(derived), bases.count > 0 else { return false }
            if bases.count > 1 {
                try checkNativeStack(.abstractSubclassCheck)
                for index in 0..<bases.count where try isAbstractSubclass(bases[index], of: pattern) { return true }
                return false
            }
            derived = bases[0]
            try charge(1)
        }
    }
}
