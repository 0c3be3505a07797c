// Calls of the callables that native modules define and programs call often: their arguments are neither sorted nor put into a tuple, and what they call in
// turn gets an activation, if it is a Python function, without native recursion. (In CPython: `tp_vectorcall_offset`.)

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Begins a call of such a callable; nil if its class has another `__call__`.
    func beginCallable(_ callee: Value, _ arguments: Arguments, _ keywordNames: Tuple?) throws(Raised) -> Begun? {
        callsDirectly(callee) ? try beginDirectly(callee, arguments, keywordNames) : nil
    }

    /// What `__call__` of such a callable does.
    func callDirectly(_ callee: Value, _ arguments: Arguments, _ keywordNames: Tuple?) throws(Raised) -> Value {
        try checkNativeStack(.call)
        switch try beginDirectly(callee, arguments, keywordNames) {
        case .value(let value): return value
        case .entered: return try run()
        }
    }

    private func beginDirectly(_ callee: Value, _ arguments: Arguments, _ keywordNames: Tuple?) throws(Raised) -> Begun {
        switch callee.shape.pointee.kind {
        case .itemGetter:
            return .value(try ItemGetter(callee).call(try getterOperand("itemgetter", arguments, keywordNames), self))
        case .attributeGetter:
            return .value(try AttributeGetter(callee).call(try getterOperand("attrgetter", arguments, keywordNames), self))
        case .methodCaller:
            // It counts before it looks at keywords.
            if arguments.count != 1 { throw raise(.typeError, "methodcaller expected 1 argument, got \(arguments.count)") }
            return try MethodCaller(callee).beginCall(try getterOperand("methodcaller", arguments, keywordNames), behind: arguments, self)
        case .partial:
            return try Partial(callee).beginCall(arguments, keywordNames, self)
        case .cacheWrapper:
            return try CacheWrapper(callee).beginCall(arguments, keywordNames, self)
        default: throw raiseNotCallable(callee)
        }
    }

    /// Whether `__call__` of the class of such a callable is the one that its fields were made for.
    @inline(__always)
    func callsDirectly(_ callee: Value) -> Bool {
        let shape = callee.shape, method = Type(shape.pointee.type)[.call]
        guard method.is(.nativeFunction) else { return false }
        let owner = Native(method).fields.pointee.owner
        return owner == shape.pointee.type || owner.is(.type) && Type(owner).fields.pointee.layout == shape.pointee.layout
    }

    /// Where arguments can be laid out: behind all registers in use, and behind others that lie in free ones already.
    func freeRegisters(behind arguments: Arguments, keywords: Int, room: Int) throws(Raised) -> Registers {
        let free = freeRegisters, end = arguments.base + arguments.count + keywords
        let base = end > free && arguments.base < free + room ? end : free
        try reserveRegisters(base + room + 65)
        return base
    }

    /// Begins a call whose arguments were laid out in free registers.
    func beginLaidOut(_ callee: Value, _ arguments: Arguments, _ keywordNames: Tuple?) throws(Raised) -> Begun {
        if callee.is(.function) {
            try push(Function(callee), registers: arguments.base, given: arguments.count, keywordNames: keywordNames)
            return .entered
        }
        try checkNativeStack(.call)
        let nativeTop = pointee.nativeTop
        pointee.nativeTop = Swift.max(nativeTop, arguments.base + arguments.count + (keywordNames?.count ?? 0))
        defer { pointee.nativeTop = nativeTop }
        return try beginCall(callee, arguments, keywordNames: keywordNames)
    }
}
