import KraitRuntime

/// A reference to a Python object, which lives at least as long as this.
///
/// It keeps its machine alive too. Like the machine it is not `Sendable`.
@dynamicCallable
public final class PythonObject {
    let core: MachineCore
    let number: Int

    /// Only while the thread is in the machine.
    init(_ core: MachineCore, _ value: KraitRuntime.Value) {
        self.core = core
        number = core.handle(value)
    }

    deinit { core.release(number) }

    /// The machine that the object belongs to.
    public var machine: VirtualMachine { VirtualMachine(core) }

    var value: KraitRuntime.Value { core.machine.pointee.handles[number] }

    // MARK: - What it is

    /// The name of its class: `int`, `collections.OrderedDict`.
    public var typeName: String { (try? core.perform { thread throws(Raised) in thread.className(of: value) }) ?? "object" }

    public var isNone: Bool { value.isNone }

    /// Whether it can be called.
    public func isCallable() throws(PythonError) -> Bool { try core.perform { thread throws(Raised) in thread.canCall(value) } }

    /// What `bool()` gives.
    public func isTrue() throws(PythonError) -> Bool { try core.perform { thread throws(Raised) in try thread.isTrue(value) } }

    /// What `str()` gives. (``description`` is the same without errors.)
    public func str() throws(PythonError) -> String { try core.perform { thread throws(Raised) in try thread.display(value, isRepr: false) } }

    /// What `repr()` gives.
    public func repr() throws(PythonError) -> String { try core.perform { thread throws(Raised) in try thread.display(value, isRepr: true) } }

    /// Whether both are the same object (`is`).
    public func isIdentical(to other: PythonObject) -> Bool { core === other.core && value == other.value }

    /// `self == other`.
    public func isEqual(to other: some PythonConvertible) throws(PythonError) -> Bool {
        try core.hold { () throws(PythonError) in
            let other = try other.pythonObject(in: machine)
            let right = try core.value(other)
            defer { withExtendedLifetime(other) {} }
            return try core.perform { thread throws(Raised) in try thread.isEqual(value, right) }
        }
    }

    /// The Swift value that the object stands for.
    ///
    /// - Throws: ``PythonError/conversion(_:)`` if it is of another type.
    public func converted<Value: PythonConvertible>(to type: Value.Type = Value.self) throws(PythonError) -> Value { try Value(self) }

    // MARK: - Attributes and items

    /// An attribute; nil if there is none. Properties run.
    public func attribute(_ name: String) throws(PythonError) -> PythonObject? {
        try core.perform { thread throws(Raised) in
            let found = try thread.findAttribute(value, name)
            return found.isUnbound ? nil : PythonObject(core, found)
        }
    }

    /// An attribute as a Swift value.
    ///
    /// - Throws: ``PythonError/exception(_:)`` with an `AttributeError` if there is none.
    public func attribute<Value: PythonConvertible>(_ name: String, as type: Value.Type) throws(PythonError) -> Value {
        try core.hold { () throws(PythonError) in try Value(try existing(name)) }
    }

    private func existing(_ name: String) throws(PythonError) -> PythonObject {
        try core.perform { thread throws(Raised) in PythonObject(core, try thread.getAttribute(value, try thread.intern(name).value)) }
    }

    public func setAttribute(_ name: String, to newValue: some PythonConvertible) throws(PythonError) {
        try core.hold { () throws(PythonError) in
            let object = try newValue.pythonObject(in: machine)
            let new = try core.value(object)
            try core.perform { thread throws(Raised) in try thread.setAttribute(value, try thread.intern(name).value, new) }
            withExtendedLifetime(object) {}
        }
    }

    /// `self[key]`.
    public func item(_ key: some PythonConvertible) throws(PythonError) -> PythonObject {
        try core.hold { () throws(PythonError) in
            let object = try key.pythonObject(in: machine)
            let key = try core.value(object)
            defer { withExtendedLifetime(object) {} }
            return try core.perform { thread throws(Raised) in PythonObject(core, try thread.getItem(value, key)) }
        }
    }

    /// `self[key] = value`.
    public func setItem(_ key: some PythonConvertible, to newValue: some PythonConvertible) throws(PythonError) {
        try core.hold { () throws(PythonError) in
            let keyObject = try key.pythonObject(in: machine), object = try newValue.pythonObject(in: machine)
            let key = try core.value(keyObject), new = try core.value(object)
            try core.perform { thread throws(Raised) in try thread.setItem(value, key, new) }
            withExtendedLifetime((keyObject, object)) {}
        }
    }

    /// `len(self)`.
    public func count() throws(PythonError) -> Int { try core.perform { thread throws(Raised) in try thread.length(value) } }

    /// Everything that iterating over the object gives.
    public func elements() throws(PythonError) -> [PythonObject] {
        try core.perform { thread throws(Raised) in
            let list = try thread.list(of: value)
            try thread.charge(list.count)
            return (0..<list.count).map { PythonObject(core, list[$0]) }
        }
    }

    // MARK: - Calling

    /// Calls the object.
    ///
    ///     let text: String = try join.call(["a", "b"], keywords: ["separator": ", "])
    public func call<Value: PythonConvertible>(
        _ arguments: any PythonConvertible..., keywords: KeyValuePairs<String, any PythonConvertible> = [:], as type: Value.Type = Value.self
    ) throws(PythonError) -> Value {
        try core.hold { () throws(PythonError) in try Value(try invoke(arguments, keywords)) }
    }

    /// Calls a method.
    public func callMethod<Value: PythonConvertible>(
        _ name: String, _ arguments: any PythonConvertible..., keywords: KeyValuePairs<String, any PythonConvertible> = [:], as type: Value.Type = Value.self
    ) throws(PythonError) -> Value {
        try core.hold { () throws(PythonError) in try Value(try existing(name).invoke(arguments, keywords)) }
    }

    /// `object(1, 2)` in Swift.
    @discardableResult
    public func dynamicallyCall(withArguments arguments: [any PythonConvertible]) throws(PythonError) -> PythonObject { try invoke(arguments, [:]) }

    /// `object(1, base: 2)` in Swift.
    @discardableResult
    public func dynamicallyCall(withKeywordArguments arguments: KeyValuePairs<String, any PythonConvertible>) throws(PythonError) -> PythonObject {
        try invoke(arguments.filter { $0.key.isEmpty }.map(\.value), arguments.filter { !$0.key.isEmpty }.map { ($0.key, $0.value) })
    }

    func invoke(_ arguments: [any PythonConvertible], _ keywords: KeyValuePairs<String, any PythonConvertible>) throws(PythonError) -> PythonObject {
        try invoke(arguments, keywords.map { ($0.key, $0.value) })
    }

    private func invoke(_ arguments: [any PythonConvertible], _ keywords: [(String, any PythonConvertible)]) throws(PythonError) -> PythonObject {
        try core.hold { () throws(PythonError) in
            let machine = self.machine
            var objects: [PythonObject] = [], names: [PythonObject] = [], values: [KraitRuntime.Value] = [], named: [(name: Str, value: KraitRuntime.Value)] = []
            for argument in arguments {
                let object = try argument.pythonObject(in: machine)
                objects.append(object)
                values.append(try core.value(object))
            }
            for (name, argument) in keywords {
                let key = try name.pythonObject(in: machine), object = try argument.pythonObject(in: machine)
                names.append(key)
                objects.append(object)
                named.append((Str(key.value), try core.value(object)))
            }
            // The handles keep the arguments alive until they are in registers.
            defer { withExtendedLifetime((objects, names)) {} }
            return try core.perform { thread throws(Raised) in PythonObject(core, try thread.call(value, values, keywords: named)) }
        }
    }
}

extension PythonObject: CustomStringConvertible {
    /// What `str()` gives, or a note that it failed.
    public var description: String { (try? str()) ?? "<\(typeName) object, str() failed>" }
}
