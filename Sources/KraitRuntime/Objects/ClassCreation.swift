// Making classes: `type(name, bases, namespace)`, and the built-in ones.
//
// A class is complete when its method resolution order is known, its layout is chosen (the most derived of its bases' layouts, then the slots it adds),
// and the special methods are looked up. In CPython: Objects/typeobject.c, type_new and type_ready.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// An empty type cell with everything set that the collector looks at.
    func allocateType(metaclass: Type, name: String, layout: UnsafePointer<Layout>) throws(Raised) -> Type {
        let type = Type(cell: try allocate(metaclass.fields.pointee.instanceShape, size: metaclass.fields.pointee.instanceShape.pointee.instanceSize))
        let fields = type.fields
        fields.pointee.name = .none
        fields.pointee.qualifiedName = .none
        fields.pointee.base = .none
        fields.pointee.bases = .unbound
        fields.pointee.mro = .unbound
        fields.pointee.namespace = .unbound
        fields.pointee.subclasses = .unbound
        fields.pointee.slotNames = .unbound
        fields.pointee.layout = layout
        fields.pointee.instanceShape = Shapes.none
        fields.pointee.flags = []
        fields.pointee.expectedAttributes = 0
        type.specials.update(repeating: .unbound, count: SpecialMethod.count)
        fields.pointee.version = machine.pointee.takeTypeVersion()
        let text = try intern(name)
        fields.pointee.name = text.value
        fields.pointee.qualifiedName = text.value
        fields.pointee.namespace = try Dict.make(capacity: 16, self).value
        return type
    }

    /// The shape that instances of a class begin with: member slots behind the layout, then the attribute store with room for `capacity` attributes.
    func makeInstanceShape(of type: Type, layout: UnsafePointer<Layout>, memberCount: Int, hasAttributes: Bool, capacity: Int) throws(Raised) -> ShapePointer {
        let shape = try Shape.make(layout, type: type.value, self)
        shape.pointee.hasAttributes = hasAttributes
        shape.pointee.storeOffset = UInt32(layout.pointee.size + memberCount * 8)
        shape.pointee.inlineCapacity = UInt32(hasAttributes ? capacity : 0)
        shape.pointee.valuesCount = UInt32(memberCount + (hasAttributes ? 1 + capacity : 0))
        return shape
    }

    /// A new instance of a class, every slot empty, nothing initialized, with room for `itemBytes` behind its attributes.
    public func makeInstance(of type: Type, itemBytes: Int = 0) throws(Raised) -> Value {
        let fields = type.fields
        guard type.isLaidOut else { throw raise(.typeError, "object.__new__(\(type.name)) is not safe, use \(type.name).__new__()") }
        var shape = fields.pointee.instanceShape
        let expected = fields.pointee.expectedAttributes
        if shape.pointee.hasAttributes, expected > shape.pointee.inlineCapacity, shape.pointee.inlineCapacity < 32 {
            // Instances turned out to have more attributes: later ones get the room inline.
            shape = try makeInstanceShape(
                of: type, layout: fields.pointee.layout, memberCount: type.memberCount, hasAttributes: true, capacity: Swift.min(Int(expected) + 1, 32))
            fields.pointee.instanceShape = shape
        }
        let cell = try allocate(shape, size: shape.pointee.instanceSize + itemBytes)
        let members = type.memberCount
        if members > 0 {
            let base = (cell + Int(shape.pointee.valuesOffset)).assumingMemoryBound(to: Value.self)
            for index in 0..<members { base[index] = .unbound }
        }
        switch shape.pointee.kind {
        case .exception: initializeException(Exception(cell: cell))
        case .list: List(cell: cell).fields.pointee.items = machine.pointee.emptyValues
        case .tuple: Tuple(cell: cell).setCount(0)
        case .dict: Dict(cell: cell).fields.pointee.table = machine.pointee.emptyDictTable
        case .set, .frozenSet: PythonSet(cell: cell).fields.pointee.table = machine.pointee.emptySetTable
        default: break
        }
        if !type[.del].isUnbound { try noteFinalizable(cell) }
        return Value(cell: cell)
    }

    /// The same where nothing but a free cell is needed; nil where more is. For classes of plain instances without `__del__`.
    @inline(__always)
    func makeInstanceFast(of type: Type) -> Value? {
        let shape = type.fields.pointee.instanceShape
        let size = shape.pointee.instanceSize
        if shape.pointee.hasAttributes, type.fields.pointee.expectedAttributes > shape.pointee.inlineCapacity, shape.pointee.inlineCapacity < 32 { return nil }
        guard size <= 256, let cell = machine.pointee.heap.allocateFast(sizeClass: (size + 15) >> 4 - 1) else { return nil }
        let words = cell.assumingMemoryBound(to: UInt64.self)
        var index = 1
        while index < size >> 3 {
            words[index] = 0
            index &+= 1
        }
        cell.storeBytes(of: shape, as: ShapePointer.self)
        var member = shape.pointee.valuesOffset
        while member < shape.pointee.storeOffset {
            (cell + Int(member)).storeBytes(of: .unbound, as: Value.self)
            member &+= 8
        }
        return Value(cell: cell)
    }

    private func initializeException(_ exception: Exception) {
        let values = (exception.cell + 8).assumingMemoryBound(to: Value.self)
        values[0] = machine.pointee.emptyTuple
        values[1] = .none
        values[2] = .none
        values[3] = .none
        values[4] = .false
        for index in 5..<Swift.max(5, exception.valueCount) { values[index] = .unbound }
    }

    // MARK: - Method resolution order

    /// The C3 linearization of a class's bases, the class first.
    func linearize(_ type: Type, bases: [Type]) throws(Raised) -> [Type] {
        for base in bases where !base.fields.pointee.mro.is(.tuple) || !base.isLaidOut { throw raise(.typeError, "Cannot extend an incomplete type '\(base.name)'") }
        var sequences: [ArraySlice<Type>] = bases.map { Tuple($0.fields.pointee.mro).map { Type($0) }[...] }
        if sequences.count == 1 { return [type] + sequences[0] }
        sequences.append(bases[...])
        var result = [type]
        while true {
            sequences.removeAll { $0.isEmpty }
            if sequences.isEmpty { return result }
            try charge(sequences.reduce(0) { $0 + $1.count } >> 3)
            guard let candidate = sequences.lazy.compactMap({ $0.first }).first(where: { head in
                !sequences.contains { $0.dropFirst().contains(head) }
            }) else {
                var names: [String] = []
                for sequence in sequences { if let name = sequence.first.map({ Type.lastPart($0.name) }), !names.contains(name) { names.append(name) } }
                throw raise(.typeError, "Cannot create a consistent method resolution order (MRO) for bases \(names.joined(separator: ", "))")
            }
            result.append(candidate)
            for index in sequences.indices where sequences[index].first == candidate { sequences[index].removeFirst() }
        }
    }

    func setOrder(of type: Type, _ order: [Type]) throws(Raised) {
        let tuple = try Tuple.allocate(count: order.count, self)
        for (index, item) in order.enumerated() { tuple.base[index] = item.value }
        type.fields.pointee.mro = tuple.value
    }

    // MARK: - Keeping special methods in step

    /// Looks all special methods up again, here and in subclasses: something in the class or its bases changed.
    func update(_ type: Type) {
        var newlyFinalizable: [Value] = []
        for type in withSubclasses(type) {
            let base = plainBase(of: type), mayHaveInstances = type.flags.contains(.isReady) && type[.del].isUnbound
            for method in SpecialMethod.allCases { update(type, method, base) }
            finishUpdate(type)
            if mayHaveInstances, !type[.del].isUnbound { newlyFinalizable.append(type.value) }
        }
        if !newlyFinalizable.isEmpty { noteFinalizableInstances(of: newlyFinalizable) }
    }

    /// The same for one name.
    func update(_ type: Type, name: Value) {
        let method = machine.pointee.specialMethods[name.bits]
        var newlyFinalizable: [Value] = []
        for type in withSubclasses(type) {
            let mayHaveInstances = type.flags.contains(.isReady) && type[.del].isUnbound
            if let method { update(type, method, nil) }
            finishUpdate(type)
            if mayHaveInstances, !type[.del].isUnbound { newlyFinalizable.append(type.value) }
        }
        if !newlyFinalizable.isEmpty { noteFinalizableInstances(of: newlyFinalizable) }
    }

    /// Classes that have `__del__` from now on: their instances are known as finalizable, but for those that are dead already.
    private func noteFinalizableInstances(of types: [Value]) {
        let machine = self.machine
        func instances() -> [CellPointer] {
            var found: [CellPointer] = []
            machine.pointee.heap.finishSweep()
            machine.pointee.heap.forEachCell { cell in if types.contains(cell.load(as: ShapePointer.self).pointee.type) { found.append(cell) } }
            return found
        }
        if instances().isEmpty { return }
        machine.collect(self)
        machine.pointee.finalizable += instances()
        machine.countTables()
    }

    /// What a plain base found already need not be looked for again: its subclasses are updated after it.
    private func update(_ type: Type, _ method: SpecialMethod, _ base: Type?) {
        let name = machine.pointee.specialNames[Int(method.rawValue)]
        if let base {
            type[method] = Dict(type.fields.pointee.namespace).get(interned: Str(name)) ?? base[method]
        } else {
            type[method] = type.lookup(name) ?? .unbound
        }
    }

    /// The base of a class whose resolution order is that of its only base behind the class itself.
    private func plainBase(of type: Type) -> Type? {
        let fields = type.fields.pointee
        guard fields.bases.is(.tuple), Tuple(fields.bases).count == 1, fields.base.is(.type), fields.mro.is(.tuple) else { return nil }
        let base = Type(fields.base), own = Tuple(fields.mro)
        guard base.flags.contains(.isReady), base.fields.pointee.mro.is(.tuple), Tuple(fields.bases)[0] == fields.base else { return nil }
        let inherited = Tuple(base.fields.pointee.mro)
        guard own.count == inherited.count + 1, own[0] == type.value else { return nil }
        for index in 0..<inherited.count where own[index + 1] != inherited[index] { return nil }
        return base
    }

    private func finishUpdate(_ type: Type) {
        let before = type.flags
        type.fields.pointee.version = machine.pointee.takeTypeVersion()
        let types = machine.pointee.types
        if types.object.isCell {
            let object = Type(types.object)
            type.flags.set(.standardGetAttribute, type[.getAttribute] == object[.getAttribute])
            type.flags.set(.standardSetAttribute, type[.setAttr] == object[.setAttr] && type[.delAttr] == object[.delAttr])
            type.flags.set(
                .plainConstruction, type[.new] == object[.new] && !type[.new].isUnbound && !type.flags.contains(.isMetaclass)
                    && type.fields.pointee.layout.pointee.kind == .instance)
            if types.exceptions.baseException.isCell {
                let base = Type(types.exceptions.baseException)
                type.flags.set(.plainException, type.flags.contains(.isException) && type[.new] == base[.new] && type[.`init`] == base[.`init`])
            }
        }
        type.flags.set(.isDescriptor, !type[.get].isUnbound)
        type.flags.set(.isDataDescriptor, !type[.set].isUnbound || !type[.delete].isUnbound)
        type.flags.set(.isReady, true)
        if before.contains(.isReady), before.isDataDescriptor != type.flags.isDataDescriptor || before.standardGetAttribute != type.flags.standardGetAttribute
            || before.standardSetAttribute != type.flags.standardSetAttribute
        {
            machine.resetCaches()
        }
    }

    /// A class and all below it, each once: hierarchies may be deep, and have many ways to one class. Nothing keeps them alive.
    private func withSubclasses(_ type: Type) -> [Type] {
        var result = [type]
        guard type.fields.pointee.subclasses.is(.list) else { return result }
        var known: Set<UInt64> = [type.value.bits]
        var index = 0
        while index < result.count {
            forEachSubclass(of: result[index]) { if known.insert($0.value.bits).inserted { result.append($0) } }
            index += 1
        }
        return result
    }

    func forEachSubclass(of type: Type, _ body: (Type) -> Void) {
        guard type.fields.pointee.subclasses.is(.list) else { return }
        let list = List(type.fields.pointee.subclasses)
        for index in 0..<list.count {
            let referent = WeakReference(list[index]).fields.pointee.referent
            if referent.isCell { body(Type(referent)) }
        }
    }

    /// Remembers a class at its bases, weakly.
    func addSubclass(_ type: Type, to base: Type) throws(Raised) {
        if !base.fields.pointee.subclasses.is(.list) { base.fields.pointee.subclasses = try List.make(self).value }
        let list = List(base.fields.pointee.subclasses)
        let reference = try makeWeakReference(to: type.value)
        for index in 0..<list.count where WeakReference(list[index]).fields.pointee.referent.isNone {
            list[index] = reference
            return
        }
        try list.append(reference, self)
    }

    /// A weak reference without a callback.
    func makeWeakReference(to value: Value) throws(Raised) -> Value {
        let reference = WeakReference(cell: try allocate(machine.pointee.shapes.weakReference, size: MemoryLayout<WeakReference.Fields>.size))
        reference.fields.pointee.referent = value
        reference.fields.pointee.callback = .none
        reference.fields.pointee.hash = .unbound
        machine.pointee.weakReferences.add(reference, to: value.cell)
        return reference.value
    }

    // MARK: - Built-in classes

    /// A built-in class with one base. Its methods are added by `define`; call `update(_:)` when all are there.
    func makeBuiltinType(
        _ name: String, base: Type, layout: UnsafePointer<Layout>? = nil, flags: Type.Flags = [], hasAttributes: Bool = false,
        define: (NativeBuilder) throws(Raised) -> Void = { _ in }
    ) throws(Raised) -> Type {
        let layout = layout ?? base.fields.pointee.layout
        let type = try allocateType(metaclass: Type(machine.pointee.types.type), name: name, layout: layout)
        // Built-in classes outside of builtins are named with their module in messages, `typing.TypeVar`, but not in `__name__`.
        type.fields.pointee.qualifiedName = try intern(Type.lastPart(name)).value
        type.fields.pointee.base = base.value
        let bases = try Tuple.allocate(count: 1, self)
        bases.base[0] = base.value
        type.fields.pointee.bases = bases.value
        try setOrder(of: type, try linearize(type, bases: [base]))
        type.flags = flags
        type.flags.formUnion(base.flags.intersection([.isException, .hasDictionary, .hasWeakReferences, .isSequencePattern, .isMappingPattern]))
        let attributes = hasAttributes || base.flags.contains(.hasDictionary)
        if attributes { type.flags.insert(.hasDictionary) }
        type.fields.pointee.instanceShape = try makeInstanceShape(of: type, layout: layout, memberCount: 0, hasAttributes: attributes, capacity: attributes ? 2 : 0)
        try addSubclass(type, to: base)
        let builder = NativeBuilder(thread: self, namespace: Dict(type.fields.pointee.namespace), owner: type.value)
        try define(builder)
        // Instances of a class without a text must not show that of a base.
        if builder.namespace.position(ofInterned: Str(self.name(.dunderDoc))) == nil { try builder.set("__doc__", .none) }
        update(type)
        return type
    }
}

extension Type {
    /// What comes behind the last dot of a name.
    static func lastPart(_ name: String) -> String { name.split(separator: ".").last.map(String.init) ?? name }

    /// Whether it is known what instances look like. Python code may see a class before that, from its metaclass's `mro`.
    var isLaidOut: Bool { fields.pointee.instanceShape != Shapes.none }

    /// How many `__slots__` members instances have.
    var memberCount: Int {
        if !isLaidOut { return fields.pointee.base.is(.type) ? Type(fields.pointee.base).memberCount : 0 }
        let shape = fields.pointee.instanceShape
        return (Int(shape.pointee.storeOffset) - Int(shape.pointee.valuesOffset)) / 8
    }
}

extension Type.Flags {
    mutating func set(_ flag: Type.Flags, _ isOn: Bool) { if isOn { insert(flag) } else { remove(flag) } }
    var isDataDescriptor: Bool { contains(.isDataDescriptor) }
    var standardGetAttribute: Bool { contains(.standardGetAttribute) }
    var standardSetAttribute: Bool { contains(.standardSetAttribute) }
}

extension MachineState {
    mutating func takeTypeVersion() -> UInt64 {
        nextTypeVersion += 1
        return nextTypeVersion
    }
}
