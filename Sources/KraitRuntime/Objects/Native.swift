// Functions written in Swift: how a class or module defines them, and how calls sort their arguments.

/// Collects what a built-in class or module consists of.
///
///     builder.method("append", "($self, object, /)", "Add an item behind the last one.") { thread, arguments throws(Raised) in … }
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
        _ name: StaticString, _ signature: StaticString, _ doc: StaticString = "", traits: NativeDefinition.Traits = [], _ function: @escaping NativeFunction
    ) throws(Raised) {
        let native = try thread.makeNative(name, signature, doc, owner: owner, function)
        native.fields.pointee.definition.pointee.traits.formUnion(traits)
        if traits.contains(.isNoSlot) {
            native.fields.pointee.definition.pointee.traits.remove(.isSlot)
            native.cell.storeBytes(of: thread.machine.pointee.shapes.methodDescriptor, as: ShapePointer.self)
        }
        try set(name, native.value)
    }

    /// A static method such as `__new__` or `str.maketrans`.
    public func staticMethod(
        _ name: StaticString, _ signature: StaticString, _ doc: StaticString = "", _ function: @escaping NativeFunction
    ) throws(Raised) {
        let native = try thread.makeNative(name, signature, doc, owner: .none, function)
        native.fields.pointee.boundSelf = owner
        native.fields.pointee.isStatic = true
        if "\(name)" == "__new__" { native.fields.pointee.definition.pointee.traits.insert(.isNew) }
        try set(name, native.value)
    }

    /// A class method such as `dict.fromkeys`: the class is the first argument.
    public func classMethod(
        _ name: StaticString, _ signature: StaticString, _ doc: StaticString = "", _ function: @escaping NativeFunction
    ) throws(Raised) {
        let native = try thread.makeNative(name, signature, doc, owner: owner, function)
        native.fields.pointee.isClassMethod = true
        native.cell.storeBytes(of: thread.machine.pointee.shapes.classMethodDescriptor, as: ShapePointer.self)
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
        descriptor.fields.pointee.name = try thread.intern(name).value
        descriptor.fields.pointee.owner = owner
        descriptor.fields.pointee.getter = getter
        descriptor.fields.pointee.setter = setter
        descriptor.fields.pointee.doc = try Str.make(utf8: UnsafeBufferPointer(start: doc.utf8Start, count: doc.utf8CodeUnitCount), thread).value
        try set(name, descriptor.value)
    }

    /// The class's `__doc__`.
    public func doc(_ text: StaticString) throws(Raised) { try set("__doc__", try Str.make("\(text)", thread).value) }

    /// Any other attribute.
    public func set(_ name: StaticString, _ value: Value) throws(Raised) {
        try namespace.set(interned: try thread.intern(name), value, thread)
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
        let definition = machine.pointee.definitions.make(name, signature, doc)
        var shape = machine.pointee.shapes.nativeFunction
        if owner.is(.type) {
            // Methods are known by two classes of descriptors: those with the name of an operation of the language have their own.
            let isSlot = NativeDefinition.isSlotName(name)
            if isSlot { definition.pointee.traits.insert(.isSlot) }
            shape = isSlot ? machine.pointee.shapes.wrapperDescriptor : machine.pointee.shapes.methodDescriptor
        }
        let native = Native(cell: try allocate(shape, size: MemoryLayout<Native.Fields>.size))
        native.fields.pointee.function = NativePointer(function)
        native.fields.pointee.definition = definition
        native.fields.pointee.boundSelf = .unbound
        native.fields.pointee.owner = owner
        native.fields.pointee.isStatic = false
        native.fields.pointee.isClassMethod = false
        return native
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
            guard owner.value == fields.pointee.owner || !fields.pointee.owner.is(.type) || owner.isSubtype(of: Type(fields.pointee.owner)) else {
                throw thread.raise(
                    .typeError, "descriptor '\(fields.pointee.definition.pointee.name)' requires a subtype of '\(Type(fields.pointee.owner).name)' but received '\(owner.name)'")
            }
        } else if instance.isUnbound || !isMethodDescriptor(thread) {
            return value
        } else {
            receiver = instance
            // Calls of what is bound are not checked again.
            guard instance.type(thread).value == fields.pointee.owner || accepts(receiver: instance, thread) else {
                throw thread.raise(
                    .typeError,
                    "descriptor '\(fields.pointee.definition.pointee.name)' for '\(Type(fields.pointee.owner).name)' objects doesn't apply to a '\(instance.type(thread).name)' object")
            }
        }
        let shapes = thread.machine.pointee.shapes
        let shape = self.shape == shapes.wrapperDescriptor ? shapes.methodWrapper : shapes.nativeFunction
        let bound = Native(cell: try thread.allocate(shape, size: MemoryLayout<Fields>.size))
        bound.fields.pointee = fields.pointee
        bound.fields.pointee.header = shape
        bound.fields.pointee.boundSelf = receiver
        bound.fields.pointee.isClassMethod = false
        return bound.value
    }

    /// Whether a call with that many positional arguments, the receiver included, needs neither sorting nor checks of their number.
    func takesPlainly(_ count: Int) -> Bool {
        let definition = fields.pointee.definition
        return definition.pointee.isSimple && count >= definition.pointee.minimumPositional && count <= definition.pointee.maximumPositional
    }

    /// Whether calls put something before the arguments.
    @inline(__always)
    var isBound: Bool { !fields.pointee.boundSelf.isUnbound && !fields.pointee.isStatic }

    /// Whether the first argument must be checked: the receiver of an unbound method, the class of `__new__`.
    @inline(__always)
    var checksFirstArgument: Bool {
        fields.pointee.owner.isCell && fields.pointee.boundSelf.isUnbound && fields.pointee.owner.is(.type) && !fields.pointee.isClassMethod
            || fields.pointee.isStatic && fields.pointee.definition.pointee.traits.contains(.isNew)
    }

    /// Calls the function: sorts keywords, checks the count and the receiver, puts what it is bound to in front.
    func call(_ arguments: Arguments, keywordNames: Tuple?, _ thread: Thread) throws(Raised) -> Value {
        if checksFirstArgument { try checkFirstArgument(arguments, thread) }
        let isBound = self.isBound
        if !isBound, keywordNames == nil, takesPlainly(arguments.count) {
            return try checked(try fields.pointee.function(thread, arguments), thread)
        }
        return try checked(try callSorted(arguments, keywordNames: keywordNames, isBound: isBound, thread), thread)
    }

    /// A method may only see what it was written for.
    @inline(__always)
    func checkFirstArgument(_ arguments: Arguments, _ thread: Thread) throws(Raised) {
        if arguments.count > 0 {
            let first = arguments.base[0]
            let isStatic = fields.pointee.isStatic
            if isStatic ? first == fields.pointee.boundSelf : first.type(thread).value == fields.pointee.owner { return }
        }
        try checkFirstArgumentSlow(arguments, thread)
    }

    /// Whether a method is for the class of an object.
    func accepts(receiver: Value, _ thread: Thread) -> Bool {
        fields.pointee.owner.is(.type) && receiver.type(thread).isSubtype(of: Type(fields.pointee.owner))
    }

    @inline(never)
    private func checkFirstArgumentSlow(_ arguments: Arguments, _ thread: Thread) throws(Raised) {
        if fields.pointee.isStatic { return try checkNew(arguments, thread) }
        let owner = Type(fields.pointee.owner)
        if arguments.count > 0, arguments[0].type(thread).isSubtype(of: owner) { return }
        throw raiseReceiver(arguments, owner, thread)
    }

    @inline(never)
    private func raiseReceiver(_ arguments: Arguments, _ owner: Type, _ thread: Thread) -> Raised {
        let name = "\(fields.pointee.definition.pointee.name)"
        let isSlot = fields.pointee.definition.pointee.traits.contains(.isSlot)
        guard arguments.count > 0 else {
            return thread.raise(.typeError, isSlot ? "descriptor '\(name)' of '\(owner.name)' object needs an argument" : "unbound method \(Type.lastPart(owner.name)).\(name)() needs an argument")
        }
        let type = arguments[0].type(thread)
        return thread.raise(
            .typeError,
            isSlot ? "descriptor '\(name)' requires a '\(owner.name)' object but received a '\(type.name)'"
                : "descriptor '\(name)' for '\(owner.name)' objects doesn't apply to a '\(type.name)' object")
    }

    /// `__new__` of a built-in class makes instances of that class and of its subclasses, unless they have fields of another one. (CPython: `tp_new_wrapper`.)
    private func checkNew(_ arguments: Arguments, _ thread: Thread) throws(Raised) {
        let owner = Type(fields.pointee.boundSelf)
        guard arguments.count > 0 else { throw thread.raise(.typeError, "\(owner.name).__new__(): not enough arguments") }
        guard arguments[0].is(.type) else {
            throw thread.raise(.typeError, "\(owner.name).__new__(X): X is not a type object (\(arguments[0].type(thread).name))")
        }
        let type = Type(arguments[0])
        guard type.isSubtype(of: owner) else {
            throw thread.raise(.typeError, "\(owner.name).__new__(\(type.name)): \(type.name) is not a subtype of \(owner.name)")
        }
        var solid = type
        while solid.flags.contains(.isHeapType), solid.fields.pointee.base.isCell { solid = Type(solid.fields.pointee.base) }
        let new = solid[.new]
        if !new.is(.nativeFunction) || Native(new).fields.pointee.definition != fields.pointee.definition {
            throw thread.raise(.typeError, "\(owner.name).__new__(\(type.name)) is not safe, use \(solid.name).__new__()")
        }
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
        try thread.reserveRegisters(base + parameters.count + 64)
        for index in 0..<parameters.count { base[index] = .unbound }
        let savedTop = thread.pointee.nativeTop
        thread.pointee.nativeTop = base + parameters.count
        defer { thread.pointee.nativeTop = savedTop }

        let maximum = definition.pointee.maximumPositional
        if total >= definition.pointee.minimumPositional, keywordCount == 0, definition.pointee.isVariadic, maximum >= offset,
            !definition.pointee.traits.contains(.needsKeyword)
        {
            if isBound { base[0] = fields.pointee.boundSelf }
            let named = Swift.min(arguments.count, maximum - offset)
            (base + offset).update(from: arguments.base, count: named)
            // `*args` stands behind the positional parameters.
            base[maximum] = try Tuple.make(arguments.base + named, count: arguments.count - named, thread).value
            return try fields.pointee.function(thread, Arguments(base: base, count: parameters.count))
        }
        if let keywordNames, definition.pointee.isSimple, keywordCount > 0, total + keywordCount <= maximum,
            !definition.pointee.traits.contains(.checksPositionalsFirst)
        {
            if isBound { base[0] = fields.pointee.boundSelf }
            (base + offset).update(from: arguments.base, count: arguments.count)
            if place(keywordNames, arguments.base + arguments.count, in: base) {
                return try fields.pointee.function(thread, Arguments(base: base, count: parameters.count))
            }
            for index in 0..<parameters.count { base[index] = .unbound }
        }
        if keywordCount > 0, takesNoKeywords, try !ignoresKeywords(isBound ? fields.pointee.boundSelf : arguments.count > 0 ? arguments.base[0] : .unbound, thread) {
            let isSlot = definition.pointee.traits.contains(.isSlot) && constructedClass == nil
            throw thread.raise(
                .typeError, isSlot ? "wrapper \(definition.pointee.name)() takes no keyword arguments" : "\(constructedClass ?? qualifiedName)() takes no keyword arguments")
        }
        if keywordCount > 0, !definition.pointee.isVariadic, !takesNoKeywords, !definition.pointee.traits.contains(.checksPositionalsFirst),
            !parameters.contains(where: { $0.kind == .keywords })
        {
            let isNew = definition.pointee.traits.contains(.isNew)
            let receivers = isNew || fields.pointee.owner.is(.type) && !fields.pointee.isStatic ? 1 : 0
            let all = parameters.count - receivers, given = total + keywordCount - receivers
            if given > all {
                let word = total == receivers ? "keyword " : ""
                throw thread.raise(
                    .typeError, "\(constructedClass ?? "\(definition.pointee.name)")() takes at most \(all) \(word)argument\(all == 1 ? "" : "s") (\(given) given)")
            }
        }
        if total > maximum && !definition.pointee.isVariadic {
            throw raiseCount(given: arguments.count, keywordCount, isBound: isBound, thread)
        }
        func positional(_ index: Int) -> Value { isBound ? (index == 0 ? fields.pointee.boundSelf : arguments.base[index - 1]) : arguments.base[index] }
        for index in 0..<Swift.min(total, maximum) { base[index] = positional(index) }
        if definition.pointee.isVariadic {
            let rest = try Tuple.allocate(count: Swift.max(0, total - maximum), thread)
            for index in 0..<rest.count { rest.base[index] = positional(maximum + index) }
            if let place = parameters.firstIndex(where: { $0.kind == .variadic }) { base[place] = rest.value }
        }
        if definition.pointee.traits.contains(.checksPositionalsFirst), total < definition.pointee.minimumPositional {
            throw raiseCount(given: arguments.count, keywordCount, isBound: isBound, thread)
        }
        var wrongKeyword = Value.unbound
        if let keywordNames, !takesNoKeywords {
            for (index, name) in keywordNames.enumerated() where !(try assign(name, arguments.base[arguments.count + index], base, parameters, thread)) {
                if wrongKeyword.isUnbound { wrongKeyword = name }
            }
        }
        for (index, parameter) in parameters.enumerated() where !parameter.isOptional && base[index].isUnbound {
            throw raiseMissing(parameter, given: arguments.count, keywordCount, isBound: isBound, index: index, thread)
        }
        if !wrongKeyword.isUnbound { throw raiseKeyword(Str(wrongKeyword), thread) }
        return try fields.pointee.function(thread, Arguments(base: base, count: parameters.count))
    }

    /// Whether this is the constructor of a built-in class that takes no keywords, called for a subclass that has the other half of the constructor: those
    /// keywords are for that.
    private func ignoresKeywords(_ first: Value, _ thread: Thread) throws(Raised) -> Bool {
        let definition = fields.pointee.definition
        guard definition.pointee.traits.contains(.isNew) || fields.pointee.owner.is(.type) && "\(definition.pointee.name)" == "__init__" else { return false }
        // Sets never take keywords, whatever made the instance.
        if fields.pointee.owner == thread.machine.pointee.types.set { return false }
        if definition.pointee.traits.contains(.isNew) {
            guard first.is(.type), fields.pointee.boundSelf.is(.type) else { return false }
            return Type(first)[.`init`] != Type(fields.pointee.boundSelf)[.`init`]
        }
        return first.type(thread)[.new] != Type(fields.pointee.owner)[.new]
    }

    private var takesNoKeywords: Bool { fields.pointee.definition.pointee.parameters.allSatisfy { $0.kind == .positionalOnly || $0.kind == .variadic } }

    /// Gives keyword arguments to their parameters; false if one has none, or a parameter gets no argument that must.
    private func place(_ names: Tuple, _ values: Registers, in base: Registers) -> Bool {
        let definition = fields.pointee.definition
        for index in 0..<names.count {
            guard names[index].is(.str), let parameter = definition.pointee.parameter(named: Str(names[index]), { $0 == .positional }), base[parameter].isUnbound
            else { return false }
            base[parameter] = values[index]
        }
        for index in 0..<definition.pointee.minimumPositional where base[index].isUnbound { return false }
        return true
    }

    /// Gives a keyword argument to its parameter; false if none has the name, or another argument has taken it.
    private func assign(
        _ name: Value, _ value: Value, _ base: Registers, _ parameters: UnsafeBufferPointer<NativeParameter>, _ thread: Thread
    ) throws(Raised) -> Bool {
        if let index = fields.pointee.definition.pointee.parameter(named: Str(name), { $0 == .positional || $0 == .keywordOnly }) {
            guard base[index].isUnbound else { return false }
            base[index] = value
            return true
        }
        guard let index = parameters.firstIndex(where: { $0.kind == .keywords }) else { return false }
        if base[index].isUnbound { base[index] = try Dict.make(thread).value }
        try Dict(base[index]).set(name, value, thread)
        return true
    }

    private func raiseKeyword(_ keyword: Str, _ thread: Thread) -> Raised {
        let definition = fields.pointee.definition
        // `sorted` hands its keywords on.
        let name = constructedClass ?? ("\(definition.pointee.name)" == "sorted" ? "sort" : "\(definition.pointee.name)")
        if let index = definition.pointee.parameter(named: keyword, { $0 == .positional || $0 == .keywordOnly }) {
            let hasReceiver = fields.pointee.owner.is(.type) || definition.pointee.traits.contains(.isNew)
            return thread.raise(.typeError, "argument for \(name)() given by name ('\(keyword.text)') and position (\(index + (hasReceiver ? 0 : 1)))")
        }
        let known = definition.pointee.parameters.filter { $0.kind == .positional || $0.kind == .keywordOnly }
        let hint = hintOfName(keyword.utf8, among: known.map { Array(definition.pointee.name(of: $0).utf8) })
        return thread.raise(.typeError, "\(name)() got an unexpected keyword argument '\(keyword.text)'\(hint)")
    }

    /// `list.append` for a method, `math.sqrt` for a function of a module, `len` for one of builtins.
    var qualifiedName: String {
        let name = "\(fields.pointee.definition.pointee.name)"
        guard fields.pointee.owner.is(.type) else {
            let module = fields.pointee.owner
            return module.is(.str) && Str(module).text != "builtins" ? Str(module).text + "." + name : name
        }
        // A bound method belongs to the class of what it is bound to.
        let receiver = fields.pointee.boundSelf
        let owner = receiver.isCell && !receiver.is(.type) && !fields.pointee.isStatic ? Type(receiver.shape.pointee.type) : Type(fields.pointee.owner)
        return Type.lastPart(owner.name) + "." + name
    }

    /// The class whose `__new__` or `__init__` this is: messages name it instead.
    private var constructedClass: String? {
        let definition = fields.pointee.definition.pointee
        let type = definition.traits.contains(.isNew) ? fields.pointee.boundSelf : "\(definition.name)" == "__init__" ? fields.pointee.owner : .unbound
        return type.is(.type) ? Type.lastPart(Type(type).name) : nil
    }

    private func raiseCount(given: Int, _ keywordCount: Int, isBound: Bool, _ thread: Thread) -> Raised {
        let definition = fields.pointee.definition.pointee
        let hasReceiver = fields.pointee.owner.is(.type) || definition.traits.contains(.isNew)
        let offset = hasReceiver ? 1 : 0
        let least = definition.minimumPositional - offset, most = definition.maximumPositional - offset
        let count = given - (hasReceiver && !isBound ? 1 : 0)
        let name = constructedClass ?? "\(definition.name)"
        let allPositionalOnly = definition.parameters.allSatisfy { $0.kind == .positionalOnly }
        if definition.traits.contains(.isSlot), allPositionalOnly, constructedClass == nil {
            let bound = count < least ? least : most
            // Several arguments are unpacked under an empty name.
            let name = least == most && most < 2 ? "" : " "
            return thread.raise(.typeError, name + (least == most ? "expected \(bound) argument\(bound == 1 ? "" : "s"), got \(count)" : "expected at \(count < least ? "least" : "most") \(bound) argument\(bound == 1 ? "" : "s"), got \(count)"))
        }
        if most == 0 && definition.isSimple { return thread.raise(.typeError, "\(qualifiedName)() takes no arguments (\(count) given)") }
        if least == most && most == 1 && allPositionalOnly && constructedClass == nil { return thread.raise(.typeError, "\(qualifiedName)() takes exactly one argument (\(count) given)") }
        if !allPositionalOnly && most == 0 { return thread.raise(.typeError, "\(name)() takes no positional arguments") }
        // Calls of `str` and `int` have a short way where no keywords are given.
        let isShort = keywordCount == 0 && (name == "str" || name == "int") && definition.traits.contains(.isNew)
        if !isShort, !definition.traits.contains(.checksPositionalsFirst), definition.parameters.contains(where: { $0.kind == .positional || $0.kind == .keywordOnly }) {
            // As CPython's `_PyArg_UnpackKeywords` tells of too many in all, too many positional ones, too few.
            let all = definition.parameters.count - offset
            let required = definition.parameters.count(where: { !$0.isOptional }) - offset
            let positionalOnly = definition.parameters.count(where: { $0.kind == .positionalOnly && !$0.isOptional }) - (definition.parameters.first?.kind == .positionalOnly ? offset : 0)
            let (word, number, kind) = count > all ? (required < all ? "at most" : "exactly", all, "")
                : count > most ? (least < most ? "at most" : "exactly", most, "positional ")
                : (positionalOnly < most ? "at least" : "exactly", positionalOnly, "positional ")
            return thread.raise(.typeError, "\(name)() takes \(word) \(number) \(kind)argument\(number == 1 ? "" : "s") (\(count) given)")
        }
        if least == most, !definition.isVariadic { return thread.raise(.typeError, "\(name) expected \(most) argument\(most == 1 ? "" : "s"), got \(count)") }
        return count > most
            ? thread.raise(.typeError, "\(name) expected at most \(most) argument\(most == 1 ? "" : "s"), got \(count)")
            : thread.raise(.typeError, "\(name) expected at least \(least) argument\(least == 1 ? "" : "s"), got \(count)")
    }

    private func raiseMissing(_ parameter: NativeParameter, given: Int, _ keywordCount: Int, isBound: Bool, index: Int, _ thread: Thread) -> Raised {
        if parameter.kind == .positionalOnly { return raiseCount(given: given, keywordCount, isBound: isBound, thread) }
        let definition = fields.pointee.definition.pointee
        let hasReceiver = fields.pointee.owner.is(.type) || definition.traits.contains(.isNew)
        return thread.raise(
            .typeError, "\(constructedClass ?? "\(definition.name)")() missing required argument '\(definition.name(of: parameter))' (pos \(hasReceiver ? index : index + 1))")
    }
}
