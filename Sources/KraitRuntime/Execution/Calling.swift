import CKrait
import KraitBytecode

/// What beginning a call gave: the value, if native code did it all, or a new activation that is to be entered.
enum Begun {
    case value(Value)
    case entered
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The first register that neither the running activation uses nor the arguments of native calls in progress.
    var freeRegisters: Registers {
        let activation = pointee.activation
        return Swift.max(activation.pointee.registers + activation.pointee.code.pointee.registerCount, pointee.nativeTop)
    }

    /// Goes on with the newest activation.
    @inline(__always)
    func enter() -> Outcome {
        let activation = pointee.activation.pointee
        return next(activation.pc, activation.registers, activation.code.pointee.constants, self)
    }

    /// Puts an activation of `function` on the stack whose positional arguments lie from `registers` on; binds them to its parameters.
    /// Its `pc` is its first instruction.
    func push(_ function: Function, registers: Registers, given: Int, keywordNames: Tuple? = nil) throws(Raised) {
        let code = try function.lower(self)
        let activation = pointee.activation + 1
        try reserveStacks(activation, registers + code.pointee.registerCount + 64)
        // Arguments are bound while the caller is still the running activation: errors belong to it.
        if code.pointee.isSimple, keywordNames == nil, given == code.pointee.argumentCount {
            for index in given..<code.pointee.localCount { registers[index] = .unbound }
        } else {
            try bind(function, code, registers, given: given, keywordNames: keywordNames)
        }
        activation.pointee.code = code
        activation.pointee.registers = registers
        activation.pointee.function = function.value
        activation.pointee.pc = code.pointee.instructions
        activation.pointee.first = .unbound
        activation.pointee.second = .unbound
        activation.pointee.state = 0
        pointee.activation = activation
    }

    /// Begins a call of anything: Python functions get an activation, the rest is done at once. Keyword values lie behind the positional
    /// arguments.
    func beginCall(_ callee: Value, _ arguments: Arguments, keywordNames: Tuple?) throws(Raised) -> Begun {
        guard callee.isCell else { throw raiseNotCallable(callee) }
        let shapes = machine.pointee.shapes
        switch callee.shape.pointee.kind {
        case .function where callee.is(.function):
            try push(Function(callee), registers: arguments.base, given: arguments.count, keywordNames: keywordNames)
            return .entered
        case .boundMethod where callee.has(shapes.boundMethod):
            let method = BoundMethod(callee).fields.pointee
            return try beginLaidOut(method.function, prepend(method.receiver, arguments, keywordNames), keywordNames)
        case .nativeFunction:
            return .value(try Native(callee).call(arguments, keywordNames: keywordNames, self))
        case .type:
            return try beginConstruction(Type(callee), arguments, keywordNames: keywordNames)
        case .itemGetter, .attributeGetter, .methodCaller, .partial, .cacheWrapper:
            if let begun = try beginCallable(callee, arguments, keywordNames) { return begun }
            fallthrough
        default:
            let method = Type(callee.shape.pointee.type)[.call]
            if method.isUnbound { throw raiseNotCallable(callee) }
            try checkNativeStack(.call)
            if takesReceiver(method) { return try beginLaidOut(method, prepend(callee, arguments, keywordNames), keywordNames) }
            // Binding may run Python code, for which the arguments must lie where they are kept.
            let kept = try prepend(callee, arguments, keywordNames), nativeTop = pointee.nativeTop
            pointee.nativeTop = kept.base + kept.count + (keywordNames?.count ?? 0)
            defer { pointee.nativeTop = nativeTop }
            let bound = try bind(method, callee, Type(callee.shape.pointee.type))
            return .value(try call(bound, Arguments(base: kept.base + 1, count: arguments.count), keywordNames: keywordNames))
        }
    }

    /// The arguments with one more in front, copied to registers that nobody uses.
    func prepend(_ first: Value, _ arguments: Arguments, _ keywordNames: Tuple?) throws(Raised) -> Arguments {
        let total = arguments.count + (keywordNames?.count ?? 0)
        var base = freeRegisters
        // The arguments themselves may lie there already.
        if arguments.base >= base, arguments.base < base + total + 1 { base = arguments.base + total }
        if arguments.base < base, arguments.base + total > base { base = arguments.base + total }
        try reserveRegisters(base + total + 65)
        base[0] = first
        (base + 1).update(from: arguments.base, count: total)
        return Arguments(base: base, count: arguments.count + 1)
    }

    /// Whether a value from a class is a function that gets the object in front, as binding it would do.
    @inline(__always)
    func takesReceiver(_ method: Value) -> Bool { method.is(.function) || method.is(.nativeFunction) && Native(method).isMethodDescriptor(self) }

    func raiseNotCallable(_ value: Value) -> Raised { raise(.typeError, "'\(value.type(self).name)' object is not callable") }

    // MARK: - Classes

    /// `cls(…)`: `type.__call__`, and without native recursion where `__new__` is `object`'s and `__init__` is a Python function.
    private func beginConstruction(_ type: Type, _ arguments: Arguments, keywordNames: Tuple?) throws(Raised) -> Begun {
        let metaclass = type.value.type(self)
        let callMethod = metaclass[.call]
        if callMethod != Type(machine.pointee.types.type)[.call] {
            try checkNativeStack(.call)
            if takesReceiver(callMethod) { return try beginLaidOut(callMethod, prepend(type.value, arguments, keywordNames), keywordNames) }
            let kept = try prepend(type.value, arguments, keywordNames), nativeTop = pointee.nativeTop
            pointee.nativeTop = kept.base + kept.count + (keywordNames?.count ?? 0)
            defer { pointee.nativeTop = nativeTop }
            let bound = try bind(callMethod, type.value, metaclass)
            return .value(try call(bound, Arguments(base: kept.base + 1, count: arguments.count), keywordNames: keywordNames))
        }
        if type.flags.contains(.plainConstruction), !type.flags.contains(.isAbstract), type[.`init`].is(.function) {
            let instance = try makeInstance(of: type)
            let full = try prepend(instance, arguments, keywordNames)
            try push(Function(type[.`init`]), registers: full.base, given: full.count, keywordNames: keywordNames)
            pointee.activation.pointee.first = instance
            pointee.activation.pointee.continuation = .construct
            return .entered
        }
        if type.flags.contains(.isException), let begun = try beginException(type, arguments, keywordNames) { return begun }
        return .value(try construct(type, arguments, keywordNames: keywordNames))
    }

    /// The same for exceptions whose `__new__` is BaseException's, and whose `__init__` is too or is a Python function; nil for others.
    private func beginException(_ type: Type, _ arguments: Arguments, _ keywordNames: Tuple?) throws(Raised) -> Begun? {
        let base = Type(machine.pointee.types.exceptions.baseException), initializer = type[.`init`]
        let isPlain = initializer == base[.`init`] && keywordNames == nil
        guard type[.new] == base[.new], isPlain || initializer.is(.function) else { return nil }
        let instance = try makeInstance(of: type)
        if arguments.count > 0 {
            Exception(instance).fields.pointee.arguments = try Tuple.make(arguments.base, count: arguments.count, self).value
        }
        if isPlain { return .value(instance) }
        let full = try prepend(instance, arguments, keywordNames)
        try push(Function(initializer), registers: full.base, given: full.count, keywordNames: keywordNames)
        pointee.activation.pointee.first = instance
        pointee.activation.pointee.continuation = .construct
        return .entered
    }

    // MARK: - Calls from native code

    /// Calls anything with positional arguments that lie in memory which the collector knows, and keyword values behind them.
    public func call(_ callee: Value, _ arguments: Arguments, keywordNames: Tuple? = nil) throws(Raised) -> Value {
        try checkNativeStack(.call)
        // Arguments of a Python function become its registers: they go where registers are free.
        let total = arguments.count + (keywordNames?.count ?? 0)
        let base = freeRegisters
        try reserveRegisters(base + total + 64)
        if arguments.base != base { base.update(from: arguments.base, count: total) }
        let nativeTop = pointee.nativeTop
        pointee.nativeTop = base + total
        defer { pointee.nativeTop = nativeTop }
        switch try beginCall(callee, Arguments(base: base, count: arguments.count), keywordNames: keywordNames) {
        case .value(let value): return value
        case .entered: return try run()
        }
    }

    public func call(_ callee: Value) throws(Raised) -> Value {
        try call(callee, Arguments(base: freeRegisters, count: 0))
    }

    public func call(_ callee: Value, _ first: Value) throws(Raised) -> Value {
        let base = freeRegisters
        base[0] = first
        if callee.isCell {
            let kind = callee.shape.pointee.kind
            if kind == .nativeFunction {
                let native = Native(callee)
                if native.takesPlainly(1), !native.isBound, !native.checksFirstArgument { return try callNative(native, base, count: 1) }
            } else if kind == .type, let new = Type(callee).plainNew(self), new.takesPlainly(2) {
                base[0] = callee
                base[1] = first
                return try callNative(new, base, count: 2)
            } else if kind == .itemGetter {
                try checkNativeStack(.call)
                return try ItemGetter(callee).call(first, self)
            } else if kind == .attributeGetter {
                try checkNativeStack(.call)
                return try AttributeGetter(callee).call(first, self)
            }
        }
        return try call(callee, Arguments(base: base, count: 1))
    }

    public func call(_ callee: Value, _ first: Value, _ second: Value) throws(Raised) -> Value {
        let base = freeRegisters
        base[0] = first
        base[1] = second
        return try call(callee, Arguments(base: base, count: 2))
    }

    public func call(_ callee: Value, _ first: Value, _ second: Value, _ third: Value) throws(Raised) -> Value {
        let base = freeRegisters
        base[0] = first
        base[1] = second
        base[2] = third
        return try call(callee, Arguments(base: base, count: 3))
    }

    /// Calls a special method found on a type with the object as first argument.
    ///
    /// Functions take the object as an argument; anything else is bound first, as the data model says.
    public func callSpecial(_ method: Value, _ object: Value) throws(Raised) -> Value {
        try callSpecial(method, object, count: 0, .unbound, .unbound)
    }

    public func callSpecial(_ method: Value, _ object: Value, _ first: Value) throws(Raised) -> Value {
        try callSpecial(method, object, count: 1, first, .unbound)
    }

    public func callSpecial(_ method: Value, _ object: Value, _ first: Value, _ second: Value) throws(Raised) -> Value {
        try callSpecial(method, object, count: 2, first, second)
    }

    private func callSpecial(_ method: Value, _ object: Value, count: Int, _ first: Value, _ second: Value) throws(Raised) -> Value {
        if method.is(.nativeFunction), Native(method).isMethodDescriptor(self), Native(method).takesPlainly(count + 1),
            Native(method).fields.pointee.owner == object.type(self).value || Native(method).accepts(receiver: object, self)
        {
            return try callNative(Native(method), object, count: count, first, second)
        }
        var callee = method
        let takesObject = method.is(.function) || (method.is(.nativeFunction) && Native(method).isMethodDescriptor(self))
        if !takesObject { callee = try bind(method, object, object.type(self)) }
        let base = freeRegisters
        try reserveRegisters(base + 68)
        var place = base
        if takesObject {
            place[0] = object
            place += 1
        }
        place[0] = first
        place[1] = second
        return try call(callee, Arguments(base: base, count: takesObject ? count + 1 : count))
    }

    /// A special method written in Swift, of the object's own class.
    @inline(__always)
    private func callNative(_ method: Native, _ object: Value, count: Int, _ first: Value, _ second: Value) throws(Raised) -> Value {
        let base = freeRegisters
        base[0] = object
        base[1] = first
        base[2] = second
        return try callNative(method, base, count: count + 1)
    }

    /// A function written in Swift whose arguments, in free registers, need neither sorting nor checks of their number.
    @inline(__always)
    private func callNative(_ function: Native, _ base: Registers, count: Int) throws(Raised) -> Value {
        try checkNativeStack(.call)
        try reserveRegisters(base + 68)
        let nativeTop = pointee.nativeTop
        pointee.nativeTop = base + count
        defer { pointee.nativeTop = nativeTop }
        let result = try function.fields.pointee.function(self, Arguments(base: base, count: count))
        if !result.isUnbound { return result }
        // A `__next__` at its end.
        raiseStopIteration()
        throw Raised()
    }

    /// Runs the newest activation until it returns.
    func run() throws(Raised) -> Value {
        pointee.activation.pointee.isNativeBoundary = true
        machine.pointee.heap.isRunning = true
        switch dispatch(enter()) {
        case .returned: return takeResult()
        default: throw Raised()
        }
    }

    /// What the activation that just ended returned, which the thread does not keep alive from now on.
    func takeResult() -> Value {
        let result = pointee.result
        pointee.result = .unbound
        return result
    }

    /// Dispatches until the outermost activation of this run ends.
    func dispatch(_ first: Outcome) -> Outcome {
        var outcome = first
        // Debug builds come back after every instruction; release builds only when the run ends.
        while outcome == Outcome.resume {
            let pc = pointee.pc
            #if DEBUG
                machine.pointee.executedHandlers?.insert(unsafeBitCast(pc.pointee.handler, to: UInt.self))
                // Their frames are large and full of leftovers, which the collector would take for values.
                krait_clear_stack(4 << 10)
            #endif
            outcome = pc.pointee.handler(
                UnsafeMutableRawPointer(pc), UnsafeMutableRawPointer(pointee.registers), UnsafeMutableRawPointer(pointee.constants),
                UnsafeMutableRawPointer(self))
        }
        return outcome
    }
}
