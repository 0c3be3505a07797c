/// Everything that one virtual machine owns, in one piece of raw memory that threads, handlers and native functions reach by pointer: no reference counts on the way.
///
///     MachineState  heap | layouts | types | shapes | names | interned strings | weak references | modules | host
public typealias Machine = UnsafeMutablePointer<MachineState>

public struct MachineState {
    public var heap = Heap()
    package let systemMemory = SystemMemory()
    /// The built-in classes.
    public let types: Types
    /// Shapes of cells that are not instances of Python classes.
    public let shapes: Shapes
    /// Interned strings for names that native code uses.
    public var names: UnsafeMutablePointer<Value>
    public var interned = InternTable()
    var weakReferences = WeakReferenceTable()
    let attributeCache = AttributeCache()
    let lookupCache = LookupCache()
    /// Objects whose class has `__del__`, not yet finalized, the oldest first.
    var finalizable: [CellPointer] = []
    /// Finalizers and weak reference callbacks that wait for the next safe point.
    var pendingFinalizers = FinalizerQueue()
    /// What the module `gc` knows and sets.
    var collector = CollectorState()
    /// What is known of native functions: cells point to it.
    var definitions = NativeDefinitions()
    /// Values that native code keeps alive.
    public var roots: [Value] = []
    /// Threads of this machine.
    var threads: [Thread] = []
    /// `sys.modules`, and the dict of `builtins`.
    public var modules = Value.unbound
    public var builtins = Value.unbound
    /// Counts registrations at abstract base classes: what they remember of a class holds until the next.
    var abstractRegistrations = 0
    /// The dict of `sys`.
    public var system = Value.unbound
    /// The outside world.
    public let host: any Host
    public let configuration: Configuration
    /// Sources that are no files, by the name that code has for them: tracebacks show their lines.
    public var sources: [String: [UInt8]] = [:]
    /// Search functions of codecs, what they found, and error handlers: a tuple, unbound before the first is registered.
    var codecRegistry = Value.unbound
    /// The function `__import__` as the machine made it.
    var importFunction = Value.unbound
    /// What the program put first on `sys.path`.
    var scriptFolder: String?
    var warnings = WarningState()
    /// `sys.is_finalizing()`.
    var isShuttingDown = false
    /// Where the modules of the standard library that are written in Python lie.
    var standardLibrary: String?
    /// Counts versions of classes; never repeats.
    var nextTypeVersion: UInt64 = 1
    /// Lowered code, for the collector.
    var lowered: [UnsafeMutablePointer<RegisterCode>] = []
    /// Key of the hash of str and bytes.
    public var hashKey: (UInt64, UInt64) = (0, 0)
    /// The names of special methods in order, and back from the interned name.
    var specialNames: [Value] = []
    var specialMethods: [UInt64: SpecialMethod] = [:]
    public var emptyTuple = Value.unbound
    public var emptyString = Value.unbound
    /// The strings of one Latin-1 character: 256 values.
    public let characters: UnsafeMutablePointer<Value>
    /// `bytes` of length 0 and 1: 257 values.
    public let shortBytes: UnsafeMutablePointer<Value>
    var zeroFloat = Value.unbound
    /// The storage that empty lists, dicts and sets share.
    var emptyValues = Value.unbound
    var emptyDictTable = Value.unbound
    var emptySetTable = Value.unbound
    var layoutAllocations: [UnsafeMutablePointer<Layout>] = []
    /// `sys.set_int_max_str_digits`: ints with more decimal digits are not converted; 0 for no limit.
    public var maximumIntDigits = 4300
    /// A MemoryError made in advance.
    var reserveMemoryError = Value.unbound
    /// What `atexit` registered: a list, unbound before that module was made.
    var exitFunctions = Value.unbound
    /// The `contextvars.Context` in which code runs; unbound until one is wanted.
    var currentContext = Value.unbound
    /// How much work the thread may do, counted from 0 by `beginWork`; nil without limit.
    package var fuel: Int?
    /// When work must end, on the host's monotonic clock; nil without limit.
    package var deadline: Int?
    /// A word that other threads set to end the work.
    package var cancellationFlag: UnsafeMutablePointer<Int>?
    /// `sys.setrecursionlimit` gets no further than this.
    package var highestRecursionLimit = Int.max
    /// Values that an embedder refers to, by number.
    package var handles = HandleTable()
    #if DEBUG
        /// The addresses of handlers that ran, if someone wants to know: see `CoverageTests`.
        var executedHandlers: Set<UInt>?
    #endif
    /// The class of functions that an embedder defined; unbound before the first.
    var hostFunctionType = Value.unbound
    /// A word that a signal handler sets to ask for KeyboardInterrupt.
    public var interruptFlag: UnsafeMutablePointer<Int>?
    /// Collection is switched off (`gc.disable()` does not do this: it is for setting the machine up).
    var collectionSuspended = 0

    init(host: any Host, configuration: Configuration) {
        self.host = host
        self.configuration = configuration
        let values = UnsafeMutablePointer<Value>.allocate(capacity: Types.count + ExceptionTypes.count)
        values.initialize(repeating: .unbound, count: Types.count + ExceptionTypes.count)
        types = Types(base: values)
        let pointers = UnsafeMutablePointer<ShapePointer>.allocate(capacity: Shapes.count)
        pointers.initialize(repeating: Shapes.none, count: Shapes.count)
        shapes = Shapes(base: pointers)
        characters = .allocate(capacity: 256)
        characters.initialize(repeating: .unbound, count: 256)
        shortBytes = .allocate(capacity: 257)
        shortBytes.initialize(repeating: .unbound, count: 257)
        names = .allocate(capacity: KnownName.allCases.count)
        names.initialize(repeating: .unbound, count: KnownName.allCases.count)
    }
}

// MARK: - Allocation

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A cell of a shape whose size is known to be small, fields zeroed (small int 0, nil pointers).
    @inline(__always)
    public func allocate(_ shape: ShapePointer, size: Int) throws(Raised) -> CellPointer {
        let sizeClass = Heap.sizeClass(of: size)
        guard size <= Heap.largestSmallSize, let cell = machine.pointee.heap.allocateFast(sizeClass: sizeClass) else {
            return try allocateSlow(shape, size: size)
        }
        cell.initializeMemory(as: UInt64.self, repeating: 0, count: (size + 7) >> 3)
        cell.storeBytes(of: shape, as: ShapePointer.self)
        return cell
    }

    /// The same with nothing but the header set: the caller sets every field before it allocates again.
    @inline(__always)
    func allocateUnfilled(_ shape: ShapePointer, size: Int) throws(Raised) -> CellPointer {
        guard size <= Heap.largestSmallSize, let cell = machine.pointee.heap.allocateFast(sizeClass: Heap.sizeClass(of: size)) else {
            return try allocateSlow(shape, size: size, isZeroed: false)
        }
        cell.storeBytes(of: shape, as: ShapePointer.self)
        return cell
    }

    /// The same when no free cell is at hand: sweeps, takes a block, collects, and at last raises MemoryError.
    @inline(never)
    public func allocateSlow(_ shape: ShapePointer, size: Int, isZeroed: Bool = true) throws(Raised) -> CellPointer {
        let machine = self.machine
        if machine.pointee.heap.stressInterval != 0 { return try allocateUnderStress(shape, size: size) }
        if machine.pointee.heap.allocatedBytes >= machine.pointee.heap.allowance { machine.collect(self) }
        return try allocateUnhurried(shape, size: size, isZeroed: isZeroed)
    }

    /// Sweeps, takes a block, and only then collects.
    func allocateUnhurried(_ shape: ShapePointer, size: Int, isZeroed: Bool = true) throws(Raised) -> CellPointer {
        let machine = self.machine
        // Whoever makes something large reads or writes it all.
        if size > Heap.largestSmallSize { noteWork(size >> 6) }
        machine.countTables()
        for attempt in 0..<2 {
            if size > Heap.largestSmallSize {
                if let cell = machine.pointee.heap.allocateLarge(size: size, isZeroed: isZeroed) {
                    cell.storeBytes(of: shape, as: ShapePointer.self)
                    return cell
                }
            } else {
                let sizeClass = Heap.sizeClass(of: size)
                if machine.pointee.heap.freeLists[sizeClass] != nil || machine.pointee.heap.refill(sizeClass: sizeClass),
                    let cell = machine.pointee.heap.allocateFast(sizeClass: sizeClass)
                {
                    cell.initializeMemory(as: UInt64.self, repeating: 0, count: (size + 7) >> 3)
                    cell.storeBytes(of: shape, as: ShapePointer.self)
                    return cell
                }
            }
            if attempt == 0 { try collectForRoom() }
        }
        machine.pointee.heap.meagreCollections = 0
        throw memoryError()
    }

    /// Storage for `count` values, all of them 0.
    public func allocateValues(_ count: Int) throws(Raised) -> Values {
        guard count >= 0, count < Int.max / 16 else {
            throw memoryError()
        }
        let values = Values(cell: try allocate(machine.pointee.shapes.values, size: 16 + count * 8))
        values.fields.pointee.capacity = count
        return values
    }
}
