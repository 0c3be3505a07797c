import KraitRuntime

/// What Python passed to a function written in Swift.
public struct PythonArguments {
    public var machine: VirtualMachine
    public var positional: [PythonObject]
    public var keywords: [String: PythonObject]

    /// A positional argument as a Swift value.
    ///
    /// - Throws: an exception that Python sees as `TypeError` if there is none, or it is of another type.
    public func argument<Value: PythonConvertible>(_ index: Int, as type: Value.Type = Value.self) throws(PythonError) -> Value {
        guard positional.indices.contains(index) else { throw .conversion("missing argument \(index + 1)") }
        return try PythonArguments.converted(positional[index], "argument \(index + 1)")
    }

    /// A keyword argument as a Swift value; nil if it was left out.
    public func keyword<Value: PythonConvertible>(_ name: String, as type: Value.Type = Value.self) throws(PythonError) -> Value? {
        guard let object = keywords[name] else { return nil }
        return try PythonArguments.converted(object, "argument '\(name)'")
    }

    private static func converted<Value: PythonConvertible>(_ object: PythonObject, _ name: String) throws(PythonError) -> Value {
        do throws(PythonError) {
            return try Value(object)
        } catch {
            if case .conversion(let text) = error { throw .conversion("\(name): \(text)") }
            throw error
        }
    }
}

extension VirtualMachine {
    /// A function that Python code can call and Swift code carries out, on the native thread that runs the machine.
    ///
    /// It may use the machine of its arguments; that is part of the same piece of work. What it throws Python sees as an exception: a ``PythonException`` as the
    /// class that it names, one that came from Python as itself, ``PythonError/conversion(_:)`` as `TypeError`, any other error as `RuntimeError` with its description.
    /// The closure lives as long as the Python function. If it holds the machine or its objects, neither is ever freed: use ``PythonArguments/machine``.
    public func function(_ name: String, _ body: @escaping (PythonArguments) throws -> any PythonConvertible) throws(PythonError) -> PythonObject {
        let run = HostFunction.Body { [unowned core] thread, positional, keywords throws(Raised) in
            do {
                let arguments = PythonArguments(core, positional, keywords, thread)
                let object = try body(arguments).pythonObject(in: arguments.machine)
                let value = try core.value(object)
                // The engine sees it from here on.
                return withExtendedLifetime(object) { value }
            } catch {
                throw core.raise(error, thread)
            }
        }
        return try make { thread throws(Raised) in try HostFunction.make(name, run, thread) }
    }

    /// Gives a name in `__main__` a Swift function that takes what it takes.
    ///
    ///     try machine.define("area") { (width: Double, height: Double) in width * height }
    ///
    /// A wrong number of arguments or a wrong type is a `TypeError` in Python. Parameters are positional.
    public func define<each Argument: PythonConvertible, Result: PythonConvertible>(
        _ name: String, _ body: @escaping (repeat each Argument) throws -> Result
    ) throws(PythonError) {
        let object = try function(name) { arguments in
            var count = 0, index = 0
            for _ in repeat (each Argument).self { count += 1 }
            guard arguments.keywords.isEmpty else { throw PythonException("TypeError", "\(name)() takes no keyword arguments") }
            guard arguments.positional.count == count else {
                throw PythonException("TypeError", "\(name)() takes \(count) argument\(count == 1 ? "" : "s") (\(arguments.positional.count) given)")
            }
            func next<Value: PythonConvertible>(_ type: Value.Type) throws -> Value {
                defer { index += 1 }
                do throws(PythonError) {
                    return try arguments.argument(index, as: type)
                } catch {
                    if case .conversion(let text) = error { throw PythonError.conversion("\(name)() \(text)") }
                    throw error
                }
            }
            return try body(repeat try next((each Argument).self))
        }
        try setGlobal(name, to: object)
    }

    /// The same for a function that returns nothing: in Python, None.
    public func define<each Argument: PythonConvertible>(_ name: String, _ body: @escaping (repeat each Argument) throws -> Void) throws(PythonError) {
        try define(name) { (arguments: repeat each Argument) -> PythonObject? in
            try body(repeat each arguments)
            return nil
        }
    }
}

extension PythonArguments {
    fileprivate init(_ core: MachineCore, _ positional: Tuple, _ keywords: KraitRuntime.Value, _ thread: Thread) {
        machine = VirtualMachine(core)
        self.positional = (0..<positional.count).map { PythonObject(core, positional[$0]) }
        self.keywords = [:]
        guard keywords.is(.dict) else { return }
        let dict = Dict(keywords)
        var position = 0
        while let index = dict.nextPosition(from: position) {
            let entry = dict.table.entries[index]
            if entry.key.is(.str), let name = thread.text(of: entry.key) { self.keywords[name] = PythonObject(core, entry.value) }
            position = index + 1
        }
    }
}
