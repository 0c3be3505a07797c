// The module `_abc`: what abstract base classes remember. In CPython: Modules/_abc.c; the same in Python: Lib/_py_abc.py.

/// What one abstract base class knows of others: sets of classes that it does not keep alive.
///
///     header | registry | cache | negative cache | registrations when the negative cache was begun
struct AbcData: CellHandle {
    struct Fields {
        var header: ShapePointer
        /// Dicts from the identity of a class to a weak reference to it.
        var registry: Value
        var cache: Value
        var negativeCache: Value
        var version: Int
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    // MARK: - Weak sets of classes

    private func key(of type: Value) -> Value { Value(smallInt: Int(bitPattern: type.cell)) }

    private func contains(_ set: Value, type: Value) throws(Raised) -> Bool {
        // Another class may have taken the place of a dead one.
        guard let reference = try Dict(set).get(key(of: type), self) else { return false }
        return WeakReference(reference).fields.pointee.referent == type
    }

    private func add(_ type: Value, to set: Value) throws(Raised) {
        try Dict(set).set(key(of: type), try makeWeakReference(to: type), self)
    }

    private func data(of abstractClass: Value) throws(Raised) -> AbcData {
        let found = try getAttribute(abstractClass, try intern("_abc_impl").value)
        guard found.isCell, found.shape.pointee.type == machine.pointee.types.abcData else { throw raise(.typeError, "_abc_impl is set to a wrong type") }
        return AbcData(found)
    }

    // MARK: - Abstract methods

    private func isAbstract(_ value: Value) throws(Raised) -> Bool {
        // Most values in a namespace are functions, which are abstract only if an attribute says so.
        guard let mark = try getAttributeOrNil(value, name(.dunderIsabstractmethod)) else { return false }
        return try isTrue(mark)
    }

    private func findAbstractMethods(_ type: Type) throws(Raised) {
        let names = try List.make(self)
        let namespace = Dict(type.fields.pointee.namespace)
        var position = 0
        while let index = namespace.nextPosition(from: position) {
            let entry = namespace.table.entries[index]
            position = index + 1
            if try isAbstract(entry.value) { try names.append(entry.key, self) }
        }
        let bases = Tuple(type.fields.pointee.bases)
        for place in 0..<bases.count {
            guard let inherited = try getAttributeOrNil(bases[place], name(.dunderAbstractmethods)) else { continue }
            let items = try iterator(of: inherited)
            while let item = try nextItem(items) {
                guard item.is(.str), let value = try getAttributeOrNil(type.value, intern(Str(item)).value) else { continue }
                if try isAbstract(value) { try names.append(item, self) }
            }
        }
        let set = try call(machine.pointee.types.frozenSet, names.value)
        try setAttribute(type.value, name(.dunderAbstractmethods), set)
    }

    // MARK: - The questions

    private func askSubclass(_ abstractClass: Value, _ subclass: Value) throws(Raised) -> Bool {
        guard subclass.is(.type) else { throw raise(.typeError, "issubclass() arg 1 must be a class") }
        try checkNativeStack()
        let data = try self.data(of: abstractClass)
        if try contains(data.fields.pointee.cache, type: subclass) { return true }
        if data.fields.pointee.version < machine.pointee.abstractRegistrations {
            data.fields.pointee.negativeCache = try Dict.make(self).value
            data.fields.pointee.version = machine.pointee.abstractRegistrations
        } else if try contains(data.fields.pointee.negativeCache, type: subclass) {
            return false
        }
        let answer = try call(try getAttribute(abstractClass, name(.dunderSubclasshook)), subclass)
        switch answer {
        case .true:
            try add(subclass, to: data.fields.pointee.cache)
            return true
        case .false:
            try add(subclass, to: data.fields.pointee.negativeCache)
            return false
        case .notImplemented: break
        default:
            throw raise(.assertionError, "__subclasshook__ must return either False, True, or NotImplemented")
        }
        if Type(subclass).isSubtype(of: Type(abstractClass)) {
            try add(subclass, to: data.fields.pointee.cache)
            return true
        }
        let registered = try living(data.fields.pointee.registry)
        for index in 0..<registered.count where try isSubclass(subclass, of: registered[index]) {
            try add(subclass, to: data.fields.pointee.cache)
            return true
        }
        let subclasses = try call(try getAttribute(abstractClass, try intern("__subclasses__").value))
        guard subclasses.is(.list) else { throw raise(.typeError, "__subclasses__() must return a list") }
        var index = 0
        while index < List(subclasses).count {
            if try isSubclass(subclass, of: List(subclasses)[index]) {
                try add(subclass, to: data.fields.pointee.cache)
                return true
            }
            index += 1
        }
        try add(subclass, to: data.fields.pointee.negativeCache)
        return false
    }

    /// The classes of a weak set that are alive.
    private func living(_ set: Value) throws(Raised) -> List {
        let list = try List.make(self)
        var position = 0
        while let index = Dict(set).nextPosition(from: position) {
            let referent = WeakReference(Dict(set).table.entries[index].value).fields.pointee.referent
            position = index + 1
            if referent.isCell { try list.append(referent, self) }
        }
        return list
    }

    private func askInstance(_ abstractClass: Value, _ instance: Value) throws(Raised) -> Bool {
        let data = try self.data(of: abstractClass)
        let claimed = try getAttribute(instance, name(.dunderClass))
        if claimed.is(.type), try contains(data.fields.pointee.cache, type: claimed) { return true }
        let actual = instance.type(self).value
        let check = try getAttribute(abstractClass, name(of: .subclassCheck))
        if actual == claimed {
            if data.fields.pointee.version == machine.pointee.abstractRegistrations, try contains(data.fields.pointee.negativeCache, type: claimed) {
                return false
            }
            return try isTrue(try call(check, claimed))
        }
        if try isTrue(try call(check, claimed)) { return true }
        return try isTrue(try call(check, actual))
    }

    /// Patterns treat classes registered as sequences or mappings like them.
    private func addPatternFlags(_ flags: Type.Flags, to type: Type) {
        // Built-in classes are what they are.
        if type.flags.contains(flags) || !type.flags.contains(.isHeapType) { return }
        type.flags.remove([.isSequencePattern, .isMappingPattern])
        type.flags.formUnion(flags)
        forEachSubclass(of: type) { addPatternFlags(flags, to: $0) }
    }

    // MARK: - The module

    func defineAbcModule(_ builder: NativeBuilder) throws(Raised) {
        if machine.pointee.types.abcData.isUnbound {
            try define(\.abcData, "_abc._abc_data", layout: AbcData.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in }
        }
        try builder.set("_abc_data", machine.pointee.types.abcData)
        try builder.method("get_cache_token", "()", "A number that changes with every registration.") { thread, arguments throws(Raised) in
            Value(smallInt: thread.machine.pointee.abstractRegistrations)
        }
        try builder.method("_abc_init", "(self, /)", "Prepare a new abstract class.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.type) else { throw thread.raise(.typeError, "_abc_init() needs a class") }
            let type = Type(arguments[0])
            try thread.findAbstractMethods(type)
            let data = AbcData(try thread.makeInstance(of: Type(thread.machine.pointee.types.abcData)))
            data.fields.pointee.registry = try Dict.make(thread).value
            data.fields.pointee.cache = try Dict.make(thread).value
            data.fields.pointee.negativeCache = try Dict.make(thread).value
            data.fields.pointee.version = thread.machine.pointee.abstractRegistrations
            try thread.setAttribute(type.value, try thread.intern("_abc_impl").value, data.value)
            // collections.abc.Sequence and Mapping say so by the bits that CPython's classes have.
            let mark = try thread.intern("__abc_tpflags__")
            if let bits = Dict(type.fields.pointee.namespace).get(interned: mark) {
                if bits.isSmallInt {
                    if bits.smallInt & (3 << 5) == 3 << 5 {
                        throw thread.raise(.typeError, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING")
                    }
                    if bits.smallInt & 1 << 5 != 0 { type.flags.insert(.isSequencePattern) }
                    if bits.smallInt & 1 << 6 != 0 { type.flags.insert(.isMappingPattern) }
                }
                try thread.deleteAttribute(type.value, mark.value)
            }
            return .none
        }
        try builder.method("_abc_register", "(self, subclass, /)", "Make a class a virtual subclass.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.type), arguments[0].is(.type) else { throw thread.raise(.typeError, "Can only register classes") }
            if try thread.isSubclass(arguments[1], of: arguments[0]) { return arguments[1] }
            if try thread.isSubclass(arguments[0], of: arguments[1]) { throw thread.raise(.runtimeError, "Refusing to create an inheritance cycle") }
            try thread.add(arguments[1], to: try thread.data(of: arguments[0]).fields.pointee.registry)
            thread.machine.pointee.abstractRegistrations += 1
            let flags = Type(arguments[0]).flags.intersection([.isSequencePattern, .isMappingPattern])
            if !flags.isEmpty { thread.addPatternFlags(flags, to: Type(arguments[1])) }
            return arguments[1]
        }
        try builder.method("_abc_instancecheck", "(self, instance, /)", "What isinstance() asks abstract classes.") { thread, arguments throws(Raised) in
            Value(try thread.askInstance(arguments[0], arguments[1]))
        }
        try builder.method("_abc_subclasscheck", "(self, subclass, /)", "What issubclass() asks abstract classes.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.type) else { throw thread.raise(.typeError, "_abc_subclasscheck() needs a class") }
            return Value(try thread.askSubclass(arguments[0], arguments[1]))
        }
        try builder.method("_get_dump", "(self, /)", "Registry and caches of an abstract class.") { thread, arguments throws(Raised) in
            let data = try thread.data(of: arguments[0]).fields
            let result = try Tuple.allocate(count: 4, thread)
            for (index, set) in [data.pointee.registry, data.pointee.cache, data.pointee.negativeCache].enumerated() {
                let list = try thread.living(set)
                for place in 0..<list.count { list[place] = try thread.makeWeakReference(to: list[place]) }
                result.base[index] = try thread.call(thread.machine.pointee.types.set, list.value)
            }
            result.base[3] = Value(smallInt: data.pointee.version)
            return result.value
        }
        try builder.method("_reset_registry", "(self, /)", "Forget the virtual subclasses of a class.") { thread, arguments throws(Raised) in
            try thread.data(of: arguments[0]).fields.pointee.registry = try Dict.make(thread).value
            return .none
        }
        try builder.method("_reset_caches", "(self, /)", "Forget what an abstract class remembered.") { thread, arguments throws(Raised) in
            let data = try thread.data(of: arguments[0])
            data.fields.pointee.cache = try Dict.make(thread).value
            data.fields.pointee.negativeCache = try Dict.make(thread).value
            return .none
        }
    }
}
