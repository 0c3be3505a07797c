import CKrait

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Setting a machine up: the first shapes and classes, which name each other, then everything that can be made with them.

extension UnsafeMutablePointer where Pointee == MachineState {
    /// A machine with its built-in classes and an empty `sys.modules`, and the thread that set it up.
    public static func make(
        host: any Host = SystemHost(), configuration: Configuration = Configuration()
    ) throws(Raised) -> (machine: Machine, thread: Thread) {
        let machine = Machine.allocate(capacity: 1)
        machine.initialize(to: MachineState(host: host, configuration: configuration))
        machine.pointee.heap.limit = machine.pointee.systemMemory.limit
        machine.pointee.heap.addressLimit = machine.pointee.systemMemory.addresses
        machine.pointee.maximumIntDigits = configuration.maximumIntDigits
        machine.pointee.hashKey = configuration.hashKey ?? (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max))
        machine.pointee.collectionSuspended = 1
        let thread = Thread.make(machine)
        machine.pointee.threads.append(thread)
        try thread.setUpFirstCells()
        try thread.setUpBuiltinTypes()
        try thread.setUpModules()
        machine.pointee.collectionSuspended = 0
        return (machine, thread)
    }

    /// Gives everything back.
    public func tearDown() {
        for thread in pointee.threads { thread.tearDown() }
        pointee.heap.finishSweep()
        pointee.heap.tearDown()
        for layout in pointee.layoutAllocations { layout.deallocate() }
        pointee.definitions.tearDown()
        pointee.names.deallocate()
        pointee.attributeCache.tearDown()
        pointee.lookupCache.tearDown()
        pointee.characters.deallocate()
        pointee.shortBytes.deallocate()
        pointee.types.base.deallocate()
        pointee.shapes.base.deallocate()
        deinitialize(count: 1)
        deallocate()
    }

    /// The layout of a kind at its stable address.
    func layout(_ layout: Layout) -> UnsafePointer<Layout> {
        let place = UnsafeMutablePointer<Layout>.allocate(capacity: 1)
        place.initialize(to: layout)
        pointee.layoutAllocations.append(place)
        return UnsafePointer(place)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A thread of a machine, running nothing. Its stacks are reserved, not yet used.
    static func make(_ machine: Machine) -> Thread {
        let system = machine.pointee.systemMemory
        let registers = reserve((system.registers + registerSlack) * 8).assumingMemoryBound(to: Value.self)
        let activations = reserve(system.activations * MemoryLayout<Activation>.stride).assumingMemoryBound(to: Activation.self)
        let thread = Thread.allocate(capacity: 1)
        // The outermost activation belongs to native code: it has no registers and never runs.
        let code = UnsafeMutablePointer<RegisterCode>.allocate(capacity: 1)
        let halt = PC.allocate(capacity: 1)
        let noSlots = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
        noSlots.initialize(to: 0)
        halt.initialize(to: Instruction(handler: krait_returnConstant, a: 0, b: 0, c: 0, cache: 0))
        code.initialize(to: RegisterCode(
            codeObject: .none, globals: .none, builtins: .none, instructions: halt, instructionCount: 1, constants: .allocate(capacity: 1), constantCount: 0,
            cacheCount: 0, cacheOwners: .allocate(capacity: 1), bytecodeOffsets: .allocate(capacity: 1), liveSlots: noSlots, handlers: .allocate(capacity: 1), handlerCount: 0, localCount: 0,
            registerCount: 0, argumentCount: 0, positionalOnlyCount: 0, keywordOnlyCount: 0, isSimple: true, simpleArgumentCount: 0, flags: [], next: nil))
        activations.initialize(to: Activation(
            code: code, registers: registers, pc: halt, function: .unbound, frame: .unbound, first: .unbound, second: .unbound, state: 0x200))
        thread.initialize(to: ThreadState(
            budget: budgetQuantum, pc: halt, registers: registers, constants: registers, activation: activations, activationBase: activations,
            activationLimit: activations + 1000, countedActivations: initialActivations, registerBase: registers, registerLimit: registers + initialRegisters, nativeTop: registers,
            nativeStackLimit: 0, nativeStackBase: 0, machine: machine, exception: .unbound, handled: .none, isReraising: false,
            generatorReturned: false, generator: .unbound, newestCoroutine: .unbound, asyncFirstIteration: .none,
            asyncFinalizer: .none, coroutineOriginDepth: 0, takenException: .unbound, result: .unbound, recursionLimit: 1000, consumed: 0, grant: budgetQuantum,
            isFinalizing: false, stop: nil))
        thread.enterNativeStack()
        return thread
    }

    /// Notes where the native stack is: call it when a native thread enters the machine. `reserve` bytes at its end are kept free.
    public func enterNativeStack(reserve: Int = 256 << 10) {
        var highest: UnsafeMutableRawPointer?
        var size: UInt = 0
        guard krait_native_stack(&highest, &size) else { return }
        let top = UInt(bitPattern: highest)
        pointee.nativeStackBase = top
        pointee.nativeStackLimit = top &- size &+ UInt(reserve)
    }

    private static func reserve(_ bytes: Int) -> UnsafeMutableRawPointer {
        let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0)
        // Address space is all this takes; without it there is no machine.
        guard let memory, memory != MAP_FAILED else { return .allocate(byteCount: bytes, alignment: 16) }
        return memory
    }

    func tearDown() {
        pointee.activationBase.pointee.code.free()
        munmap(pointee.registerBase, (registerCapacity + Self.registerSlack) * 8)
        munmap(pointee.activationBase, activationCapacity * MemoryLayout<Activation>.stride)
        deallocate()
    }

    // MARK: - The first cells

    /// Shapes for the cells that have no class, then `type` and `object`, which are instances of each other's making.
    fileprivate func setUpFirstCells() throws(Raised) {
        let machine = self.machine
        // The shape of shapes is its own shape; it cannot be allocated like others.
        let shapeLayout = machine.layout(Shape.layout)
        let first = try allocate(Shapes.none, size: MemoryLayout<Shape>.size).assumingMemoryBound(to: Shape.self)
        BlockHeader.noteCare(for: CellPointer(first))
        machine.pointee.shapes.shape = first
        first.pointee.header = first
        first.fill(shapeLayout, type: .none)
        machine.pointee.shapes.values = try Shape.make(machine.layout(Values.layout), type: .none, self)
        machine.pointee.emptyValues = try allocateValues(0).value
        machine.pointee.shapes.bytesStorage = try Shape.make(machine.layout(ByteStorage.layout), type: .none, self)
        machine.pointee.shapes.dictTable = try Shape.make(machine.layout(DictTable.layout), type: .none, self)
        machine.pointee.emptyDictTable = try DictTable.allocate(log2Size: 0, self).value
        machine.pointee.shapes.setTable = try Shape.make(machine.layout(SetTable.layout), type: .none, self)
        machine.pointee.emptySetTable = try SetTable.allocate(size: SetTable.smallestSize, self).value
        // Their class is filled in once it exists.
        machine.pointee.shapes.str = try Shape.make(machine.layout(Str.layout), type: .none, self)
        machine.pointee.shapes.tuple = try Shape.make(machine.layout(Tuple.layout), type: .none, self)
        machine.pointee.shapes.dict = try Shape.make(machine.layout(Dict.layout), type: .none, self)
        machine.pointee.shapes.list = try Shape.make(machine.layout(List.layout), type: .none, self)
        machine.pointee.shapes.weakReference = try Shape.make(machine.layout(WeakReference.layout), type: .none, self)
        machine.pointee.emptyTuple = try Tuple.allocate(count: 0, self).value
        machine.pointee.emptyString = intern(try Str.allocate(count: 0, largest: 0, self)).value
        for point in 0..<256 { machine.pointee.characters[point] = intern(try Str.make(codePoint: UInt32(point), self)).value }
        for (index, text) in Words(KnownName.texts).enumerated() { machine.pointee.names[index] = intern(try Str.make(utf8: text, self)).value }
        for (index, text) in Words(SpecialMethod.texts).enumerated() {
            let name = intern(try Str.make(utf8: text, self)).value
            machine.pointee.specialNames.append(name)
            machine.pointee.specialMethods[name.bits] = SpecialMethod(rawValue: UInt8(index))
        }
        try setUpTypeAndObject()
    }

    private func setUpTypeAndObject() throws(Raised) {
        let machine = self.machine
        let typeLayout = machine.layout(Type.layout)
        let typeShape = try Shape.make(typeLayout, type: .none, self)
        typeShape.pointee.valuesOffset = UInt32(Type.size)
        machine.pointee.shapes.type = typeShape
        // A stand-in for the metaclass, just long enough to allocate `type`.
        let bootstrap = Type(cell: try allocate(typeShape, size: Type.size))
        bootstrap.specials.update(repeating: .unbound, count: SpecialMethod.count)
        bootstrap.fields.pointee.instanceShape = typeShape
        bootstrap.fields.pointee.layout = typeLayout
        let type = try allocateType(metaclass: bootstrap, name: "type", layout: typeLayout)
        type.fields.pointee.instanceShape = typeShape
        typeShape.pointee.type = type.value
        machine.pointee.types.type = type.value
        let object = try allocateType(metaclass: type, name: "object", layout: machine.layout(Layout(.instance, size: 8)))
        machine.pointee.types.object = object.value
        object.fields.pointee.bases = machine.pointee.emptyTuple
        object.flags = [.isBaseType]
        try setOrder(of: object, [object])
        object.fields.pointee.instanceShape = try makeInstanceShape(of: object, layout: object.fields.pointee.layout, memberCount: 0, hasAttributes: false, capacity: 0)
        type.fields.pointee.base = object.value
        let bases = try Tuple.allocate(count: 1, self)
        bases.base[0] = object.value
        type.fields.pointee.bases = bases.value
        type.flags = [.isBaseType, .isMetaclass]
        try setOrder(of: type, [type, object])
        try addSubclass(type, to: object)
    }

    // MARK: - Classes

    /// A built-in class whose plain instances have a shape of the machine's.
    @discardableResult
    func define(
        _ path: ReferenceWritableKeyPath<Types, Value>, _ name: String, shape: ReferenceWritableKeyPath<Shapes, ShapePointer>? = nil, base: Value? = nil,
        layout: Layout? = nil, flags: Type.Flags = [], hasAttributes: Bool = false, _ define: (NativeBuilder) throws(Raised) -> Void
    ) throws(Raised) -> Type {
        let machine = self.machine
        let baseType = Type(base ?? machine.pointee.types.object)
        let existing = shape.map { machine.pointee.shapes[keyPath: $0] }
        let layoutPointer: UnsafePointer<Layout>? = existing != nil && existing != Shapes.none ? existing.map { $0.pointee.layout } : layout.map { machine.layout($0) }
        let type = try makeBuiltinType(name, base: baseType, layout: layoutPointer, flags: flags, hasAttributes: hasAttributes, define: define)
        machine.pointee.types[keyPath: path] = type.value
        if let shape {
            if let existing, existing != Shapes.none {
                // Cells were made with it already: it becomes the shape of instances.
                existing.pointee.type = type.value
                let made = type.fields.pointee.instanceShape
                if made.pointee.hasAttributes {
                    existing.pointee.hasAttributes = true
                    existing.pointee.storeOffset = made.pointee.storeOffset
                    existing.pointee.inlineCapacity = made.pointee.inlineCapacity
                    existing.pointee.valuesCount = made.pointee.valuesCount
                }
                type.fields.pointee.instanceShape = existing
            } else {
                machine.pointee.shapes[keyPath: shape] = type.fields.pointee.instanceShape
            }
        }
        return type
    }
}
