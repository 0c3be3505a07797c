import KraitBytecode

/// `frame`: an activation that someone looks at.
///
///     header | code … | generator | activation, nil once it is over | offset | variable …
///
/// While the activation runs, its registers hold the variables; those of a suspended generator lie there; when the activation ends they move here.
/// Made by tracebacks, `sys._getframe` and the like; a program that never looks has none.
/// In CPython: Objects/frameobject.c.
public struct Frame: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var code: Value
        public var globals: Value
        public var builtins: Value
        /// The caller's frame once the activation is over, or None.
        public var back: Value
        /// What holds the names of a module or class body; unbound for functions.
        public var namespace: Value
        /// Names that were set through `f_locals` and are no variables: a dict, or unbound.
        public var extraLocals: Value
        public var trace: Value
        /// The generator whose frame it is, or unbound.
        public var generator: Value
        var activation: UnsafeMutablePointer<Activation>?
        /// The offset in the bytecode at which the activation ended.
        public var lastOffset: Int
        public var variableCount: Int
        public var tracesLines: Bool
        public var tracesOpcodes: Bool
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let size = MemoryLayout<Fields>.stride
    static let layout = Layout(.frame, size: size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 8)
        let frame = Frame(cell: cell)
        marker.mark(UnsafePointer(frame.kept), count: frame.fields.pointee.variableCount)
    })

    /// Where the variables of an activation that is over lie.
    fileprivate var kept: Registers { (cell + Frame.size).assumingMemoryBound(to: Value.self) }

    public var code: Code { Code(fields.pointee.code) }

    /// The suspended generator whose frame it is.
    fileprivate var suspended: Generator? {
        guard fields.pointee.activation == nil, fields.pointee.generator.isCell else { return nil }
        let generator = Generator(fields.pointee.generator)
        switch generator.fields.pointee.state {
        case .created, .suspended: return generator
        case .running, .finished: return nil
        }
    }

    /// The variables, wherever they lie now: locals, cells and free variables.
    var variables: Registers {
        if let activation = fields.pointee.activation { return activation.pointee.registers }
        if let suspended { return suspended.registers }
        return kept
    }

    /// `f_lasti`.
    public var offset: Int {
        if let activation = fields.pointee.activation { return activation.pointee.code.bytecodeOffset(of: activation.pointee.pc) }
        if let suspended {
            return suspended.fields.pointee.state == .created ? 0 : suspended.fields.pointee.code.bytecodeOffset(of: suspended.fields.pointee.pc - 1)
        }
        return fields.pointee.lastOffset
    }

    /// `f_lineno`, or None.
    public var line: Value { code.line(at: offset) }

    public var isRunning: Bool { fields.pointee.activation != nil }

    /// Its generator was suspended: what it knows of the stack is no longer so.
    func suspend() { fields.pointee.activation = nil }
}

extension Code {
    /// The line of an instruction, None if it has none.
    func line(at offset: Int) -> Value {
        let line = LineTable(object).range(at: offset).line
        return line < 0 ? .none : Value(smallInt: Int(line))
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    // MARK: - Making and ending

    /// The frame object of an activation.
    func frame(of activation: UnsafeMutablePointer<Activation>) throws(Raised) -> Frame {
        if activation.pointee.hasFrame { return Frame(activation.pointee.frame) }
        let frame = try makeFrame(activation.pointee.code)
        if activation.pointee.hasNamespace { frame.fields.pointee.namespace = activation.pointee.second }
        if activation.pointee.isGenerator {
            frame.fields.pointee.generator = activation.pointee.first
            Generator(activation.pointee.first).fields.pointee.frame = frame.value
        }
        frame.fields.pointee.activation = activation
        activation.pointee.frame = frame.value
        activation.pointee.hasFrame = true
        return frame
    }

    private func makeFrame(_ code: UnsafeMutablePointer<RegisterCode>) throws(Raised) -> Frame {
        let count = code.pointee.localCount
        let frame = Frame(cell: try allocate(machine.pointee.shapes.frame, size: Frame.size + count * 8))
        let fields = frame.fields
        fields.pointee.code = code.pointee.codeObject
        fields.pointee.globals = code.pointee.globals
        fields.pointee.builtins = code.pointee.builtins
        fields.pointee.back = .none
        fields.pointee.namespace = .unbound
        fields.pointee.extraLocals = .unbound
        fields.pointee.trace = .none
        fields.pointee.generator = .unbound
        fields.pointee.activation = nil
        fields.pointee.lastOffset = 0
        fields.pointee.tracesLines = true
        frame.kept.update(repeating: .unbound, count: count)
        fields.pointee.variableCount = count
        return frame
    }

    /// The frame of a generator, coroutine or asynchronous generator; None once it is finished.
    public func frame(of generator: Generator) throws(Raised) -> Value {
        switch generator.fields.pointee.state {
        case .finished: return .none
        case .running:
            var activation = pointee.activation
            while activation > pointee.activationBase {
                if activation.pointee.isGenerator, activation.pointee.first == generator.value { return try frame(of: activation).value }
                activation -= 1
            }
            return .none
        case .created, .suspended:
            if generator.fields.pointee.frame.is(.frame) { return generator.fields.pointee.frame }
            let frame = try makeFrame(generator.fields.pointee.code)
            frame.fields.pointee.generator = generator.value
            generator.fields.pointee.frame = frame.value
            return frame.value
        }
    }

    /// The activation that a frame belongs to is about to end: the frame takes the variables and finds out who called.
    @inline(never)
    func detachFrame(_ activation: UnsafeMutablePointer<Activation>) {
        let frame = Frame(activation.pointee.frame)
        let fields = frame.fields
        activation.pointee.hasFrame = false
        fields.pointee.lastOffset = activation.pointee.code.bytecodeOffset(of: activation.pointee.pc)
        frame.kept.update(from: activation.pointee.registers, count: fields.pointee.variableCount)
        fields.pointee.activation = nil
        let caller = activation - 1
        guard caller > pointee.activationBase, pointee.stop == nil else { return }
        let exception = pointee.exception
        do throws(Raised) {
            fields.pointee.back = try self.frame(of: caller).value
        } catch {
            // Without memory for it, the caller stays unknown.
            pointee.exception = exception
        }
    }

    /// `sys._getframe(depth)`: the frame of the running function, or of one of its callers.
    public func currentFrame(depth: Int) throws(Raised) -> Value {
        var activation = pointee.activation
        var rest = Swift.max(depth, 0)
        while rest > 0, activation > pointee.activationBase {
            activation -= 1
            rest -= 1
        }
        guard activation > pointee.activationBase else { throw raise(.valueError, "call stack is not deep enough") }
        return try frame(of: activation).value
    }

    // MARK: - Variables

    /// The value of a variable of a frame; unbound if it has none.
    private func variable(_ index: Int, of frame: Frame, _ kinds: [CodeObject.LocalKind]) -> Value {
        let value = frame.variables[index]
        guard !kinds[index].isDisjoint(with: [.cell, .free]) else { return value }
        // A cell variable is one only once the function has begun.
        return value.is(.cell) ? Cell(value).fields.pointee.content : kinds[index].contains(.local) ? value : .unbound
    }

    /// The variables of a frame as a new dict.
    func localsSnapshot(of frame: Frame) throws(Raised) -> Dict {
        let names = Tuple(frame.code.fields.pointee.localNames), kinds = frame.code.object.fields.localKinds
        let dict = try Dict.make(self)
        for index in 0..<Swift.min(names.count, kinds.count) {
            let value = variable(index, of: frame, kinds)
            if !value.isUnbound { try dict.set(interned: Str(names[index]), value, self) }
        }
        if frame.fields.pointee.extraLocals.is(.dict) {
            let extra = Dict(frame.fields.pointee.extraLocals)
            var position = 0
            while let entry = extra.nextPosition(from: position) {
                let item = extra.table.entries[entry]
                try dict.set(item.key, hash: item.hash, item.value, self)
                position = entry + 1
            }
        }
        return dict
    }

    /// The number of the variable with a name, nil if the frame has none: of those that have a value, or of those that can be set, which variables of
    /// comprehensions cannot. A key that is no plain string is compared with all names.
    func variableIndex(_ key: Value, in frame: Frame, mustHaveValue: Bool) throws(Raised) -> Int? {
        let names = Tuple(frame.code.fields.pointee.localNames)
        func matches(_ index: Int) -> Bool {
            let kinds = frame.code.object.fields.localKinds
            guard index < kinds.count else { return false }
            return mustHaveValue ? !variable(index, of: frame, kinds).isUnbound : !kinds[index].contains(.hidden)
        }
        if key.has(machine.pointee.shapes.str) {
            for index in names.indices where Str(names[index]) == Str(key) && matches(index) { return index }
            return nil
        }
        let hash = try self.hash(key)
        for index in names.indices where matches(index) {
            guard try self.hash(names[index]) == hash, try isTrue(try compare(.equal, names[index], key)) else { continue }
            if matches(index) { return index }
        }
        return nil
    }

    /// Whether a comprehension in the body of a class or module is running: its variables are no names of the namespace.
    private func hasHiddenVariables(_ frame: Frame) -> Bool {
        let kinds = frame.code.object.fields.localKinds
        for index in 0..<Swift.min(kinds.count, frame.fields.pointee.variableCount) where kinds[index].contains(.hidden) {
            if !variable(index, of: frame, kinds).isUnbound { return true }
        }
        return false
    }

    func variable(_ index: Int, of frame: Frame) -> Value { variable(index, of: frame, frame.code.object.fields.localKinds) }

    func setVariable(_ index: Int, of frame: Frame, _ value: Value) {
        let place = frame.variables + index
        let isShared = !frame.code.object.fields.localKinds[index].isDisjoint(with: [.cell, .free])
        if isShared, place.pointee.is(.cell) { Cell(place.pointee).fields.pointee.content = value } else { place.pointee = value }
    }

    /// `f_locals`: the namespace of a module or class body, or a view of a function's variables that writes through.
    func localsView(of frame: Frame) throws(Raised) -> Value {
        if !frame.code.object.fields.flags.contains(.optimized), !hasHiddenVariables(frame) {
            return frame.fields.pointee.namespace.isUnbound ? frame.fields.pointee.globals : frame.fields.pointee.namespace
        }
        let view = FrameLocals(cell: try allocate(machine.pointee.shapes.frameLocals, size: MemoryLayout<FrameLocals.Fields>.size))
        view.fields.pointee.frame = frame.value
        return view.value
    }

    // MARK: - Python's view

    func defineFrame() throws(Raised) {
        try define(\.frame, "frame", shape: \.frame, layout: Frame.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.property("f_back", get: { thread, arguments throws(Raised) in
                let frame = Frame(arguments[0])
                guard let activation = frame.fields.pointee.activation else { return frame.fields.pointee.back }
                let caller = activation - 1
                return caller > thread.pointee.activationBase ? try thread.frame(of: caller).value : .none
            })
            try builder.property("f_code", get: { thread, arguments throws(Raised) in Frame(arguments[0]).fields.pointee.code })
            try builder.property("f_globals", get: { thread, arguments throws(Raised) in Frame(arguments[0]).fields.pointee.globals })
            try builder.property("f_builtins", get: { thread, arguments throws(Raised) in Frame(arguments[0]).fields.pointee.builtins })
            try builder.property("f_locals", get: { thread, arguments throws(Raised) in try thread.localsView(of: Frame(arguments[0])) })
            try builder.property("f_lasti", get: { thread, arguments throws(Raised) in Value(smallInt: Frame(arguments[0]).offset) })
            try builder.property("f_lineno", get: { thread, arguments throws(Raised) in Frame(arguments[0]).line }, set: { thread, arguments throws(Raised) in
                if arguments[1].isUnbound { throw thread.raise(.attributeError, "cannot delete attribute") }
                // No function traces: the line is never set.
                guard arguments[1].isSmallInt || arguments[1].isExactly(thread.machine.pointee.types.int) else {
                    throw thread.raise(.valueError, "lineno must be an integer")
                }
                throw thread.raise(.valueError, "f_lineno can only be set in a trace function")
            })
            try builder.property("f_trace", get: { thread, arguments throws(Raised) in Frame(arguments[0]).fields.pointee.trace }, set: { thread, arguments throws(Raised) in
                Frame(arguments[0]).fields.pointee.trace = arguments[1].isUnbound ? .none : arguments[1]
                return .none
            })
            try builder.property("f_trace_lines", get: { thread, arguments throws(Raised) in
                Value(Frame(arguments[0]).fields.pointee.tracesLines)
            }, set: { thread, arguments throws(Raised) in
                guard arguments[1].isBool else { throw thread.raise(.typeError, "attribute value type must be bool") }
                Frame(arguments[0]).fields.pointee.tracesLines = arguments[1] == .true
                return .none
            })
            try builder.property("f_trace_opcodes", get: { thread, arguments throws(Raised) in
                Value(Frame(arguments[0]).fields.pointee.tracesOpcodes)
            }, set: { thread, arguments throws(Raised) in
                guard arguments[1].isBool else { throw thread.raise(.typeError, "attribute value type must be bool") }
                Frame(arguments[0]).fields.pointee.tracesOpcodes = arguments[1] == .true
                return .none
            })
            try builder.method("clear", "($self, /)", "Drop the references that the frame holds.") { thread, arguments throws(Raised) in
                let frame = Frame(arguments[0])
                if frame.isRunning { throw thread.raise(.runtimeError, "cannot clear an executing frame") }
                if let generator = frame.suspended {
                    if generator.fields.pointee.state == .suspended { throw thread.raise(.runtimeError, "cannot clear a suspended frame") }
                    // One that has not begun ends here.
                    try thread.finalize(generator)
                    if generator.fields.pointee.state == .created { _ = try thread.close(generator) }
                }
                frame.kept.update(repeating: .unbound, count: frame.fields.pointee.variableCount)
                frame.fields.pointee.extraLocals = .unbound
                return .none
            }
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
                let frame = Frame(arguments[0]), code = frame.code.fields.pointee
                let line = frame.line.isNone ? "None" : "\(frame.line.smallInt)"
                let file = Str(try thread.repr(code.filename)).text
                return try Str.make("<frame at 0x\(thread.address(of: arguments[0])), file \(file), line \(line), code \(Str(code.name).text)>", thread).value
            }
        }
        try defineFrameLocals()
    }
}
