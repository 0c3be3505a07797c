/// `types.UnionType`: alternatives of types, `int | str`.
///
///     header | arguments | parameters
///
/// In CPython: Objects/unionobject.c.
public struct Union: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// A tuple of at least two different types.
        public var arguments: Value
        /// The type variables among them; unbound until someone asks.
        public var parameters: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.union, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `left | right` of two types; NotImplemented if one is none.
    func unionOfTypes(_ left: Value, _ right: Value) throws(Raised) -> Value {
        guard isUnionable(left), isUnionable(right) else { return .notImplemented }
        let pair = try Tuple.allocate(count: 2, self)
        pair.base[0] = left
        pair.base[1] = right
        return try makeUnion(pair)
    }

    private func isUnionable(_ value: Value) -> Bool {
        value.isNone || value.is(.type) || value.is(.genericAlias) || value.is(.union)
            || value.isCell && value.shape.pointee.type == machine.pointee.types.typeAlias
    }

    /// The union of types: nested ones taken apart, each once. One type alone is itself.
    func makeUnion(_ types: Tuple) throws(Raised) -> Value {
        let flat = try List.make(self)
        for index in 0..<types.count {
            if types[index].is(.union) {
                for inner in Tuple(Union(types[index]).fields.pointee.arguments) { try flat.append(inner, self) }
            } else {
                try flat.append(types[index].isNone ? machine.pointee.types.none : types[index], self)
            }
        }
        let unique = try List.make(self)
        candidates: for index in 0..<flat.count {
            let candidate = flat[index]
            for place in 0..<unique.count {
                if unique[place] == candidate { continue candidates }
                if candidate.is(.genericAlias), unique[place].is(.genericAlias), try isEqual(candidate, unique[place]) { continue candidates }
            }
            try unique.append(candidate, self)
        }
        if unique.count == 1 { return unique[0] }
        let union = try makeInstance(of: Type(machine.pointee.types.union))
        Union(union).fields.pointee.parameters = .unbound
        Union(union).fields.pointee.arguments = machine.pointee.emptyTuple
        Union(union).fields.pointee.arguments = try Tuple.make(unique.base, count: unique.count, self).value
        return union
    }

    func defineUnion() throws(Raised) {
        try define(\.union, "types.UnionType", layout: Union.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.doc("Represent a PEP 604 union type, such as int | str.")
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let types = Tuple(Union(arguments[0]).fields.pointee.arguments)
                var text = ""
                for index in 0..<types.count {
                    if index > 0 { text += " | " }
                    text += types[index] == thread.machine.pointee.types.none ? "None" : try thread.typeText(types[index])
                }
                return try Str.make(text, thread).value
            }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                let set = try thread.call(thread.machine.pointee.types.frozenSet, Union(arguments[0]).fields.pointee.arguments)
                return try thread.makeInt(try thread.hash(set))
            }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.union) else { return .notImplemented }
                let left = try thread.call(thread.machine.pointee.types.frozenSet, Union(arguments[0]).fields.pointee.arguments)
                let right = try thread.call(thread.machine.pointee.types.frozenSet, Union(arguments[1]).fields.pointee.arguments)
                return try thread.compare(.equal, left, right)
            }
            try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
                try thread.unionOfTypes(arguments[0], arguments[1])
            }
            try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
                try thread.unionOfTypes(arguments[1], arguments[0])
            }
            try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
                let union = Union(arguments[0])
                let parameters = try thread.parameters(of: union)
                let replaced = try thread.substitute(arguments[0], Tuple(union.fields.pointee.arguments), parameters: parameters, arguments[1])
                var result = replaced[0]
                for index in 1..<Swift.max(1, replaced.count) { result = try thread.binary(.or, result, replaced[index]) }
                return result
            }
            try builder.method("__instancecheck__", "($self, instance, /)") { thread, arguments throws(Raised) in
                Value(try thread.isInstance(arguments[1], of: Union(arguments[0]).fields.pointee.arguments))
            }
            try builder.method("__subclasscheck__", "($self, cls, /)") { thread, arguments throws(Raised) in
                guard arguments[1].is(.type) else { throw thread.raise(.typeError, "issubclass() arg 1 must be a class") }
                return Value(try thread.isSubclass(arguments[1], of: Union(arguments[0]).fields.pointee.arguments))
            }
            try builder.property("__args__", get: { thread, arguments throws(Raised) in Union(arguments[0]).fields.pointee.arguments })
            try builder.property("__parameters__", "Type variables in the types.UnionType.", get: { thread, arguments throws(Raised) in
                try thread.parameters(of: Union(arguments[0])).value
            })
        }
    }

    private func parameters(of union: Union) throws(Raised) -> Tuple {
        if union.fields.pointee.parameters.isUnbound {
            union.fields.pointee.parameters = try typeParameters(of: Tuple(union.fields.pointee.arguments)).value
        }
        return Tuple(union.fields.pointee.parameters)
    }
}
