// Calls.
//
//     r[b]      the callable
//     r[b + 1]  its receiver, or unbound
//     r[b + 2]… c arguments, keyword values last
//
// A Python function's registers begin at its arguments (at the receiver, if there is one): nothing is copied. The result goes to register `a`.

/// What kind of call an instruction is: handlers are made for both.
enum CallSite {
    /// `f(…)`: r[b + 1] is free, and may hold anything.
    case plain
    /// `x.f(…)`: r[b + 1] is the receiver, or unbound.
    case attribute

    @inline(__always)
    fileprivate func hasReceiver(_ pc: PC, _ r: Registers) -> Bool { self == .attribute && !r[pc.pointee.b.index + 1].isUnbound }

    /// Goes on in the general instruction.
    @inline(__always)
    fileprivate func general(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
        self == .plain ? call(pc, r, k, t) : callWithReceiver(pc, r, k, t)
    }

    /// The same after something was put before the arguments.
    @inline(__always)
    fileprivate func generalAgain(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
        if self == .attribute { r[pc.pointee.b.index + 1] = .unbound }
        return general(pc, r, k, t)
    }
}

/// A call of any Python function with as many positional arguments as it has parameters.
///
///     cache   – | shape of functions
@inline(__always)
func callFunction(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    let base = pc.pointee.b.index, callee = r[base], cache = inlineCache(pc, k)
    guard !site.hasReceiver(pc, r), callee.isCell, UInt64(UInt(bitPattern: callee.shape)) == cache.pointee.second,
        let code = Function(callee).fields.pointee.lowered
    else { return site.general(pc, r, k, t) }
    if code.pointee.simpleArgumentCount != pc.pointee.c.index { return callFunctionWithDefaults(pc, r, k, t, site) }
    return enterSimple(callee, code, r + base + 2, pc, t) ?? site.general(pc, r, k, t)
}

/// The same where the last parameters get their defaults.
@inline(never)
private func callFunctionWithDefaults(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    let base = pc.pointee.b.index
    guard let code = fillDefaults(r[base], r + base + 2, given: pc.pointee.c.index, t) else { return site.general(pc, r, k, t) }
    return enterSimple(r[base], code, r + base + 2, pc, t) ?? site.general(pc, r, k, t)
}

@inline(never)
private func callMethodWithDefaults(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let base = pc.pointee.b.index
    guard let code = fillDefaults(r[base], r + base + 1, given: pc.pointee.c.index + 1, t) else { return callWithReceiver(pc, r, k, t) }
    return enterSimple(r[base], code, r + base + 1, pc, t) ?? callWithReceiver(pc, r, k, t)
}

/// Puts the defaults of a function behind the arguments given and returns its code; nil if there is more to do, or no room.
@inline(__always)
private func fillDefaults(_ callee: Value, _ registers: Registers, given: Int, _ t: Thread) -> UnsafeMutablePointer<RegisterCode>? {
    let function = Function(callee).fields
    guard let code = function.pointee.lowered, function.pointee.defaults.is(.tuple),
        registers + code.pointee.registerCount + 64 < t.pointee.registerLimit
    else { return nil }
    let defaults = Tuple(function.pointee.defaults)
    // -1 where calls are not simple.
    let missing = code.pointee.simpleArgumentCount &- given, count = defaults.count
    guard missing > 0, missing <= count else { return nil }
    var index = 0
    while index < missing {
        registers[given &+ index] = defaults[count &- missing &+ index]
        index &+= 1
    }
    return code
}

/// The same for a method: the receiver is the first argument.
@inline(__always)
func callMethod(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let base = pc.pointee.b.index, callee = r[base], cache = inlineCache(pc, k)
    guard callee.isCell, UInt64(UInt(bitPattern: callee.shape)) == cache.pointee.second,
        let code = Function(callee).fields.pointee.lowered, !r[base + 1].isUnbound
    else { return callWithReceiver(pc, r, k, t) }
    if code.pointee.simpleArgumentCount != pc.pointee.c.index + 1 { return callMethodWithDefaults(pc, r, k, t) }
    return enterSimple(callee, code, r + base + 1, pc, t) ?? callWithReceiver(pc, r, k, t)
}

/// A bound method of a Python function: its receiver goes before the arguments.
///
///     cache   – | shape of functions | shape of bound methods
@inline(__always)
func callBoundMethod(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    let base = pc.pointee.b.index, callee = r[base], cache = inlineCache(pc, k)
    guard !site.hasReceiver(pc, r), callee.isCell, UInt64(UInt(bitPattern: callee.shape)) == cache.pointee.third else { return site.general(pc, r, k, t) }
    let method = BoundMethod(callee).fields
    let function = method.pointee.function
    guard function.isCell, UInt64(UInt(bitPattern: function.shape)) == cache.pointee.second,
        let code = Function(function).fields.pointee.lowered, code.pointee.simpleArgumentCount == pc.pointee.c.index + 1
    else { return site.general(pc, r, k, t) }
    r[base + 1] = method.pointee.receiver
    return enterSimple(function, code, r + base + 1, pc, t) ?? site.generalAgain(pc, r, k, t)
}

/// A class whose `__new__` is `object`'s and whose `__init__` is a simple Python function: the instance goes before the arguments.
///
///     cache   class | version | register code of `__init__`
@inline(__always)
func callClass(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    let base = pc.pointee.b.index, callee = r[base], cache = inlineCache(pc, k)
    guard !site.hasReceiver(pc, r), callee.bits == cache.pointee.first else { return site.general(pc, r, k, t) }
    let type = Type(callee), initializer = type[.`init`]
    guard type.fields.pointee.version == cache.pointee.second, let code = Function(initializer).fields.pointee.lowered,
        UInt64(UInt(bitPattern: code)) == cache.pointee.third, let instance = t.makeInstanceFast(of: type)
    else { return site.general(pc, r, k, t) }
    r[base + 1] = instance
    return enterSimple(initializer, code, r + base + 1, pc, t, constructing: instance) ?? site.generalAgain(pc, r, k, t)
}

/// A class that has neither `__new__` nor `__init__` of its own: the instance is all there is to make.
///
///     cache   class | version
@inline(__always)
func callPlainClass(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    let callee = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard !site.hasReceiver(pc, r), callee.bits == cache.pointee.first, Type(callee).fields.pointee.version == cache.pointee.second,
        let instance = t.makeInstanceFast(of: Type(callee))
    else { return site.general(pc, r, k, t) }
    r[pc.pointee.a.index] = instance
    return next(pc + 1, r, k, t)
}

/// A built-in class whose `__new__` does everything: the class goes before the arguments.
///
///     cache   class | `__new__`
@inline(__always)
func callBuiltinClass(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    let base = pc.pointee.b.index, cache = inlineCache(pc, k)
    guard !site.hasReceiver(pc, r), r[base].bits == cache.pointee.first else { return site.general(pc, r, k, t) }
    r[base + 1] = r[base]
    return callNativeSimple(Value(bits: cache.pointee.second), first: base + 1, count: pc.pointee.c.index + 1, pc, r, k, t)
}

/// `list`, `dict` or `set`: `__init__` does everything with the new instance, which goes before the arguments.
///
///     cache   class | `__init__`
@inline(__always)
func callContainerClass(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    let base = pc.pointee.b.index, cache = inlineCache(pc, k)
    guard !site.hasReceiver(pc, r), r[base].bits == cache.pointee.first else { return site.general(pc, r, k, t) }
    return constructContainer(pc, r, k, t)
}

@inline(never)
private func constructContainer(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let base = pc.pointee.b.index
    do throws(Raised) {
        r[base + 1] = try t.makeInstance(of: Type(r[base]))
        let initializer = Native(Value(bits: inlineCache(pc, k).pointee.second))
        _ = try initializer.fields.pointee.function(t, Arguments(base: r + base + 1, count: pc.pointee.c.index + 1))
        r[pc.pointee.a.index] = r[base + 1]
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// Enters a function whose arguments are all in place; nil if something wants attention or a limit is reached.
@inline(__always)
private func enterSimple(
    _ callee: Value, _ code: UnsafeMutablePointer<RegisterCode>, _ registers: Registers, _ pc: PC, _ t: Thread, constructing instance: Value? = nil
) -> Outcome? {
    t.pointee.budget &-= 1
    guard t.pointee.budget >= 0, registers + code.pointee.registerCount < t.pointee.registerLimit else { return nil }
    let activation = t.pointee.activation, entered = activation + 1
    guard entered < t.pointee.activationLimit else { return nil }
    activation.pointee.pc = pc
    entered.pointee.code = code
    entered.pointee.registers = registers
    entered.pointee.function = callee
    if let instance {
        entered.pointee.state = UInt64(Continuation.construct.rawValue)
        entered.pointee.first = instance
        entered.pointee.second = .unbound
    } else {
        entered.pointee.state = 0
    }
    t.pointee.activation = entered
    var index = code.pointee.argumentCount
    while index < code.pointee.localCount {
        registers[index] = .unbound
        index &+= 1
    }
    return next(code.pointee.instructions, registers, code.pointee.constants, t)
}

/// A function written in Swift, with positional arguments that need no sorting.
///
///     cache   callable
@inline(__always)
func callNative(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    let base = pc.pointee.b.index
    guard !site.hasReceiver(pc, r), r[base].bits == inlineCache(pc, k).pointee.first else { return site.general(pc, r, k, t) }
    return callNativeSimple(r[base], first: base + 2, count: pc.pointee.c.index, pc, r, k, t)
}

/// The same for a method of a built-in class, called through an instance.
///
///     cache   callable | shape of the receiver
@inline(__always)
func callNativeMethod(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let base = pc.pointee.b.index, cache = inlineCache(pc, k), receiver = r[base + 1]
    guard r[base].bits == cache.pointee.first, receiver.isCell, UInt64(UInt(bitPattern: receiver.shape)) == cache.pointee.second
    else { return callWithReceiver(pc, r, k, t) }
    return callNativeSimple(r[base], first: base + 1, count: pc.pointee.c.index + 1, pc, r, k, t)
}

/// The same where the receiver has no cell.
///
///     cache   callable | which class the receiver is of
@inline(__always)
func callNativeMethodOfImmediate(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let base = pc.pointee.b.index, cache = inlineCache(pc, k), receiver = r[base + 1]
    guard r[base].bits == cache.pointee.first, !receiver.isCell, receiver.immediateKey == cache.pointee.second else { return callWithReceiver(pc, r, k, t) }
    return callNativeSimple(r[base], first: base + 1, count: pc.pointee.c.index + 1, pc, r, k, t)
}

/// `type` of one argument.
///
///     cache   class
@inline(__always)
func callType(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let base = pc.pointee.b.index
    guard r[base].bits == inlineCache(pc, k).pointee.first else { return call(pc, r, k, t) }
    r[pc.pointee.a.index] = r[base + 2].type(t).value
    return next(pc + 1, r, k, t)
}

/// A function written in Swift that is bound: what it is bound to goes before the arguments.
///
///     cache   definition | shape of such functions
@inline(__always)
func callBoundNative(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    let base = pc.pointee.b.index, cache = inlineCache(pc, k), callee = r[base]
    guard !site.hasReceiver(pc, r), callee.isCell, UInt64(UInt(bitPattern: callee.shape)) == cache.pointee.second else { return site.general(pc, r, k, t) }
    let fields = Native(callee).fields
    guard UInt64(UInt(bitPattern: fields.pointee.definition)) == cache.pointee.first, Native(callee).isBound else { return site.general(pc, r, k, t) }
    r[base + 1] = fields.pointee.boundSelf
    return callNativeSimple(callee, first: base + 1, count: pc.pointee.c.index + 1, pc, r, k, t)
}

/// The number of arguments was found right when the instruction was specialized.
@inline(__always)
private func callNativeSimple(_ callee: Value, first: Int, count: Int, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let result = try Native(callee).fields.pointee.function(t, Arguments(base: r + first, count: count))
        if result.isUnbound { return endOfIteration(t) }
        r[pc.pointee.a.index] = result
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// A `__next__` written in Swift says "unbound" at its end.
@inline(never)
private func endOfIteration(_ t: Thread) -> Outcome {
    t.raiseStopIteration()
    return unwind(t)
}

/// Any call with positional arguments and no receiver; specializes.
@inline(never)
func call(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    callAny(pc, r, k, t, .plain)
}

/// The same where there may be a receiver.
@inline(never)
func callWithReceiver(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    callAny(pc, r, k, t, .attribute)
}

@inline(__always)
private func callAny(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) -> Outcome {
    t.sync(pc)
    t.pointee.budget &-= 1
    let base = pc.pointee.b.index
    var callee = r[base], hasReceiver = site.hasReceiver(pc, r)
    let shapes = t.machine.pointee.shapes
    do throws(Raised) {
        if t.pointee.budget < 0 { try t.safePoint() }
        // What a method is bound to takes the free place before the arguments.
        if !hasReceiver, callee.has(shapes.boundMethod) {
            let method = BoundMethod(callee).fields.pointee
            r[base + 1] = method.receiver
            callee = method.function
            hasReceiver = true
            if callee.is(.function), try simpleCode(callee, count: pc.pointee.c.index + 1, t) != nil {
                pc.specialize(
                    to: site == .plain ? krait_callBoundMethod : krait_callAttributeBoundMethod, k,
                    second: UInt64(UInt(bitPattern: callee.shape)), third: UInt64(UInt(bitPattern: shapes.boundMethod)))
            }
        } else if callee.is(.function), try acceptsPlainly(callee, count: pc.pointee.c.index + (hasReceiver ? 1 : 0), t) {
            pc.specialize(
                to: hasReceiver ? krait_callMethod : site == .plain ? krait_callFunction : krait_callAttributeFunction, k,
                second: UInt64(UInt(bitPattern: callee.shape)))
        } else if callee.is(.nativeFunction) {
            specializeNative(Native(callee), hasReceiver: hasReceiver, pc, r, k, t, site)
        } else if callee.is(.type), !hasReceiver {
            try specializeClass(Type(callee), pc, k, t, site)
        }
        let first = hasReceiver ? base + 1 : base + 2
        let count = pc.pointee.c.index + (hasReceiver ? 1 : 0)
        switch try t.beginCall(callee, Arguments(base: r + first, count: count), keywordNames: nil) {
        case .value(let value): r[pc.pointee.a.index] = value
        case .entered: return t.enter()
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// Whether a function takes this many positional arguments with at most defaults to add.
private func acceptsPlainly(_ callee: Value, count: Int, _ t: Thread) throws(Raised) -> Bool {
    let function = Function(callee), code = try function.lower(t), defaults = function.fields.pointee.defaults
    return count == code.pointee.simpleArgumentCount
        || count < code.pointee.simpleArgumentCount && defaults.is(.tuple) && code.pointee.simpleArgumentCount - count <= Tuple(defaults).count
}

/// The register code of a function whose arguments need no sorting; nil of others.
private func simpleCode(_ callee: Value, count: Int, _ t: Thread) throws(Raised) -> UnsafeMutablePointer<RegisterCode>? {
    let function = Function(callee)
    return try function.isSimple(arguments: count, t) ? function.fields.pointee.lowered : nil
}

private func specializeNative(_ native: Native, hasReceiver: Bool, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ site: CallSite) {
    let base = pc.pointee.b.index, count = pc.pointee.c.index
    if native.isBound {
        guard !hasReceiver, native.takesPlainly(count + 1) else { return }
        pc.specialize(
            to: site == .plain ? krait_callBoundNative : krait_callAttributeBoundNative, k,
            first: UInt64(UInt(bitPattern: native.fields.pointee.definition)), second: UInt64(UInt(bitPattern: native.shape)))
    } else if hasReceiver {
        // The shape of the receiver proves its class, which must be one that the method is for.
        let receiver = r[base + 1]
        guard native.isMethodDescriptor(t), native.takesPlainly(count + 1), native.accepts(receiver: receiver, t) else { return }
        if receiver.isCell {
            pc.specialize(to: krait_callNativeMethod, k, first: native.value.bits, second: UInt64(UInt(bitPattern: receiver.shape)))
        } else {
            pc.specialize(to: krait_callNativeMethodOfImmediate, k, first: native.value.bits, second: receiver.immediateKey)
        }
    } else if !native.checksFirstArgument, native.takesPlainly(count) {
        pc.specialize(to: site == .plain ? krait_callNative : krait_callAttributeNative, k, first: native.value.bits)
    }
}

private func specializeClass(_ type: Type, _ pc: PC, _ k: Registers, _ t: Thread, _ site: CallSite) throws(Raised) {
    let types = t.machine.pointee.types
    guard type.value.type(t).value == types.type, !type.flags.contains(.cannotInstantiate), !type.flags.contains(.isAbstract) else { return }
    let initializer = type[.`init`]
    if type.value == types.type {
        if pc.pointee.c == 1, site == .plain { pc.specialize(to: krait_callType, k, first: type.value.bits) }
        return
    }
    if type.flags.contains(.plainConstruction) {
        guard type.flags.contains(.isHeapType) || type.value == types.object, type[.del].isUnbound, type.fields.pointee.layout.pointee.kind == .instance else { return }
        if initializer == Type(types.object)[.`init`], pc.pointee.c == 0 {
            pc.specialize(to: site == .plain ? krait_callPlainClass : krait_callAttributePlainClass, k, first: type.value.bits, second: type.fields.pointee.version)
            return
        }
        guard initializer.is(.function),
            let code = try simpleCode(initializer, count: pc.pointee.c.index + 1, t)
        else { return }
        pc.specialize(
            to: site == .plain ? krait_callClass : krait_callAttributeClass, k, first: type.value.bits, second: type.fields.pointee.version,
            third: UInt64(UInt(bitPattern: code)))
    } else if let new = type.plainNew(t) {
        guard new.takesPlainly(pc.pointee.c.index + 1) else { return }
        pc.specialize(to: site == .plain ? krait_callBuiltinClass : krait_callAttributeBuiltinClass, k, first: type.value.bits, second: new.value.bits)
    } else if type.value == types.list || type.value == types.dict || type.value == types.set, pc.pointee.c.index < 2 {
        pc.specialize(to: site == .plain ? krait_callContainerClass : krait_callAttributeContainerClass, k, first: type.value.bits, second: initializer.bits)
    }
}

extension Type {
    /// The `__new__` of a built-in class, if it does everything when the class is called.
    func plainNew(_ thread: Thread) -> Native? {
        let types = thread.machine.pointee.types
        guard !flags.contains(.isHeapType), !flags.contains(.cannotInstantiate), value != types.type, value.type(thread).value == types.type,
            self[.`init`] == Type(types.object)[.`init`]
        else { return nil }
        let new = self[.new]
        guard new.is(.nativeFunction), Native(new).fields.pointee.isStatic, Native(new).fields.pointee.boundSelf == value else { return nil }
        return Native(new)
    }
}

/// The last arguments are named by the tuple in `r[b + 2 + c]`.
@inline(never)
func callKeywords(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    t.pointee.budget &-= 1
    let base = pc.pointee.b.index
    do throws(Raised) {
        if t.pointee.budget < 0 { try t.safePoint() }
        let hasReceiver = !r[base + 1].isUnbound
        let first = hasReceiver ? base + 1 : base + 2
        let count = pc.pointee.c.index + (hasReceiver ? 1 : 0)
        let names = r[base + 2 + pc.pointee.c.index]
        guard names.is(.tuple), Tuple(names).count <= pc.pointee.c.index else { throw t.raise(.systemError, "bad keyword names") }
        switch try t.beginCall(r[base], Arguments(base: r + first, count: count - Tuple(names).count), keywordNames: Tuple(names)) {
        case .value(let value): r[pc.pointee.a.index] = value
        case .entered: return t.enter()
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `f(*args, **kwargs)`: callable, unbound, a sequence in r[b + 2], a mapping in r[b + 3] if `c` is 1.
@inline(never)
func callSpread(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let base = pc.pointee.b.index
    do throws(Raised) {
        let callee = r[base]
        let arguments = try t.spreadArguments(r[base + 2], of: callee)
        r[base + 2] = arguments.value
        let keywords: Value = pc.pointee.c == 1 ? r[base + 3] : .unbound
        switch try t.beginSpreadCall(callee, arguments, keywords: keywords) {
        case .value(let value): r[pc.pointee.a.index] = value
        case .entered: return t.enter()
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `CALL_INTRINSIC_1`: number `c` of r[b].
func intrinsicOne(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try t.intrinsic(pc.pointee.c.index, r[pc.pointee.b.index])
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `CALL_INTRINSIC_2`: number `c` of r[b] and r[b + 1].
func intrinsicTwo(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try t.intrinsic(pc.pointee.c.index, r[pc.pointee.b.index], r[pc.pointee.b.index + 1])
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

// MARK: - Making functions

func makeFunction(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let code = r[pc.pointee.b.index]
        guard code.is(.code) else { throw t.raise(.systemError, "MAKE_FUNCTION needs a code object") }
        r[pc.pointee.a.index] = try Function.make(Code(code), globals: t.pointee.activation.pointee.code.pointee.globals, t).value
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// Sets attribute number `c` of the function in r[b] to r[a], and moves the function to r[a].
func setFunctionAttribute(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let function = r[pc.pointee.b.index], value = r[pc.pointee.a.index]
    guard function.is(.function) else {
        t.sync(pc)
        _ = t.raise(.systemError, "SET_FUNCTION_ATTRIBUTE needs a function")
        return unwind(t)
    }
    let fields = Function(function).fields
    switch pc.pointee.c {
    case 1 where value.is(.tuple): fields.pointee.defaults = value
    case 2 where value.is(.dict): fields.pointee.keywordDefaults = value
    case 4: fields.pointee.annotations = value
    case 8 where value.is(.tuple) && Function(function).accepts(closure: Tuple(value)): fields.pointee.closure = value
    default:
        t.sync(pc)
        _ = t.raise(.systemError, "SET_FUNCTION_ATTRIBUTE has a bad operand")
        return unwind(t)
    }
    r[pc.pointee.a.index] = function
    return next(pc + 1, r, k, t)
}
