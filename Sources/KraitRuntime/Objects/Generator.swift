/// `generator`, `coroutine`, `async_generator`: a function's activation that can be suspended.
///
///     header | state | code, function | saved registers | instruction to go on at | exception handled inside | …
///
/// While it is suspended its registers lie in a cell of values of its own; resuming copies them to the thread's stack (a handful of words), so that
/// everything else about it, calls above all, is as in any activation.
/// In CPython: Objects/genobject.c.
public struct Generator: CellHandle {
    public enum State: UInt8 { case created, suspended, running, finished }

    public struct Fields {
        public var header: ShapePointer
        public var function: Value
        /// A cell of values.
        public var registers: Value
        public var name: Value
        public var qualifiedName: Value
        /// What it handled when it was suspended; none if nothing.
        public var handled: Value
        /// What was handled outside when it was resumed.
        public var outerHandled: Value
        /// Its frame object, if someone looked.
        public var frame: Value
        /// Asynchronous generators: the finalizer hook; coroutines: where they were made.
        public var extra: Value
        public var code: UnsafeMutablePointer<RegisterCode>
        public var pc: PC
        /// Registers in use while suspended.
        public var savedCount: Int
        /// The register that gets what is sent.
        public var sentTo: Int
        public var state: State
        public var isHooked: Bool
        public var isClosed: Bool
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.generator, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 8)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Makes a generator object of the running activation, which is about to return it.
    func makeGenerator(resumingAt pc: PC, sentTo: Int) throws(Raised) -> Value {
        let activation = pointee.activation
        let code = activation.pointee.code
        let flags = code.pointee.flags
        let shapes = machine.pointee.shapes
        let shape = flags.contains(.coroutine) ? shapes.coroutine : flags.contains(.asyncGenerator) ? shapes.asyncGenerator : shapes.generator
        let saved = try allocateValues(code.pointee.registerCount)
        let count = code.pointee.localCount
        saved.base.update(from: activation.pointee.registers, count: count)
        let generator = Generator(cell: try allocate(shape, size: MemoryLayout<Generator.Fields>.stride))
        let fields = generator.fields
        let function = Function(activation.pointee.function)
        fields.pointee.function = function.value
        fields.pointee.registers = saved.value
        fields.pointee.name = function.fields.pointee.name
        fields.pointee.qualifiedName = function.fields.pointee.qualifiedName
        fields.pointee.handled = .none
        fields.pointee.outerHandled = .unbound
        fields.pointee.frame = .unbound
        fields.pointee.extra = .unbound
        fields.pointee.code = code
        fields.pointee.pc = pc
        fields.pointee.savedCount = count
        fields.pointee.sentTo = sentTo
        fields.pointee.state = .created
        return generator.value
    }

    /// Puts a suspended generator's activation on the stack. Whoever called must know that it is neither running nor finished, or it raises.
    func resume(_ generator: Generator, sending value: Value, continuation: Continuation) throws(Raised) {
        let fields = generator.fields
        switch fields.pointee.state {
        case .running: throw raise(.valueError, generator.alreadyExecuting(self))
        case .finished:
            // A finished coroutine cannot be awaited again.
            if generator.shape == machine.pointee.shapes.coroutine { throw raise(.runtimeError, "cannot reuse already awaited coroutine") }
            throw raise(try makeException(Type(machine.pointee.types.exceptions.stopIteration), arguments: try Tuple.allocate(count: 0, self)))
        case .created where !value.isNone:
            throw raise(.typeError, "can't send non-None value to a just-started \(generator.value.type(self).name)")
        default: break
        }
        let code = fields.pointee.code
        let registers = freeRegisters
        let activation = pointee.activation + 1
        guard activation < pointee.activationLimit, registers + code.pointee.registerCount + 64 < pointee.registerLimit else {
            throw raise(.recursionError, "maximum recursion depth exceeded")
        }
        registers.update(from: Values(fields.pointee.registers).base, count: fields.pointee.savedCount)
        registers[fields.pointee.sentTo] = value
        activation.pointee.code = code
        activation.pointee.registers = registers
        activation.pointee.function = fields.pointee.function
        activation.pointee.pc = fields.pointee.pc
        activation.pointee.first = generator.value
        activation.pointee.second = .unbound
        activation.pointee.state = 0
        activation.pointee.continuation = continuation
        activation.pointee.isGenerator = true
        if fields.pointee.frame.isCell {
            activation.pointee.frame = fields.pointee.frame
            activation.pointee.hasFrame = true
        }
        fields.pointee.state = .running
        fields.pointee.outerHandled = pointee.handled
        pointee.handled = fields.pointee.handled
        pointee.activation = activation
    }

    /// Takes the running generator off the stack; what it yields goes where its continuation says.
    func suspend(yielding value: Value, at pc: PC, depth: Int) -> Outcome {
        let activation = pointee.activation
        guard activation.pointee.isGenerator else {
            _ = raise(.systemError, "YIELD_VALUE outside of a generator")
            return unwind(self)
        }
        let generator = Generator(activation.pointee.first)
        let fields = generator.fields
        let count = activation.pointee.code.pointee.localCount + depth
        Values(fields.pointee.registers).base.update(from: activation.pointee.registers, count: count)
        fields.pointee.savedCount = count
        fields.pointee.pc = pc + 1
        fields.pointee.sentTo = pc.pointee.a.index
        fields.pointee.state = .suspended
        fields.pointee.handled = pointee.handled
        pointee.handled = fields.pointee.outerHandled
        fields.pointee.outerHandled = .unbound
        if activation.pointee.hasFrame { fields.pointee.frame = activation.pointee.frame }
        pointee.activation = activation - 1
        if activation.pointee.isNativeBoundary {
            pointee.result = value
            return .returned
        }
        let caller = activation - 1
        let callerPC = caller.pointee.pc
        caller.pointee.registers[callerPC.pointee.a.index] = value
        return next(callerPC + 1, caller.pointee.registers, caller.pointee.code.pointee.constants, self)
    }

    /// The generator's function returned.
    func completeGenerator(_ activation: UnsafeMutablePointer<Activation>, _ value: Value) -> Outcome {
        let generator = Generator(activation.pointee.first)
        generator.finish(self)
        pointee.activation = activation - 1
        if activation.pointee.isNativeBoundary {
            // Native code is told by StopIteration, whatever the value.
            pointee.result = value
            pointee.generatorReturned = true
            return .returned
        }
        let caller = activation - 1
        let pc = caller.pointee.pc
        // FOR_ITER drops the value, SEND wants it; both jump.
        if activation.pointee.continuation == .delegate { caller.pointee.registers[pc.pointee.a.index] = value }
        return next(pc + 1 + pc.pointee.c.offset, caller.pointee.registers, caller.pointee.code.pointee.constants, self)
    }

    /// The generator's function raised.
    func finishGenerator(_ activation: UnsafeMutablePointer<Activation>) { Generator(activation.pointee.first).finish(self) }
}

extension Generator {
    fileprivate func finish(_ thread: Thread) {
        fields.pointee.state = .finished
        thread.pointee.handled = fields.pointee.outerHandled
        fields.pointee.outerHandled = .unbound
        fields.pointee.savedCount = 0
        fields.pointee.registers = .unbound
    }

    fileprivate func alreadyExecuting(_ thread: Thread) -> String {
        let shapes = thread.machine.pointee.shapes
        return shape == shapes.coroutine ? "coroutine already executing" : shape == shapes.asyncGenerator ? "async generator already executing" : "generator already executing"
    }
}
