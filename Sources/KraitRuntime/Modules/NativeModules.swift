/// The modules that are written in Swift, by name. Import makes one when it is first wanted, so that starting costs nothing.
///
/// A new module is a case here, its doc, and the call of the function that fills its namespace. (A table of function pointers would be shorter; structs and
/// initializers with thin functions in them crash the optimizer of Swift 6.3.)
enum NativeModule: String, CaseIterable {
    case math
    case abc = "_abc"
    case typing = "_typing"
    case weakReference = "_weakref"
    case itertools
    case collections = "_collections"
    case codecs = "_codecs"
    case time
    case bisect = "_bisect"
    case warnings = "_warnings"
    case threading = "_thread"
    case garbageCollection = "gc"
    case errorNumbers = "errno"
    case string = "_string"
    case exitFunctions = "atexit"
    case contextVariables = "_contextvars"
    case heapQueue = "_heapq"
    case `operator` = "_operator"
    case functools = "_functools"
    case regularExpressions = "_sre"

    var doc: StaticString {
        switch self {
        case .math: "Mathematical functions of real numbers."
        case .abc: "Acceleration of the module abc."
        case .typing: "Primitives of the module typing."
        case .weakReference: "Weak references."
        case .itertools: "Building blocks for iterators."
        case .collections: "The parts of collections that are written in Swift."
        case .codecs: "The registry of codecs, and those that are built in."
        case .time: "Clocks, sleeping and dates."
        case .bisect: "Bisection of sorted sequences."
        case .warnings: "Low-level interface to warnings."
        case .threading: "Locks, and which thread this is."
        case .garbageCollection: "Access to the garbage collector."
        case .errorNumbers: "The numbers of the system's errors."
        case .string: "How formats are read."
        case .exitFunctions: "Functions that run at the end of the program."
        case .contextVariables: "Variables whose values depend on the context."
        case .heapQueue: "Heaps in lists: no item is less than the one at half its index."
        case .operator: "The operators of the language as functions."
        case .functools: "Tools for functions."
        case .regularExpressions: "The engine of regular expressions."
        }
    }

    /// Adds the module's attributes.
    func define(_ thread: Thread, _ builder: NativeBuilder) throws(Raised) {
        switch self {
        case .math: try thread.defineMathModule(builder)
        case .abc: try thread.defineAbcModule(builder)
        case .typing: try thread.defineTypingModule(builder)
        case .weakReference: try thread.defineWeakReferenceModule(builder)
        case .itertools: try thread.defineItertoolsModule(builder)
        case .collections: try thread.defineCollectionsModule(builder)
        case .codecs: try thread.defineCodecsModule(builder)
        case .time: try thread.defineTimeModule(builder)
        case .bisect: try thread.defineBisectModule(builder)
        case .warnings: try thread.defineWarningsModule(builder)
        case .threading: try thread.defineThreadModule(builder)
        case .garbageCollection: try thread.defineGarbageCollectionModule(builder)
        case .errorNumbers: try thread.defineErrnoModule(builder)
        case .string: try thread.defineStringModule(builder)
        case .exitFunctions: try thread.defineExitModule(builder)
        case .contextVariables: try thread.defineContextModule(builder)
        case .heapQueue: try thread.defineHeapQueueModule(builder)
        case .operator: try thread.defineOperatorModule(builder)
        case .functools: try thread.defineFunctoolsModule(builder)
        case .regularExpressions: try thread.defineRegularExpressionModule(builder)
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The names of the native modules, for `sys.builtin_module_names`.
    public var nativeModuleNames: [String] { NativeModule.allCases.map(\.rawValue) }

    /// Makes a native module, without putting it into `sys.modules`; nil if there is none of that name.
    public func makeNativeModule(_ name: String) throws(Raised) -> Module? {
        guard let native = NativeModule(rawValue: name) else { return nil }
        let module = try Module.make(name, doc: try Str.make("\(native.doc)", self).value, self)
        try native.define(self, NativeBuilder(thread: self, namespace: module.dict, owner: try intern(name).value))
        return module
    }
}
