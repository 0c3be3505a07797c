/// `generator`, `coroutine`, `async_generator`: a function's activation that can be suspended.
///
///     header | function, names, exceptions handled, frame, … | code | where it goes on | state | registers …
///
/// While it is suspended its registers lie behind its fields. Resuming copies those in use to the thread's stack (a handful of words), so that calls
/// inside it are as in any activation, and yielding copies them back.
///
/// A generator that only waits for another one (`yield from`, `await`) runs nothing while that one does: its activation is then *delegating*, with
/// its registers where they are, in the cell. A chain of delegations is resumed by one loop that stacks delegating activations and starts the
/// innermost generator, and yields by one loop that takes them off:
///
///     registers    [ caller | innermost generator: locals, temporaries ]
///     activations  [ caller | outer (delegating) | middle (delegating) | innermost ]
///
/// When the innermost one ends, the activation below gets its registers on the stack and goes on.
/// In CPython: Objects/genobject.c.
public struct Generator: CellHandle {
    public enum State: UInt8 { case created, suspended, running, finished }

    public struct Fields {
        public var header: ShapePointer
        public var function: Value
        public var name: Value
        public var qualifiedName: Value
        /// What it handled when it was suspended; none if nothing.
        public var handled: Value
        /// What was handled outside when it was resumed, and the generator that was the innermost running one then.
        public var outerHandled: Value
        public var outer: Value
        /// Its frame object, if someone looked.
        public var frame: Value
        /// Asynchronous generators: the finalizer hook; coroutines: where they were made.
        public var extra: Value
        public var code: UnsafeMutablePointer<RegisterCode>
        /// Where it goes on.
        public var pc: PC
        /// The `SEND` at which it waits for another iterator; nil if it does not.
        public var delegation: PC?
        /// Registers in use while suspended.
        public var savedCount: Int32
        /// The register that gets what is sent.
        public var sentTo: Int32
        public var state: State
        /// Registered with the collector, to be closed when nobody refers to it any more.
        public var isWatched: Bool
        /// Asynchronous generators: the hooks were called; it is closed; `asend`, `athrow` or `aclose` runs it.
        public var isHooked: Bool
        public var isClosed: Bool
        public var isRunningAsync: Bool
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let registersOffset = (MemoryLayout<Fields>.size + 7) & ~7

    private static func trace(_ cell: CellPointer, _ marker: inout Marker) {
        let generator = Generator(cell: cell)
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 8)
        // The function may have got other code since.
        marker.mark(generator.fields.pointee.code.pointee.codeObject)
        marker.mark(UnsafePointer(generator.registers), count: Int(generator.fields.pointee.savedCount))
    }
    static let layout = Layout(.generator, size: registersOffset, trace: { cell, marker in Generator.trace(cell, &marker) })
    static let coroutineLayout = Layout(.coroutine, size: registersOffset, trace: { cell, marker in Generator.trace(cell, &marker) })
    static let asyncLayout = Layout(.asyncGenerator, size: registersOffset, trace: { cell, marker in Generator.trace(cell, &marker) })

    /// The registers while it is suspended or delegating.
    @inline(__always) var registers: Registers { (cell + Generator.registersOffset).assumingMemoryBound(to: Value.self) }

    /// The iterator that it waits for in `yield from` or `await`, while suspended.
    var delegate: Value? {
        guard fields.pointee.state == .suspended, isAwaiting else { return nil }
        return registers[Int(fields.pointee.savedCount) - 1]
    }

    /// What kind of generator errors speak of.
    func description(_ thread: Thread) -> String {
        switch shape.pointee.kind {
        case .coroutine: "coroutine"
        case .asyncGenerator: "async generator"
        default: "generator"
        }
    }
}

extension Value {
    /// A generator or coroutine, which are sent to without calling a method.
    @inline(__always)
    func isGeneratorOrCoroutine(_ thread: Thread) -> Bool {
        guard isCell else { return false }
        let shape = self.shape
        return shape == thread.machine.pointee.shapes.generator || shape == thread.machine.pointee.shapes.coroutine
    }
}

/// What an iterator did with what it was sent.
enum SendResult { case yielded(Value), returned(Value) }

// MARK: - Making

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Makes a generator object of the running activation, which is about to return it.
    @inline(__always)
    func makeGenerator(resumingAt pc: PC, sentTo: Int) throws(Raised) -> Value {
        let activation = pointee.activation
        let code = activation.pointee.code
        let flags = code.pointee.flags
        let shapes = machine.pointee.shapes
        let shape = flags.contains(.coroutine) ? shapes.coroutine : flags.contains(.asyncGenerator) ? shapes.asyncGenerator : shapes.generator
        let generator = Generator(cell: try allocateUnfilled(shape, size: Generator.registersOffset &+ code.pointee.registerCount &* 8))
        let fields = generator.fields
        let count = code.pointee.localCount
        let saved = generator.registers, registers = activation.pointee.registers
        var index = 0
        while index < count {
            saved[index] = registers[index]
            index &+= 1
        }
        let function = Function(activation.pointee.function)
        fields.pointee.function = function.value
        fields.pointee.name = function.fields.pointee.name
        fields.pointee.qualifiedName = function.fields.pointee.qualifiedName
        fields.pointee.handled = .none
        fields.pointee.outerHandled = .none
        fields.pointee.outer = .unbound
        fields.pointee.frame = .unbound
        fields.pointee.extra = .none
        fields.pointee.code = code
        fields.pointee.pc = pc
        fields.pointee.delegation = nil
        fields.pointee.savedCount = Int32(truncatingIfNeeded: count)
        fields.pointee.sentTo = Int32(truncatingIfNeeded: sentTo)
        fields.pointee.state = .created
        fields.pointee.isWatched = false
        fields.pointee.isHooked = false
        fields.pointee.isClosed = false
        fields.pointee.isRunningAsync = false
        if shape == shapes.coroutine { try prepareCoroutine(generator) }
        return generator.value
    }
}

// MARK: - Resuming

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Whether a generator can be resumed right away; errors and ends are found out by `raiseUnresumable`.
    @inline(__always)
    func canResume(_ generator: Generator, sending value: Value) -> Bool {
        let state = generator.fields.pointee.state
        return state == .suspended || (state == .created && value.isNone)
    }

    /// Why a generator cannot be resumed: it runs, it has ended (StopIteration, unless it is a coroutine), or it has not begun and a value was sent.
    @inline(never)
    func raiseUnresumable(_ generator: Generator, isClosing: Bool = false) -> Raised {
        switch generator.fields.pointee.state {
        case .running: return raise(.valueError, "\(generator.description(self)) already executing")
        case .finished:
            // A finished coroutine cannot be awaited again.
            if generator.shape.pointee.kind == .coroutine && !isClosing { return raise(.runtimeError, "cannot reuse already awaited coroutine") }
            raiseStopIteration()
            return Raised()
        default: return raise(.typeError, "can't send non-None value to a just-started \(generator.description(self))")
        }
    }

    /// Puts an activation of a generator on the stack, with its registers still in the cell.
    @inline(__always)
    private func stack(_ generator: Generator, _ state: UInt64) {
        let fields = generator.fields
        let activation = pointee.activation + 1
        activation.pointee.code = fields.pointee.code
        activation.pointee.registers = generator.registers
        activation.pointee.pc = fields.pointee.delegation ?? fields.pointee.pc
        activation.pointee.function = fields.pointee.function
        activation.pointee.first = generator.value
        activation.pointee.second = .unbound
        activation.pointee.state = state
        let frame = fields.pointee.frame
        if !frame.isUnbound {
            activation.pointee.frame = frame
            activation.pointee.hasFrame = true
            Frame(fields.pointee.frame).fields.pointee.activation = activation
        }
        fields.pointee.state = .running
        fields.pointee.outer = pointee.generator
        fields.pointee.outerHandled = pointee.handled
        pointee.generator = generator.value
        pointee.handled = fields.pointee.handled
        pointee.activation = activation
    }

    /// Puts the activations of a resumable generator, and of those that it delegates to, on the stack. The innermost one is ready to run and has
    /// its registers from `registers` on. Returns nil if there is no room.
    @inline(__always)
    func resume(_ outermost: Generator, registers: Registers, continuation: Continuation, isNativeBoundary: Bool, isHolding: Bool = false) -> Generator? {
        guard hasStacks(pointee.activation + 1, registers + outermost.fields.pointee.code.pointee.registerCount + 64) else { return nil }
        var generator = outermost
        var state = UInt64(continuation.rawValue) | 0x800 | (isNativeBoundary ? 0x200 : 0) | (isHolding ? 0x2000 : 0)
        while generator.fields.pointee.delegation != nil {
            let delegate = generator.registers[Int(generator.fields.pointee.savedCount) - 1]
            guard delegate.isGeneratorOrCoroutine(self), Generator(delegate).fields.pointee.state == .suspended,
                hasStacks(pointee.activation + 2, registers + Generator(delegate).fields.pointee.code.pointee.registerCount + 64)
            else { break }
            // What delegates is suspended as a whole.
            stack(generator, state & ~0x2000 | 0x1000)
            generator = Generator(delegate)
            state = UInt64(Continuation.delegate.rawValue) | 0x800
        }
        begin(generator)
        stack(generator, state)
        let count = Int(generator.fields.pointee.savedCount)
        let saved = generator.registers
        var index = 0
        while index < count {
            registers[index] = saved[index]
            index &+= 1
        }
        pointee.activation.pointee.registers = registers
        return generator
    }

    /// The handler's part of resuming: the value sent goes in, and the innermost generator goes on.
    @inline(__always)
    func enter(_ generator: Generator, sending value: Value) -> Outcome {
        let activation = pointee.activation
        let registers = activation.pointee.registers
        registers[Int(generator.fields.pointee.sentTo)] = value
        let code = activation.pointee.code
        return next(activation.pointee.pc, registers, code.pointee.constants, self)
    }

    /// A delegating activation is the running one now: its registers come to the stack, where the ended activation had its own.
    @inline(__always)
    func settle(_ registers: Registers) {
        let activation = pointee.activation
        if activation.pointee.isDelegating { settleSlow(registers) }
    }

    @inline(never)
    private func settleSlow(_ registers: Registers) {
        let activation = pointee.activation
        let generator = Generator(activation.pointee.first)
        registers.update(from: generator.registers, count: Int(generator.fields.pointee.savedCount))
        activation.pointee.registers = registers
        activation.pointee.isDelegating = false
    }
}

// MARK: - Suspending and ending

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Takes the running generator off the stack; what it yields goes where its continuation says.
    @inline(__always)
    func suspend(yielding value: Value, at pc: PC, depth: Int) -> Outcome {
        var activation = pointee.activation
        guard activation.pointee.isGenerator else {
            _ = raise(.systemError, "YIELD_VALUE outside of a generator")
            return unwind(self)
        }
        save(activation, pc: pc, depth: depth)
        Generator(activation.pointee.first).fields.pointee.delegation = nil
        while true {
            release(activation)
            if activation.pointee.isNativeBoundary {
                pointee.result = value
                return .returned
            }
            let caller = activation - 1
            let callerPC = caller.pointee.pc
            // A generator that waits at its `SEND` yields the value on, without being run.
            guard activation.pointee.continuation == .delegate, caller.pointee.isGenerator, callerPC.pointee.cache == 1 else {
                let registers = caller.pointee.registers
                registers[callerPC.pointee.a.index] = value
                return next(callerPC + 1, registers, caller.pointee.code.pointee.constants, self)
            }
            if !caller.pointee.isDelegating {
                let yield = callerPC + 1
                save(caller, pc: yield, depth: yield.pointee.c.index)
                Generator(caller.pointee.first).fields.pointee.delegation = callerPC
            }
            activation = caller
        }
    }

    /// Suspends the running generator, which is held at its `YIELD_VALUE`.
    func suspendHeld() {
        let activation = pointee.activation
        let pc = activation.pointee.pc
        save(activation, pc: pc, depth: pc.pointee.c.index)
        Generator(activation.pointee.first).fields.pointee.delegation = nil
        release(activation)
    }

    /// Copies the registers of a generator's activation into the generator, which waits at a `YIELD_VALUE`.
    @inline(__always)
    private func save(_ activation: UnsafeMutablePointer<Activation>, pc: PC, depth: Int) {
        let generator = Generator(activation.pointee.first)
        let fields = generator.fields
        let count = activation.pointee.code.pointee.localCount &+ depth
        let saved = generator.registers, registers = activation.pointee.registers
        var index = 0
        while index < count {
            saved[index] = registers[index]
            index &+= 1
        }
        fields.pointee.savedCount = Int32(truncatingIfNeeded: count)
        fields.pointee.pc = pc + 1
        fields.pointee.sentTo = Int32(pc.pointee.a)
        if pc.pointee.cache & YieldFlag.mustClose != 0, !fields.pointee.isWatched { watch(generator) }
    }

    /// The newest activation, a generator's, goes off the stack; the generator is suspended.
    @inline(__always)
    private func release(_ activation: UnsafeMutablePointer<Activation>) {
        let fields = Generator(activation.pointee.first).fields
        fields.pointee.state = .suspended
        fields.pointee.handled = pointee.handled
        pointee.handled = fields.pointee.outerHandled
        pointee.generator = fields.pointee.outer
        fields.pointee.outerHandled = .none
        fields.pointee.outer = .unbound
        if activation.pointee.hasFrame { Frame(activation.pointee.frame).suspend() }
        pointee.activation = activation - 1
    }

    /// The generator's function returned.
    func completeGenerator(_ activation: UnsafeMutablePointer<Activation>, _ value: Value) -> Outcome {
        finishGenerator(activation)
        pointee.activation = activation - 1
        if activation.pointee.isNativeBoundary {
            pointee.result = value
            pointee.generatorReturned = true
            return .returned
        }
        settle(activation.pointee.registers)
        let caller = activation - 1
        let pc = caller.pointee.pc
        // FOR_ITER drops the value, SEND wants it; both jump.
        if activation.pointee.continuation == .delegate { caller.pointee.registers[pc.pointee.a.index] = value }
        return next(pc + 1 + pc.pointee.c.offset, caller.pointee.registers, caller.pointee.code.pointee.constants, self)
    }

    /// The generator's function returned or raised; its activation is still on the stack.
    func finishGenerator(_ activation: UnsafeMutablePointer<Activation>) {
        let fields = Generator(activation.pointee.first).fields
        pointee.handled = fields.pointee.outerHandled
        pointee.generator = fields.pointee.outer
        Generator(activation.pointee.first).finish()
    }
}

extension Generator {
    /// It has ended and refers to nothing any more that it used.
    func finish() {
        fields.pointee.state = .finished
        fields.pointee.outerHandled = .none
        fields.pointee.outer = .unbound
        fields.pointee.handled = .none
        fields.pointee.frame = .unbound
        fields.pointee.savedCount = 0
        fields.pointee.delegation = nil
    }
}

/// What the `cache` operand of `YIELD_VALUE` says.
enum YieldFlag {
    /// The value comes from another iterator (`yield from`, `await`).
    static let delegates: UInt16 = 1
    /// Suspended here, a generator must be closed before it is forgotten: an exception handler would run.
    static let mustClose: UInt16 = 2
}
