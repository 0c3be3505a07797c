/// What `keys()`, `values()` and `items()` return: a window on a dict; which of them it is says the shape.
///
///     header | dict
///
/// In CPython: Objects/dictobject.c, "dictview".
struct DictView: CellHandle {
    struct Fields {
        var header: ShapePointer
        var dict: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.dictView, size: MemoryLayout<Fields>.size, trace: { cell, marker in marker.mark(DictView(cell: cell).fields.pointee.dict) })

    @inline(__always) var dict: Dict { Dict(fields.pointee.dict) }

    static func make(_ shape: ShapePointer, _ dict: Value, _ thread: Thread) throws(Raised) -> Value {
        let view = DictView(cell: try thread.allocate(shape, size: MemoryLayout<Fields>.size))
        view.fields.pointee.dict = dict
        return view.value
    }

    func contains(_ value: Value, _ thread: Thread) throws(Raised) -> Bool {
        if shape.pointee.type == thread.machine.pointee.types.dictKeys || shape.pointee.type == thread.machine.pointee.types.orderedDictKeys { return try dict.position(of: value, hash: try thread.hash(value), thread) != nil }
        guard value.is(.tuple), Tuple(value).count == 2 else { return false }
        guard let found = try dict.get(Tuple(value)[0], thread) else { return false }
        return try thread.isEqual(found, Tuple(value)[1])
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineDictViews() throws(Raised) {
        try define(\.dictKeys, "dict_keys", shape: \.dictKeys, layout: DictView.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                try DictIterator.make(thread.machine.pointee.shapes.dictKeyIterator, DictView(arguments[0]).dict, isReversed: false, thread)
            }
            try builder.method("__reversed__", "($self, /)", "Iterate over the keys, last first.") { thread, arguments throws(Raised) in
                try DictIterator.make(thread.machine.pointee.shapes.dictReverseKeyIterator, DictView(arguments[0]).dict, isReversed: true, thread)
            }
            try defineDictView(builder)
            try defineSetView(builder)
        }
        try define(\.dictValues, "dict_values", shape: \.dictValues, layout: DictView.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                try DictIterator.make(thread.machine.pointee.shapes.dictValueIterator, DictView(arguments[0]).dict, isReversed: false, thread)
            }
            try builder.method("__reversed__", "($self, /)", "Iterate over the values, last first.") { thread, arguments throws(Raised) in
                try DictIterator.make(thread.machine.pointee.shapes.dictReverseValueIterator, DictView(arguments[0]).dict, isReversed: true, thread)
            }
            try defineDictView(builder)
        }
        try define(\.dictItems, "dict_items", shape: \.dictItems, layout: DictView.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                try DictIterator.make(thread.machine.pointee.shapes.dictItemIterator, DictView(arguments[0]).dict, isReversed: false, thread)
            }
            try builder.method("__reversed__", "($self, /)", "Iterate over the pairs, last first.") { thread, arguments throws(Raised) in
                try DictIterator.make(thread.machine.pointee.shapes.dictReverseItemIterator, DictView(arguments[0]).dict, isReversed: true, thread)
            }
            try defineDictView(builder)
            try defineSetView(builder)
        }
    }

    /// What all three have.
    private func defineDictView(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in Value(smallInt: DictView(arguments[0]).dict.count) }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let arguments = arguments
            return try thread.withReprGuard(arguments[0], "...") { () throws(Raised) in
                let items = try thread.makeList(of: arguments[0])
                let parts = try List.make(thread)
                try parts.append(arguments[0].type(thread).fields.pointee.name, thread)
                try parts.append(try thread.repr(items.value), thread)
                return try Str.joining(parts, "", ("(", "("), ")", thread).value
            }
        }
        try builder.property("mapping", "what the view shows, read only", get: { thread, arguments throws(Raised) in
            try thread.call(thread.machine.pointee.types.mappingProxy, DictView(arguments[0]).fields.pointee.dict)
        })
    }

    /// What the views of keys and items share with sets.
    private func defineSetView(_ builder: NativeBuilder) throws(Raised) {
        try builder.set("__hash__", .none)
        try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
            Value(try DictView(arguments[0]).contains(arguments[1], thread))
        }
        try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in try thread.compareViews(.less, arguments) }
        try builder.method("__le__", "($self, value, /)", "Return self<=value.") { thread, arguments throws(Raised) in try thread.compareViews(.lessOrEqual, arguments) }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in try thread.compareViews(.equal, arguments) }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in try thread.compareViews(.notEqual, arguments) }
        try builder.method("__gt__", "($self, value, /)", "Return self>value.") { thread, arguments throws(Raised) in try thread.compareViews(.greater, arguments) }
        try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { thread, arguments throws(Raised) in try thread.compareViews(.greaterOrEqual, arguments) }
        try builder.method("__and__", "($self, value, /)", "Return self&value.") { thread, arguments throws(Raised) in try thread.intersectViews(arguments[0], arguments[1]) }
        try builder.method("__rand__", "($self, value, /)", "Return value&self.") { thread, arguments throws(Raised) in try thread.intersectViews(arguments[1], arguments[0]) }
        try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in try thread.uniteViews(arguments[0], arguments[1]) }
        try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in try thread.uniteViews(arguments[1], arguments[0]) }
        try builder.method("__sub__", "($self, value, /)", "Return self-value.") { thread, arguments throws(Raised) in try thread.subtractViews(arguments[0], arguments[1]) }
        try builder.method("__rsub__", "($self, value, /)", "Return value-self.") { thread, arguments throws(Raised) in try thread.subtractViews(arguments[1], arguments[0]) }
        try builder.method("__xor__", "($self, value, /)", "Return self^value.") { thread, arguments throws(Raised) in
            let result = try thread.makeSet(ofView: arguments[0])
            try result.formSymmetricDifference(arguments[1], thread)
            return result.value
        }
        try builder.method("__rxor__", "($self, value, /)", "Return value^self.") { thread, arguments throws(Raised) in
            let result = try thread.makeSet(of: arguments[1])
            try result.formSymmetricDifference(arguments[0], thread)
            return result.value
        }
        try builder.method("isdisjoint", "($self, other, /)", "Whether nothing is in both.") { thread, arguments throws(Raised) in
            Value(try thread.isDisjoint(arguments[0], arguments[1]))
        }
    }

    // MARK: - Views as sets

    private func isSetView(_ value: Value) -> Bool {
        guard value.is(.dictView) else { return false }
        let type = value.shape.pointee.type, types = machine.pointee.types
        return type == types.dictKeys || type == types.dictItems || type == types.orderedDictKeys || type == types.orderedDictItems
    }

    private func compareViews(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        let left = arguments[0], right = arguments[1]
        guard PythonSet.isSet(right) || isSetView(right) else { return .notImplemented }
        let leftCount = try length(left), rightCount = try length(right)
        switch comparison {
        case .equal: return Value(leftCount == rightCount ? try areAll(left, in: right) : false)
        case .notEqual: return Value(leftCount == rightCount ? !(try areAll(left, in: right)) : true)
        case .less: return Value(leftCount < rightCount ? try areAll(left, in: right) : false)
        case .lessOrEqual: return Value(leftCount <= rightCount ? try areAll(left, in: right) : false)
        case .greater: return Value(leftCount > rightCount ? try areAll(right, in: left) : false)
        case .greaterOrEqual: return Value(leftCount >= rightCount ? try areAll(right, in: left) : false)
        }
    }

    private func areAll(_ items: Value, in container: Value) throws(Raised) -> Bool {
        let iterator = try iterator(of: items)
        while let item = try nextItem(iterator) {
            if !(try contains(container, item)) { return false }
            try charge(1)
        }
        return true
    }

    private func intersectViews(_ left: Value, _ right: Value) throws(Raised) -> Value {
        // Python interchanges the operands so that the view comes first.
        var view = isSetView(left) ? left : right, other = isSetView(left) ? right : left
        if isSetView(other), DictView(other).dict.count > DictView(view).dict.count { swap(&view, &other) }
        if other.has(machine.pointee.shapes.set), PythonSet(other).count >= DictView(view).dict.count {
            return try PythonSet(other).intersection(view, self).value
        }
        let result = try PythonSet.make(self)
        let iterator = try iterator(of: other)
        while let key = try nextItem(iterator) {
            if try DictView(view).contains(key, self) { try result.insert(key, self) }
            try charge(1)
        }
        return result.value
    }

    /// A new set of the left operand's items: keys of a dict are not asked for their hashes again.
    private func makeSet(ofView view: Value) throws(Raised) -> PythonSet {
        guard view.has(machine.pointee.shapes.dictKeys), DictView(view).fields.pointee.dict.has(machine.pointee.shapes.dict) else { return try makeSet(of: view) }
        return try makeSet(of: DictView(view).fields.pointee.dict)
    }

    private func uniteViews(_ left: Value, _ right: Value) throws(Raised) -> Value {
        let result = try makeSet(ofView: left)
        try result.update(right, self)
        return result.value
    }

    private func subtractViews(_ left: Value, _ right: Value) throws(Raised) -> Value {
        let result = try makeSet(ofView: left)
        try result.subtract(right, self)
        return result.value
    }

    private func isDisjoint(_ view: Value, _ other: Value) throws(Raised) -> Bool {
        if view == other { return DictView(view).dict.count == 0 }
        var items = other, container = view
        // The shorter one is gone through.
        if PythonSet.isSet(other) || isSetView(other), try length(other) > DictView(view).dict.count {
            items = view
            container = other
        }
        let iterator = try iterator(of: items)
        while let item = try nextItem(iterator) {
            if try contains(container, item) { return false }
            try charge(1)
        }
        return true
    }
}
