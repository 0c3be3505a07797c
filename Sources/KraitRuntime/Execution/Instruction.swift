/// The registers of an activation: locals, cells and free variables, then one home for each slot of the bytecode's value stack.
public typealias Registers = UnsafeMutablePointer<Value>
/// The instruction to run.
public typealias PC = UnsafeMutablePointer<Instruction>
public typealias Thread = UnsafeMutablePointer<ThreadState>

/// What handlers return when the outermost one ends: whether a value was returned or an exception raised (the values lie in the thread).
public typealias Outcome = UInt64

/// A handler's address. C function pointers are official, trivial and eight bytes, but take no Swift types: each handler has a
/// one-line `@c` wrapper, generated from the instruction specification, into which it is inlined.
public typealias Handler = @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer, UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> UInt64

@inline(__always)
func isSameHandler(_ left: Handler, _ right: Handler) -> Bool { unsafeBitCast(left, to: UInt.self) == unsafeBitCast(right, to: UInt.self) }

/// One instruction of register code, 16 bytes.
///
///     handler 8 | a 2 | b 2 | c 2 | cache 2
///
/// `a` is mostly the result, `b` and `c` operands; `cache` says where the inline cache is or is a small flag.
public struct Instruction {
    public var handler: Handler
    public var a, b, c, cache: UInt16
}

/// The words beside an instruction that specialized handlers remember in. They lie below the constants: cache *n* is the four words from
/// `constants - 4 * (n + 1)` on. Instructions name it by 65,535 - *n*, so that it is found by adding (`inlineCache(_:_:)`).
public struct InlineCache {
    public var first, second, third, fourth: UInt64
    static let words = 4
    /// Caches of one code object at most.
    static let limit = 65_535

    /// How instructions name a cache, and which it is that they name.
    static func operand(_ number: Int) -> Int { limit - number }
    static func number(_ operand: UInt16) -> Int { limit - operand.index }
}

extension Instruction {
    /// The operand that names no cache.
    static var noCache: UInt16 { 0 }

    /// The jump distance that `b` and `c` make together.
    @inline(__always) var longOffset: Int { Int(Int32(bitPattern: UInt32(b) | UInt32(c) << 16)) }
}

extension PC {
    /// Replaces the handler by a special form and fills the cache that this one reads. Instructions of huge code that got no cache stay what they are.
    func specialize(to handler: Handler, _ k: Registers, first: UInt64 = 0, second: UInt64 = 0, third: UInt64 = 0, fourth: UInt64 = 0) {
        if pointee.cache == Instruction.noCache { return }
        pointee.handler = handler
        inlineCache(self, k).pointee = InlineCache(first: first, second: second, third: third, fourth: fourth)
    }
}

extension UInt16 {
    @inline(__always) var index: Int { Int(self) }
    /// A jump distance.
    @inline(__always) var offset: Int { Int(Int16(bitPattern: self)) }
}

/// The inline cache of an instruction.
@inline(__always)
func inlineCache(_ pc: PC, _ k: Registers) -> UnsafeMutablePointer<InlineCache> {
    // One shift; the rest is part of the address in the load.
    let distance = (pc.pointee.cache.index - InlineCache.limit - 1) &* (InlineCache.words * 8)
    return (UnsafeMutableRawPointer(k) + distance).assumingMemoryBound(to: InlineCache.self)
}

/// Continues with another instruction: the last thing that every handler does.
///
/// In release builds this is a tail call, one indirect jump. Debug builds don't optimize tail calls: there it stores where to go on and returns
/// to the trampoline in `run(_:)`.
#if DEBUG
@inline(__always)
func next(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.pointee.pc = pc
    t.pointee.registers = r
    t.pointee.constants = k
    return Outcome.resume
}
#else
@inline(__always)
func next(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    pc.pointee.handler(UnsafeMutableRawPointer(pc), UnsafeMutableRawPointer(r), UnsafeMutableRawPointer(k), UnsafeMutableRawPointer(t))
}
#endif

extension Outcome {
    /// The trampoline goes on at `thread.pc`.
    static var resume: Outcome { 0 }
    /// The outermost activation of this run returned `thread.result`.
    static var returned: Outcome { 1 }
    /// A generator that native code goes through waits at its `yield` with `thread.result`, its activation still on the stack.
    static var held: Outcome { 4 }
    /// It raised `thread.exception`.
    static var raised: Outcome { 2 }
    /// It must end without running any more Python code: `thread.stop` says why.
    static var stopped: Outcome { 3 }
}
