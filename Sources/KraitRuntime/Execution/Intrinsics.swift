// The functions behind `CALL_INTRINSIC_1` and `CALL_INTRINSIC_2` (in CPython: Python/intrinsics.c), and calls with `*args, **kwargs`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `CALL_INTRINSIC_1`.
    func intrinsic(_ number: Int, _ value: Value) throws(Raised) -> Value {
        switch number {
        case 1: return try display(value)
        case 2: return try importStar(value)
        case 3: return try stopIterationError(value)
        // The YIELD_VALUE behind it says that the value is the generator's own.
        case 4: return value
        case 5: return try unary(.positive, value)
        case 6:
            guard value.is(.list) else { break }
            return try Tuple.make(List(value).base, count: List(value).count, self).value
        case 7: return try makeTypeVariable(name: value, bound: .unbound, constraints: .unbound)
        case 8: return try makeParameterSpecification(name: value)
        case 9: return try makeTypeVariableTuple(name: value)
        case 10: return try subscriptGeneric(value)
        case 11: return try makeTypeAlias(value)
        default: break
        }
        throw raise(.systemError, "bad operand of CALL_INTRINSIC_1")
    }

    /// `CALL_INTRINSIC_2`.
    func intrinsic(_ number: Int, _ first: Value, _ second: Value) throws(Raised) -> Value {
        switch number {
        case 1: return try prepareReraiseStar(first, second)
        case 2: return try makeTypeVariable(name: first, bound: second, constraints: .unbound)
        case 3: return try makeTypeVariable(name: first, bound: .unbound, constraints: second)
        case 4 where first.is(.function):
            Function(first).fields.pointee.typeParameters = second
            return first
        case 5: return try setTypeParameterDefault(first, second)
        default: throw raise(.systemError, "bad operand of CALL_INTRINSIC_2")
        }
    }

    /// An expression statement at the prompt: `sys.displayhook` shows its value.
    private func display(_ value: Value) throws(Raised) -> Value {
        guard machine.pointee.modules.is(.dict), let sys = Dict(machine.pointee.modules).get(interned: Str(name(.sys))),
            let hook = try getAttributeOrNil(sys, name(.displayhook))
        else { throw raise(.runtimeError, "lost sys.displayhook") }
        return try call(hook, value)
    }

    // MARK: - from module import *

    private func importStar(_ module: Value) throws(Raised) -> Value {
        let namespace = try locals()
        if let all = try getAttributeOrNil(module, name(.dunderAll)) {
            try importNames(all, of: module, into: namespace, isAll: true)
        } else {
            guard let dict = try getAttributeOrNil(module, name(.dunderDict)) else {
                throw raise(.importError, "from-import-* object has no __dict__ and no __all__")
            }
            let keys = try call(try getAttribute(dict, name(.keys)))
            try importNames(keys, of: module, into: namespace, isAll: false)
        }
        return .none
    }

    private func importNames(_ names: Value, of module: Value, into namespace: Value, isAll: Bool) throws(Raised) {
        // A copy: what attributes run may change the namespace.
        let list = try List.make(self)
        let items = try iterator(of: names)
        while let item = try nextItem(items) { try list.append(item, self) }
        for index in 0..<list.count {
            let key = list[index]
            guard key.is(.str) else {
                let moduleName = try getAttribute(module, name(.dunderName))
                guard moduleName.is(.str) else { throw raise(.typeError, "module __name__ must be a string, not \(moduleName.type(self).name)") }
                let place = isAll ? "Item in \(Str(moduleName).text).__all__" : "Key in \(Str(moduleName).text).__dict__"
                throw raise(.typeError, "\(place) must be str, not \(key.type(self).name)")
            }
            let text = Str(key)
            if !isAll, text.count > 0, text[0] == 95 { continue }
            let value = try getAttribute(module, intern(text).value)
            if namespace.has(machine.pointee.shapes.dict) {
                try Dict(namespace).set(key, value, self)
            } else {
                try setItem(namespace, key, value)
            }
        }
    }

    // MARK: - f(*args, **kwargs)

    /// Begins a call whose arguments are a tuple and a dict (or unbound): they are laid out where the callee's registers can begin.
    func beginSpreadCall(_ callee: Value, _ arguments: Tuple, keywords: Value) throws(Raised) -> Begun {
        try withSpread(arguments, keywords: keywords) { sorted, names throws(Raised) in
            try beginCall(callee, sorted, keywordNames: names)
        }
    }
}
