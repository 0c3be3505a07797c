/// What a native function throws when a Python exception is pending in its thread: it carries nothing.
public struct Raised: Error {
    @inlinable public init() {}
}

/// One thread of Python execution: its registers, its activations, what waits to be looked at.
///
///     registers    [ outermost … | caller: locals, temporaries, [ callee: arguments, locals, temporaries …
///     activations  [ outermost … | caller                       | callee ]  one record for each running function
///
/// A callee's registers begin where the caller put the arguments, so a plain call copies nothing.
public struct ThreadState {
    /// Counts down at every back-edge and call, and by the work that native code does; below zero something wants attention.
    public var budget: Int
    /// Where the running instruction is, its registers and constants: written before anything that may allocate, raise or call.
    public var pc: PC
    public var registers: Registers
    public var constants: Registers
    /// The running activation.
    public var activation: UnsafeMutablePointer<Activation>
    var activationBase: UnsafeMutablePointer<Activation>
    /// Where the recursion limit ends the stack of activations, or what counts of it: see Stacks.swift.
    var activationLimit: UnsafeMutablePointer<Activation>
    /// How many activations count to the memory in use.
    var countedActivations: Int
    var registerBase: Registers
    /// The end of the registers that count.
    var registerLimit: Registers
    /// Behind the arguments of native calls in progress; see `freeRegisters`.
    var nativeTop: Registers
    /// Native code may not go below this address of the native stack.
    public var nativeStackLimit: UInt
    /// Where the native stack of this thread was when it entered the machine.
    var nativeStackBase: UInt
    public var machine: Machine
    /// The exception that is being raised; unbound if none.
    public var exception: Value
    /// The exception that is being handled (`sys.exception()`) by the running function; none if none.
    public var handled: Value
    /// The pending exception was raised before: it keeps its traceback and context.
    var isReraising: Bool
    /// The generator that was just resumed from native code returned instead of yielding.
    var generatorReturned: Bool
    /// The innermost running generator; unbound if none runs.
    var generator: Value
    /// The coroutine that was made last, until it is started; unbound if there is none.
    var newestCoroutine: Value
    /// The hooks of `sys.set_asyncgen_hooks`; none where there is none.
    var asyncFirstIteration: Value
    var asyncFinalizer: Value
    /// `sys.set_coroutine_origin_tracking_depth`.
    var coroutineOriginDepth: Int
    /// An exception that native code caught and may raise again.
    var takenException: Value
    /// A list of the objects whose `repr` is being made; unbound before the first.
    var reprInProgress = Value.unbound
    /// What the outermost activation returned.
    var result: Value
    /// How many Python calls may be nested (`sys.setrecursionlimit`): `activationLimit` follows it.
    public var recursionLimit: Int
    /// Work charged so far, and what the budget was set to: together with `budget` they say how much was consumed.
    var consumed: Int
    var grant: Int
    var isFinalizing: Bool
    /// Why everything must end; nil while nothing does.
    package var stop: StopReason?
}

/// A limit that was exceeded: no exception that Python code could catch.
public enum StopReason: Error, Sendable {
    case timeLimit, fuelLimit, cancelled
}

/// One running function: 64 bytes.
public struct Activation {
    public var code: UnsafeMutablePointer<RegisterCode>
    public var registers: Registers
    /// Where this activation goes on when what it called returns; kept current before anything that may raise or look at frames.
    public var pc: PC
    /// The function; for a module or class body, a function made for it.
    public var function: Value
    /// The frame object; meaningful only if `hasFrame`.
    public var frame: Value
    /// What the continuation needs: the instance under construction, the operands of an operator, the generator. Meaningful only if the
    /// continuation is not `.plain`.
    public var first: Value
    public var second: Value
    /// Continuation and flags; 0 in a plain call.
    public var state: UInt64

    /// What to do with the value that this activation returns: the lowest byte of the state, which is only ever written here.
    public var continuation: Continuation {
        get { unsafeBitCast(UInt8(truncatingIfNeeded: state), to: Continuation.self) }
        set { state = state & ~0xFF | UInt64(newValue.rawValue) }
    }
    /// Someone looked: `frame` is the frame object, and takes the registers when the activation ends.
    public var hasFrame: Bool {
        get { state & 0x100 != 0 }
        set { state = newValue ? state | 0x100 : state & ~0x100 }
    }
    /// Native code waits for the value.
    public var isNativeBoundary: Bool {
        get { state & 0x200 != 0 }
        set { state = newValue ? state | 0x200 : state & ~0x200 }
    }
    /// A namespace other than registers holds the locals: module and class bodies. It is `second`.
    public var hasNamespace: Bool {
        get { state & 0x400 != 0 }
        set { state = newValue ? state | 0x400 : state & ~0x400 }
    }
    /// `yield` and `return` give to a generator object, which is `first`.
    public var isGenerator: Bool {
        get { state & 0x800 != 0 }
        set { state = newValue ? state | 0x800 : state & ~0x800 }
    }
    /// A generator that waits for the one above: its registers are in the generator object.
    public var isDelegating: Bool {
        get { state & 0x1000 != 0 }
        set { state = newValue ? state | 0x1000 : state & ~0x1000 }
    }
    /// A generator that native code goes through: at a `yield` it is held (see Consuming.swift).
    public var isHolding: Bool { state & 0x2000 != 0 }
}

/// What happens when an activation returns.
public enum Continuation: UInt8 {
    /// The value goes to register `a` of the caller's instruction.
    case plain
    /// `__init__`: the value must be None; the instance (`first`) goes to register `a`.
    case construct
    /// A binary operator's method: NotImplemented tries the next candidate; `first` and `second` are the operands.
    case binary
    /// A rich comparison's method.
    case compare
    /// The value's truth decides a jump.
    case truth
    /// A generator driven by `for`: what it yields is the next item, its return ends the loop.
    case iterateGenerator
    /// A generator driven by `SEND`: what it yields goes to register `a`; its return value too, with a jump.
    case delegate
    /// `__next__` called by a `for` loop: StopIteration ends the loop.
    case iterate
    /// The value is dropped (`__setattr__`, `__delitem__`, …).
    case discard
    /// `__contains__`: the value's truth, perhaps inverted.
    case contains
    /// `__getattribute__` or a property: AttributeError tries `__getattr__`.
    case attribute
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Charges work done in native code, so that limits stop it too: about one unit for each element or 16 bytes. Runs no Python code.
    @inlinable @inline(__always)
    public func charge(_ work: Int) throws(Raised) {
        pointee.budget &-= work
        if pointee.budget < 0 { try checkLimits() }
    }

    @inlinable public var machine: Machine { pointee.machine }
}
