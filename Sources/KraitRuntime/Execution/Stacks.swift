#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// The stacks of a thread, registers and activations: reserved address space, of which a part may be used and counts to the machine's memory.
//
//     registers     [ in use | free ……… registerLimit | not to be used yet ……………… registerCapacity ]
//     activations   [ in use | free … activationLimit | …………………………………………… activationCapacity ]
//
// Handlers compare with the limits alone. What does not fit takes the slow path, which comes here.

/// Whether a stack could grow.
enum StackGrowth {
    case done
    /// The stack is as large as it may be.
    case tooDeep
    case outOfMemory
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Address space of the stacks, in elements.
    var registerCapacity: Int { machine.pointee.systemMemory.registers }
    var activationCapacity: Int { machine.pointee.systemMemory.activations }
    /// Behind the last register: slow paths put a few arguments into `freeRegisters` and only then ask for room.
    static var registerSlack: Int { 512 }
    /// What every thread may use without being counted: half a MiB.
    static var initialRegisters: Int { 1 << 15 }
    static var initialActivations: Int { 1 << 12 }

    /// Makes sure that there are registers up to `end`.
    @inline(__always)
    func reserveRegisters(_ end: Registers) throws(Raised) {
        if end >= pointee.registerLimit { try reserveMore(pointee.activationBase, end) }
    }

    /// Makes sure that there is an activation at a place, and registers up to `end`.
    @inline(__always)
    func reserveStacks(_ activation: UnsafeMutablePointer<Activation>, _ end: Registers) throws(Raised) {
        if activation >= pointee.activationLimit || end >= pointee.registerLimit { try reserveMore(activation, end) }
    }

    /// The same where nothing is to be raised; returns whether there is room.
    @inline(__always)
    func hasStacks(_ activation: UnsafeMutablePointer<Activation>, _ end: Registers) -> Bool {
        activation < pointee.activationLimit && end < pointee.registerLimit || growStacks(activation, end) == .done
    }

    @inline(never)
    private func reserveMore(_ activation: UnsafeMutablePointer<Activation>, _ end: Registers) throws(Raised) {
        switch growStacks(activation, end) {
        case .done: return
        case .tooDeep: throw raise(.recursionError, "maximum recursion depth exceeded")
        case .outOfMemory: throw memoryError()
        }
    }

    @inline(never)
    private func growStacks(_ activation: UnsafeMutablePointer<Activation>, _ end: Registers) -> StackGrowth {
        let depth = activation - pointee.activationBase + 1, registers = end - pointee.registerBase + 1
        guard depth <= deepestActivation, registers < registerCapacity else { return .tooDeep }
        if depth > pointee.countedActivations {
            let known = pointee.countedActivations
            guard let count = takeStack(from: known, to: depth, activationCapacity, MemoryLayout<Activation>.stride, end) else { return .outOfMemory }
            pointee.countedActivations = count
            limitActivations()
        }
        let known = pointee.registerLimit - pointee.registerBase
        if registers > known {
            guard let count = takeStack(from: known, to: registers, registerCapacity, MemoryLayout<Value>.stride, end) else { return .outOfMemory }
            pointee.registerLimit = pointee.registerBase + count
        }
        return .done
    }

    /// Counts the memory of more elements: twice as many as are known, or else an eighth more. Returns how many there are then; nil if there is no
    /// memory. What lies in registers up to `end`, as far as there are any, survives the collection that this may take.
    private func takeStack(from known: Int, to needed: Int, _ capacity: Int, _ stride: Int, _ end: Registers) -> Int? {
        let machine = self.machine
        var count = Swift.min(Swift.max(known * 2, needed), capacity)
        if (count - known) * stride > machine.pointee.heap.room {
            let nativeTop = pointee.nativeTop, exception = pointee.exception
            pointee.nativeTop = Swift.max(nativeTop, Swift.min(end, pointee.registerLimit))
            defer { pointee.nativeTop = nativeTop }
            do throws(Raised) {
                try collectForRoom()
            } catch {
                if pointee.stop == nil { pointee.exception = exception }
                return nil
            }
            machine.pointee.heap.finishSweep()
            // Not each call is to collect again.
            if (count - known) * stride > machine.pointee.heap.room { count = Swift.min(Swift.max(known + known / 8, needed), capacity) }
            guard (count - known) * stride <= machine.pointee.heap.room else { return nil }
        }
        machine.pointee.heap.countOutside((count - known) * stride)
        return count
    }

    /// How many activations the recursion limit allows.
    private var deepestActivation: Int {
        Swift.max(Swift.min(pointee.recursionLimit, machine.pointee.highestRecursionLimit, activationCapacity - 16), 1)
    }

    private func limitActivations() { pointee.activationLimit = pointee.activationBase + Swift.min(deepestActivation, pointee.countedActivations) }

    /// `sys.setrecursionlimit(limit)`, as far as the machine allows.
    package func setRecursionLimit(_ limit: Int) {
        pointee.recursionLimit = limit
        limitActivations()
    }

    /// Gives back most of what deep recursion took and is not in use any more. Only where nobody holds arguments in free registers.
    func shrinkStacks() {
        let used = freeRegisters - pointee.registerBase, known = pointee.registerLimit - pointee.registerBase
        let kept = Swift.max(Self.initialRegisters, used * 2)
        if kept * 4 <= known {
            forget(pointee.registerBase + kept, pointee.registerLimit)
            pointee.registerLimit = pointee.registerBase + kept
        }
        let depth = Swift.max(Self.initialActivations, (pointee.activation - pointee.activationBase) * 2)
        if depth * 4 <= pointee.countedActivations {
            forget(pointee.activationBase + depth, pointee.activationBase + pointee.countedActivations)
            pointee.countedActivations = depth
            limitActivations()
        }
    }

    private func forget(_ start: UnsafeMutableRawPointer, _ end: UnsafeMutableRawPointer) {
        machine.pointee.heap.giveBackOutside(end - start)
        // Whole pages: they read as zero from then on, which is a value.
        let page = 4095 as UInt
        let first = (UInt(bitPattern: start) + page) & ~page, last = UInt(bitPattern: end) & ~page
        if let memory = UnsafeMutableRawPointer(bitPattern: first), first < last { madvise(memory, Int(last - first), Int32(MADV_DONTNEED)) }
    }

    @inline(__always)
    var hasLargeStacks: Bool {
        pointee.registerLimit - pointee.registerBase > Self.initialRegisters || pointee.countedActivations > Self.initialActivations
    }
}
