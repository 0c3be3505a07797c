// Functions written in Swift: how a class or module defines them, and how calls sort their arguments.

/// Collects what a built-in class or module consists of.
///
///     builder.method("append", "($self, object, /)", "Append object to the end of the list.") { thread, arguments throws(Raised) in … }
///
/// The signature is `__text_signature__`: `/` ends positional-only parameters, `*` begins keyword-only ones, `=` marks optional ones. In the function, a
/// parameter has the index of its place in the signature.
public struct NativeBuilder {
    public let thread: Thread
    /// Where the attributes go.
    public let namespace: Dict
    /// The class, or unbound for a module.
    public let owner: Value

    init(thread: Thread, namespace: Dict, owner: Value) {
        self.thread = thread
        self.namespace = namespace
        self.owner = owner
    }

    /// A method; also a special method such as `__len__`.
    public func method(
        _ name: StaticString, _ signature: StaticString, _ doc: StaticString = "", _ function: @escaping NativeFunction
    ) throws(Raised) {
        try set(name, try thread.makeNative(name, signature, doc, owner: owner, function).value)
    }

    /// A static method such as `__new__` or `str.maketrans`.
    public func staticMethod(
        _ name: StaticString, _ signature: StaticString, _ doc: StaticString = "", _ function: @escaping NativeFunction
    ) throws(Raised) {
        let native = try thread.makeNative(name, signature, doc, owner: .none, function)
        native.fields.pointee.boundSelf = owner
        native.fields.pointee.isStatic = true
        try set(name, native.value)
    }

    /// A class method such as `dict.fromkeys`: the class is the first argument.
    public func classMethod(
        _ name: StaticString, _ signature: StaticString, _ doc: StaticString = "", _ function: @escaping NativeFunction
    ) throws(Raised) {
        let native = try thread.makeNative(name, signature, doc, owner: owner, function)
        native.fields.pointee.isClassMethod = true
        try set(name, native.value)
    }

    /// A computed attribute (`getset_descriptor`).
    public func property(_ name: StaticString, _ doc: StaticString = "", get: NativeFunction) throws(Raised) {
        try property(name, doc, NativePointer(get), nil)
    }

    /// The same with a setter: it gets the object and the value, unbound to delete.
    public func property(_ name: StaticString, _ doc: StaticString = "", get: NativeFunction, set: NativeFunction) throws(Raised) {
        try property(name, doc, NativePointer(get), NativePointer(set))
    }

    private func property(_ name: StaticString, _ doc: StaticString, _ getter: NativePointer, _ setter: NativePointer?) throws(Raised) {
        let cell = try thread.allocate(thread.machine.pointee.shapes.getSetDescriptor, size: MemoryLayout<GetSetDescriptor.Fields>.size)
        let descriptor = GetSetDescriptor(cell: cell)
        descriptor.fields.pointee.name = try thread.intern("\(name)").value
        descriptor.fields.pointee.owner = owner
        descriptor.fields.pointee.getter = getter
        descriptor.fields.pointee.setter = setter
        descriptor.fields.pointee.doc = try Str.make("\(doc)", thread).value
        try set(name, descriptor.value)
    }

    /// Any other attribute.
    public func set(_ name: StaticString, _ value: Value) throws(Raised) {
        try namespace.set(interned: try thread.intern("\(name)"), value, thread)
    }
}

/// `getset_descriptor`: an attribute that Swift code computes.
public struct GetSetDescriptor: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var name: Value
        public var owner: Value
        public var doc: Value
        public var getter: NativePointer
        public var setter: NativePointer?
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.getSetDescriptor, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A native function that is not bound. The owner is the class whose method it is, or the name of a module.
    public func makeNative(
        _ name: StaticString, _ signature: StaticString, _ doc: StaticString, owner: Value, _ function: @escaping NativeFunction
    ) throws(Raised) -> Native {
        let definition = NativeDefinition(name: name, signature: signature, doc: doc)
        machine.pointee.definitions.append(definition)
        let native = Native(cell: try allocate(machine.pointee.shapes.nativeFunction, size: MemoryLayout<Native.Fields>.size))
        native.fields.pointee.function = NativePointer(function)
        native.fields.pointee.definition = NativeDefinition.Reference(object: Unmanaged.passUnretained(definition))
        native.fields.pointee.boundSelf = .unbound
        native.fields.pointee.owner = owner
        native.fields.pointee.isStatic = false
        native.fields.pointee.isClassMethod = false
        return native
    }
}

extension NativeDefinition {
    /// Reads the signature.
    convenience init(name: StaticString, signature: StaticString, doc: StaticString) {
        var parameters: [NativeParameter] = []
        var kind = NativeParameter.Kind.positional
        var text = "\(signature)"
        text.removeFirst()
        text.removeLast()
        for part in NativeDefinition.split(text) {
            var word = part
            if word == "/" {
                for index in parameters.indices { parameters[index].kind = .positionalOnly }
                continue
            }
            if word == "*" { kind = .keywordOnly; continue }
            if word.hasPrefix("**") {
                parameters.append(NativeParameter(name: String(word.dropFirst(2)), kind: .keywords, isOptional: true))
                continue
            }
            if word.hasPrefix("*") {
                parameters.append(NativeParameter(name: String(word.dropFirst()), kind: .variadic, isOptional: true))
                kind = .keywordOnly
                continue
            }
            var isOptional = false
            if let equals = word.firstIndex(of: "=") {
                isOptional = true
                word = String(word[..<equals])
            }
            var isReceiver = false
            if word.hasPrefix("$") { word.removeFirst(); isReceiver = true }
            parameters.append(NativeParameter(name: word, kind: isReceiver ? .positionalOnly : kind, isOptional: isOptional))
        }
        let positional = parameters.filter { $0.kind == .positional || $0.kind == .positionalOnly }
        var traits: Traits = []
        if parameters.contains(where: { $0.kind == .variadic }) { traits.insert(.isVariadic) }
        if positional.count == parameters.count { traits.insert(.isSimple) }
        if parameters.contains(where: { $0.kind == .keywordOnly && !$0.isOptional }) { traits.insert(.needsKeyword) }
        self.init(
            name: name, signature: signature, doc: doc, parameters: parameters, minimumPositional: positional.filter { !$0.isOptional }.count,
            maximumPositional: positional.count, traits: traits)
    }

    /// Splits at commas that are not in quotes or brackets.
    private static func split(_ text: String) -> [String] {
        var parts: [String] = [], word = "", depth = 0
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if "([{".contains(character) {
                depth += 1
            } else if ")]}".contains(character) {
                depth -= 1
            } else if character == "," && depth == 0 {
                parts.append(word)
                word = ""
                continue
            }
            if character == " " && word.isEmpty { continue }
            word.append(character)
        }
        if !word.isEmpty { parts.append(word) }
        return parts
    }
}

extension Native {
    /// Whether this is an unbound method of a built-in class: calling it through an instance puts the instance first.
    func isMethodDescriptor(_ thread: Thread) -> Bool {
        fields.pointee.owner.is(.type) && fields.pointee.boundSelf.isUnbound && !fields.pointee.isClassMethod
    }

    /// The function bound to an instance or, if that is unbound, to the class.
    func bind(_ instance: Value, _ owner: Type, _ thread: Thread) throws(Raised) -> Value {
        let receiver: Value
        if fields.pointee.isClassMethod {
            receiver = owner.value
        } else if instance.isUnbound || !isMethodDescriptor(thread) {
            return value
        } else {
            receiver = instance
        }
        let bound = Native(cell: try thread.allocate(thread.machine.pointee.shapes.nativeFunction, size: MemoryLayout<Fields>.size))
        bound.fields.pointee = fields.pointee
        bound.fields.pointee.boundSelf = receiver
        bound.fields.pointee.isClassMethod = false
        return bound.value
    }

    /// Whether a call with that many positional arguments needs neither sorting nor checks.
    func takesPlainly(_ count: Int) -> Bool {
        let definition = fields.pointee.definition
        return (fields.pointee.boundSelf.isUnbound || fields.pointee.isStatic) && definition.pointee.isSimple
            && count >= definition.pointee.minimumPositional && count <= definition.pointee.maximumPositional
    }

    /// Calls the function: sorts keywords, checks the count, puts what it is bound to in front.
    func call(_ arguments: Arguments, keywordNames: Tuple?, _ thread: Thread) throws(Raised) -> Value {
        let definition = fields.pointee.definition
        let isBound = !fields.pointee.boundSelf.isUnbound && !fields.pointee.isStatic
        if !isBound, keywordNames == nil, definition.pointee.isSimple,
            arguments.count >= definition.pointee.minimumPositional, arguments.count <= definition.pointee.maximumPositional
        {
            return try checked(try fields.pointee.function(thread, arguments), thread)
        }
        return try checked(try callSorted(arguments, keywordNames: keywordNames, isBound: isBound, thread), thread)
    }

    /// A `__next__` written in Swift returns unbound at its end.
    private func checked(_ result: Value, _ thread: Thread) throws(Raised) -> Value {
        if !result.isUnbound { return result }
        thread.raiseStopIteration()
        throw Raised()
    }

    private func callSorted(_ arguments: Arguments, keywordNames: Tuple?, isBound: Bool, _ thread: Thread) throws(Raised) -> Value {
        let definition = fields.pointee.definition
        let parameters = definition.pointee.parameters
        let offset = isBound ? 1 : 0
        let total = arguments.count + offset
        let keywordCount = keywordNames?.count ?? 0
        // The sorted arguments go behind everything that is in use.
        let behind = arguments.base + arguments.count + keywordCount
        let free = thread.freeRegisters
        let base = arguments.base >= free - 64 && behind > free ? behind : free
        guard base + parameters.count + 64 < thread.pointee.registerLimit else { throw thread.raise(.recursionError, "maximum recursion depth exceeded") }
        for index in 0..<parameters.count { base[index] = .unbound }
        let savedTop = thread.pointee.nativeTop
        thread.pointee.nativeTop = base + parameters.count
        defer { thread.pointee.nativeTop = savedTop }

        let maximum = definition.pointee.maximumPositional
        if total > maximum && !definition.pointee.isVariadic {
            throw raiseCount(given: arguments.count, isBound: isBound, thread)
        }
        func positional(_ index: Int) -> Value { isBound ? (index == 0 ? fields.pointee.boundSelf : arguments.base[index - 1]) : arguments.base[index] }
        for index in 0..<Swift.min(total, maximum) { base[index] = positional(index) }
        if definition.pointee.isVariadic {
            let rest = try Tuple.allocate(count: Swift.max(0, total - maximum), thread)
            for index in 0..<rest.count { rest.base[index] = positional(maximum + index) }
            if let place = parameters.firstIndex(where: { $0.kind == .variadic }) { base[place] = rest.value }
        }
        if let keywordNames {
            for (index, name) in keywordNames.enumerated() {
                try assign(name, arguments.base[arguments.count + index], base, parameters, positionalCount: Swift.min(total, maximum), thread)
            }
        }
        for (index, parameter) in parameters.enumerated() where !parameter.isOptional && base[index].isUnbound {
            throw raiseMissing(parameter, given: arguments.count, isBound: isBound, index: index, thread)
        }
        return try fields.pointee.function(thread, Arguments(base: base, count: parameters.count))
    }

    private func assign(
        _ name: Value, _ value: Value, _ base: Registers, _ parameters: [NativeParameter], positionalCount: Int, _ thread: Thread
    ) throws(Raised) {
        let text = Str(name).text
        let function = "\(fields.pointee.definition.pointee.name)"
        if let index = parameters.firstIndex(where: { ($0.kind == .positional || $0.kind == .keywordOnly) && $0.name == text }) {
            if !base[index].isUnbound {
                throw thread.raise(.typeError, "argument for \(function)() given by name ('\(text)') and position (\(index + 1))")
            }
            base[index] = value
            return
        }
        guard let index = parameters.firstIndex(where: { $0.kind == .keywords }) else {
            let takesKeywords = parameters.contains { $0.kind == .positional || $0.kind == .keywordOnly }
            throw thread.raise(.typeError, takesKeywords ? "\(function)() got an unexpected keyword argument '\(text)'" : "\(qualifiedName)() takes no keyword arguments")
        }
        if base[index].isUnbound { base[index] = try Dict.make(thread).value }
        try Dict(base[index]).set(name, value, thread)
    }

    /// `list.append` for a method, `len` for a function.
    var qualifiedName: String {
        let name = "\(fields.pointee.definition.pointee.name)"
        return fields.pointee.owner.is(.type) ? Type(fields.pointee.owner).name + "." + name : name
    }

    private func raiseCount(given: Int, isBound: Bool, _ thread: Thread) -> Raised {
        let definition = fields.pointee.definition.pointee
        let hasReceiver = fields.pointee.owner.is(.type)
        let offset = hasReceiver ? 1 : 0
        let least = definition.minimumPositional - offset, most = definition.maximumPositional - offset
        let count = given - (hasReceiver && !isBound ? 1 : 0)
        let name = "\(definition.name)"
        let allPositionalOnly = definition.parameters.allSatisfy { $0.kind == .positionalOnly }
        if most == 0 && definition.isSimple { return thread.raise(.typeError, "\(qualifiedName)() takes no arguments (\(count) given)") }
        if least == most && most == 1 && allPositionalOnly { return thread.raise(.typeError, "\(qualifiedName)() takes exactly one argument (\(count) given)") }
        if !allPositionalOnly {
            let word = least == most ? "exactly" : count > most ? "at most" : "at least"
            let number = count > most ? most : least
            return thread.raise(.typeError, "\(name)() takes \(word) \(number) \(number == most && !definition.isSimple ? "positional " : "")argument\(number == 1 ? "" : "s") (\(count) given)")
        }
        if least == most { return thread.raise(.typeError, "\(name) expected \(most) argument\(most == 1 ? "" : "s"), got \(count)") }
        return count > most
            ? thread.raise(.typeError, "\(name) expected at most \(most) argument\(most == 1 ? "" : "s"), got \(count)")
            : thread.raise(.typeError, "\(name) expected at least \(least) argument\(least == 1 ? "" : "s"), got \(count)")
    }

    private func raiseMissing(_ parameter: NativeParameter, given: Int, isBound: Bool, index: Int, _ thread: Thread) -> Raised {
        if parameter.kind == .positionalOnly { return raiseCount(given: given, isBound: isBound, thread) }
        return thread.raise(.typeError, "\(fields.pointee.definition.pointee.name)() missing required argument '\(parameter.name)' (pos \(index + 1 - (fields.pointee.owner.is(.type) ? 1 : 0)))")
    }
}
