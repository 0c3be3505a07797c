// `itemgetter`, `attrgetter` and `methodcaller`: callables that know what to ask their argument for.

/// `itemgetter`
///
///     header | keys | index of the only key if it is an int that is not negative, or -1
struct ItemGetter: CellHandle {
    struct Fields {
        var header: ShapePointer
        /// A tuple.
        var keys: Value
        var index: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.itemGetter, size: MemoryLayout<Fields>.size, trace: { cell, marker in marker.mark(ItemGetter(cell: cell).fields.pointee.keys) })

    @inline(__always)
    func call(_ object: Value, _ thread: Thread) throws(Raised) -> Value {
        let index = fields.pointee.index
        if index >= 0, object.has(thread.machine.pointee.shapes.tuple), index < Tuple(object).count { return Tuple(object).exactBase[index] }
        return try items(of: object, thread)
    }

    private func items(of object: Value, _ thread: Thread) throws(Raised) -> Value {
        let keys = Tuple(fields.pointee.keys)
        if keys.count == 1 { return try item(of: object, keys[0], thread) }
        let result = try Tuple.allocate(count: keys.count, thread)
        for index in 0..<keys.count { result.base[index] = try item(of: object, keys[index], thread) }
        return result.value
    }

    @inline(__always)
    private func item(of object: Value, _ key: Value, _ thread: Thread) throws(Raised) -> Value {
        if let item = thread.itemFast(object, key) { return item }
        return try thread.getItem(object, key)
    }
}

/// `attrgetter`
///
///     header | names as given | paths
///
/// A path is an interned name, or a tuple of those between the dots.
struct AttributeGetter: CellHandle {
    struct Fields {
        var header: ShapePointer
        var names: Value
        var paths: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.attributeGetter, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })

    func call(_ object: Value, _ thread: Thread) throws(Raised) -> Value {
        let paths = Tuple(fields.pointee.paths)
        if paths.count == 1 { return try attribute(of: object, paths[0], thread) }
        let result = try Tuple.allocate(count: paths.count, thread)
        for index in 0..<paths.count { result.base[index] = try attribute(of: object, paths[index], thread) }
        return result.value
    }

    @inline(__always)
    private func attribute(of object: Value, _ path: Value, _ thread: Thread) throws(Raised) -> Value {
        if path.is(.str) { return try thread.getAttribute(object, path) }
        var result = object
        for name in Tuple(path) { result = try thread.getAttribute(result, name) }
        return result
    }

    /// What a dotted name leads along.
    static func path(_ name: Str, _ thread: Thread) throws(Raised) -> Value {
        var parts = 1
        for index in 0..<name.count where name[index] == 0x2E { parts += 1 }
        try thread.charge(name.count >> 4)
        if parts == 1 { return try thread.attributeName(name.value) }
        let path = try Tuple.allocate(count: parts, thread)
        var start = 0, part = 0
        for index in 0...name.count where index == name.count || name[index] == 0x2E {
            path.base[part] = thread.intern(try name.substring(start, index, thread)).value
            part += 1
            start = index + 1
        }
        return path.value
    }
}

/// `methodcaller`
///
///     header | name | arguments | names of keywords | their values        three tuples
struct MethodCaller: CellHandle {
    struct Fields {
        var header: ShapePointer
        var name: Value
        var arguments: Value
        var keywordNames: Value
        var keywordValues: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.methodCaller, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 4)
    })

    /// Calls the method without binding it where that makes no difference.
    func beginCall(_ object: Value, behind given: Arguments, _ thread: Thread) throws(Raised) -> Begun {
        var callee = Value.unbound, receiver = Value.unbound
        let name = fields.pointee.name
        if case .method(_, let function) = try thread.lookUpAttribute(object, name) {
            callee = function
            receiver = object
        } else {
            callee = try thread.getAttribute(object, name)
        }
        let arguments = Tuple(fields.pointee.arguments), names = Tuple(fields.pointee.keywordNames), values = Tuple(fields.pointee.keywordValues)
        let count = (receiver.isUnbound ? 0 : 1) + arguments.count
        let base = try thread.freeRegisters(behind: given, keywords: 0, room: count + values.count)
        var place = base
        if !receiver.isUnbound {
            place[0] = receiver
            place += 1
        }
        place.update(from: arguments.base, count: arguments.count)
        (place + arguments.count).update(from: values.base, count: values.count)
        return try thread.beginLaidOut(callee, Arguments(base: base, count: count), names.count == 0 ? nil : names)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineGetters(_ module: NativeBuilder) throws(Raised) {
        try module.makeClass(
            "operator.itemgetter", ItemGetter.layout,
            "Return a callable that gives items of its operand: after f = itemgetter(2), f(r) is r[2];\nafter g = itemgetter(2, 5, 3), g(r) is (r[2], r[5], r[3]).", flags: []
        ) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                let keys = try thread.getterArguments("itemgetter", arguments)
                let getter = ItemGetter(try thread.makeInstance(of: Type(arguments[0])))
                getter.fields.pointee.keys = keys.value
                getter.fields.pointee.index = keys.count == 1 && keys[0].isSmallInt ? Swift.max(keys[0].smallInt, -1) : -1
                return getter.value
            }
            try defineCall(builder)
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                try thread.reprOfGetter("operator.itemgetter", arguments[0], Tuple(ItemGetter(arguments[0]).fields.pointee.keys))
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                try thread.tuple(arguments[0].type(thread).value, ItemGetter(arguments[0]).fields.pointee.keys)
            }
        }
        try module.makeClass(
            "operator.attrgetter", AttributeGetter.layout,
            "Return a callable that gives attributes of its operand: after f = attrgetter('name'), f(r) is r.name;\nafter g = attrgetter('name', 'date.year'), g(r) is (r.name, r.date.year).",
            flags: []
        ) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                let names = try thread.getterArguments("attrgetter", arguments)
                for name in names where !name.is(.str) { throw thread.raise(.typeError, "attribute name must be a string") }
                let paths = try Tuple.allocate(count: names.count, thread)
                for index in 0..<names.count { paths.base[index] = try AttributeGetter.path(Str(names[index]), thread) }
                let getter = AttributeGetter(try thread.makeInstance(of: Type(arguments[0])))
                getter.fields.pointee.names = names.value
                getter.fields.pointee.paths = paths.value
                return getter.value
            }
            try defineCall(builder)
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                try thread.reprOfGetter("operator.attrgetter", arguments[0], Tuple(AttributeGetter(arguments[0]).fields.pointee.names))
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                try thread.tuple(arguments[0].type(thread).value, AttributeGetter(arguments[0]).fields.pointee.names)
            }
        }
        try module.makeClass(
            "operator.methodcaller", MethodCaller.layout,
            "Return a callable that calls a method of its operand: after f = methodcaller('name'), f(r) is r.name();\nafter g = methodcaller('name', 'date', foo=1), g(r) is r.name('date', foo=1).",
            flags: []
        ) { builder throws(Raised) in
            try defineMethodCaller(builder)
        }
    }

    private func defineMethodCaller(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
            let given = Tuple(arguments[1])
            if given.count == 0 { throw thread.raise(.typeError, "methodcaller needs at least one argument, the method name") }
            guard given[0].is(.str) else { throw thread.raise(.typeError, "method name must be a string") }
            let rest = try Tuple.make(given.base + 1, count: given.count - 1, thread)
            let count = arguments[2].is(.dict) ? Dict(arguments[2]).count : 0
            let names = try Tuple.allocate(count: count, thread), values = try Tuple.allocate(count: count, thread)
            var position = 0, index = 0
            while index < count, let entry = Dict(arguments[2]).nextPosition(from: position) {
                names.base[index] = Dict(arguments[2]).table.entries[entry].key
                values.base[index] = Dict(arguments[2]).table.entries[entry].value
                index += 1
                position = entry + 1
            }
            let caller = MethodCaller(try thread.makeInstance(of: Type(arguments[0])))
            caller.fields.pointee.name = try thread.attributeName(given[0])
            caller.fields.pointee.arguments = rest.value
            caller.fields.pointee.keywordNames = names.value
            caller.fields.pointee.keywordValues = values.value
            return caller.value
        }
        try defineCall(builder)
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let caller = MethodCaller(arguments[0])
            return try thread.withReprGuard(caller.value, "operator.methodcaller(...)") { () throws(Raised) in
                let fields = caller.fields.pointee
                var builder = try TextBuilder(capacity: 32, thread)
                try builder.append("operator.methodcaller(")
                try builder.append(Str(try thread.repr(fields.name)))
                for item in Tuple(fields.arguments) {
                    try builder.append(", ")
                    try builder.append(Str(try thread.repr(item)))
                }
                for (index, name) in Tuple(fields.keywordNames).enumerated() {
                    try builder.append(", ")
                    try builder.append(Str(try thread.str(name)))
                    try builder.append("=")
                    try builder.append(Str(try thread.repr(Tuple(fields.keywordValues)[index])))
                }
                try builder.append(")")
                return try builder.finish().value
            }
        }
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            let fields = MethodCaller(arguments[0]).fields.pointee, type = arguments[0].type(thread).value
            let names = Tuple(fields.keywordNames)
            if names.count == 0 {
                let given = Tuple(fields.arguments), all = try Tuple.allocate(count: given.count + 1, thread)
                all.base[0] = fields.name
                (all.base + 1).update(from: given.base, count: given.count)
                return try thread.tuple(type, all.value)
            }
            // Keywords are kept by a partial call of the class.
            let partial = try thread.getAttribute(try thread.importName(try thread.intern("functools").value, names: .none, level: Value(smallInt: 0)), try thread.intern("partial").value)
            let base = try thread.freeRegisters(behind: arguments, keywords: 0, room: 2 + names.count)
            base[0] = type
            base[1] = fields.name
            (base + 2).update(from: Tuple(fields.keywordValues).base, count: names.count)
            return try thread.tuple(try thread.call(partial, Arguments(base: base, count: 2), keywordNames: names), fields.arguments)
        }
    }

    /// `__call__` of callables that calls do not need it for: whoever asks for it as an attribute gets it.
    func defineCall(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
            try thread.withSpread(Tuple(arguments[1]), keywords: arguments[2]) { sorted, names throws(Raised) in
                try thread.callDirectly(arguments[0], sorted, names)
            }
        }
    }

    private func getterArguments(_ name: StaticString, _ arguments: Arguments) throws(Raised) -> Tuple {
        if arguments[2].is(.dict) { throw raise(.typeError, "\(name)() takes no keyword arguments") }
        let given = Tuple(arguments[1])
        if given.count == 0 { throw raise(.typeError, "\(name) expected 1 argument, got 0") }
        return given
    }

    /// The only argument of a call.
    func getterOperand(_ name: StaticString, _ arguments: Arguments, _ keywordNames: Tuple?) throws(Raised) -> Value {
        if let keywordNames, keywordNames.count > 0 { throw raise(.typeError, "\(name)() takes no keyword arguments") }
        guard arguments.count == 1 else { throw raise(.typeError, "\(name) expected 1 argument, got \(arguments.count)") }
        return arguments.base[0]
    }

    private func reprOfGetter(_ name: StaticString, _ getter: Value, _ items: Tuple) throws(Raised) -> Value {
        guard try beginRepr(getter) else { return try Str.make("\(name)(...)", self).value }
        defer { endRepr() }
        var builder = try TextBuilder(capacity: 32, self)
        try builder.append(name)
        try builder.append("(")
        for index in 0..<items.count {
            if index > 0 { try builder.append(", ") }
            try builder.append(Str(try repr(items[index])))
        }
        try builder.append(")")
        return try builder.finish().value
    }
}
