/// What a native function is called with: one value for each parameter of its signature, in order.
///
/// A parameter that the caller left out is unbound. `*args` arrives as a tuple and `**kwargs` as a dict (unbound if nothing was given), at the
/// place of the parameter.
public struct Arguments {
    public var base: UnsafeMutablePointer<Value>
    public var count: Int

    @inlinable @inline(__always)
    public init(base: UnsafeMutablePointer<Value>, count: Int) {
        self.base = base
        self.count = count
    }

    /// The argument of a parameter; unbound if it was left out. The index is one of the signature's.
    @inlinable @inline(__always)
    public subscript(_ index: Int) -> Value { index < count ? base[index] : .unbound }
}

/// A function written in Swift.
public typealias NativeFunction = @convention(thin) (Thread, Arguments) throws(Raised) -> Value

/// The address of a native function, as cells hold it. (Structs with thin functions in them crash the optimizer of Swift 6.3.)
public struct NativePointer: Sendable {
    private nonisolated(unsafe) let address: UnsafeRawPointer

    // Never inlined: the optimizer of Swift 6.3 (LoadableByAddress) crashes on the cast of a named function whose body handles structs of more than four words.
    @inline(never)
    public init(_ function: @escaping NativeFunction) { address = unsafeBitCast(function, to: UnsafeRawPointer.self) }

    /// The address, for inline caches.
    @inline(__always) var bits: UInt64 { UInt64(UInt(bitPattern: address)) }
    @inline(__always) init(bits: UInt64) { address = UnsafeRawPointer(bitPattern: UInt(bits)).unsafelyUnwrapped }

    @inline(__always)
    public func callAsFunction(_ thread: Thread, _ arguments: Arguments) throws(Raised) -> Value {
        try unsafeBitCast(address, to: NativeFunction.self)(thread, arguments)
    }
}
