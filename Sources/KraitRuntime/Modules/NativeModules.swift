/// The modules that are written in Swift, by name: what fills each one's namespace. Import runs it when the module is first wanted, so that starting costs nothing.
public struct NativeModule {
    /// Adds the module's attributes.
    public typealias Definer = @convention(thin) (Thread, NativeBuilder) throws(Raised) -> Void

    public let name: StaticString
    public let doc: StaticString
    /// The address of the definer. (Structs with thin functions in them crash the optimizer of Swift 6.3.)
    private let address: UnsafeRawPointer

    init(_ name: StaticString, _ doc: StaticString, _ definer: @escaping Definer) {
        self.name = name
        self.doc = doc
        address = unsafeBitCast(definer, to: UnsafeRawPointer.self)
    }

    /// All of them.
    static var all: [NativeModule] {
        [
            NativeModule("math", "Mathematical functions of real numbers.") { thread, builder throws(Raised) in try thread.defineMathModule(builder) },
            NativeModule("_abc", "Acceleration of the module abc.") { thread, builder throws(Raised) in try thread.defineAbcModule(builder) },
            NativeModule("_typing", "Primitives of the module typing.") { thread, builder throws(Raised) in try thread.defineTypingModule(builder) },
            NativeModule("_weakref", "Weak references.") { thread, builder throws(Raised) in try thread.defineWeakReferenceModule(builder) },
        ]
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The names of the native modules, for `sys.builtin_module_names`.
    public var nativeModuleNames: [String] { NativeModule.all.map { "\($0.name)" } }

    /// Makes a native module, without putting it into `sys.modules`; nil if there is none of that name.
    public func makeNativeModule(_ name: String) throws(Raised) -> Module? {
        guard let native = NativeModule.all.first(where: { "\($0.name)" == name }) else { return nil }
        let module = try Module.make(name, doc: try Str.make("\(native.doc)", self).value, self)
        try native.define(self, NativeBuilder(thread: self, namespace: module.dict, owner: try intern(name).value))
        return module
    }
}

extension NativeModule {
    func define(_ thread: Thread, _ builder: NativeBuilder) throws(Raised) {
        try unsafeBitCast(address, to: Definer.self)(thread, builder)
    }
}
