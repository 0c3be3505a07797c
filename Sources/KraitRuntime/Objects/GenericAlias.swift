/// `types.GenericAlias`: a class with type arguments, such as `list[int]`.
///
///     header | origin | arguments | parameters | starred
///
/// In CPython: Objects/genericaliasobject.c.
public struct GenericAlias: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var origin: Value
        /// A tuple.
        public var arguments: Value
        /// The type variables among the arguments, a tuple; unbound until someone asks.
        public var parameters: Value
        /// True for `*tuple[int]`.
        public var isStarred: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.genericAlias, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 4)
    })

    /// An alias; arguments that are no tuple are the only one.
    static func make(_ origin: Value, _ arguments: Value, isStarred: Bool = false, _ thread: Thread) throws(Raised) -> Value {
        try make(Type(thread.machine.pointee.types.genericAlias), origin, arguments, isStarred: isStarred, thread)
    }

    fileprivate static func make(_ type: Type, _ origin: Value, _ arguments: Value, isStarred: Bool, _ thread: Thread) throws(Raised) -> Value {
        var tuple = arguments
        if !tuple.is(.tuple) {
            let single = try Tuple.allocate(count: 1, thread)
            single.base[0] = arguments
            tuple = single.value
        }
        let alias = try thread.makeInstance(of: type)
        let fields = GenericAlias(alias).fields
        fields.pointee.origin = origin
        fields.pointee.arguments = tuple
        fields.pointee.parameters = .unbound
        fields.pointee.isStarred = Value(isStarred)
        return alias
    }
}

/// The iterator over a generic alias: it gives the alias with a star, once.
struct GenericAliasIterator: CellHandle {
    struct Fields {
        var header: ShapePointer
        /// The alias; none when it was given.
        var alias: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(GenericAliasIterator(cell: cell).fields.pointee.alias)
    })
}

// MARK: - Type parameters of anything with arguments

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The type variables among arguments, each once, in order: `__parameters__`.
    func typeParameters(of arguments: Tuple) throws(Raised) -> Tuple {
        let found = try List.make(self)
        for index in 0..<arguments.count {
            let argument = arguments[index]
            // A class's `__parameters__` is a descriptor or belongs to its own parameters.
            if argument.is(.type) { continue }
            if try getAttributeOrNil(argument, name(.dunderTypingSubst)) != nil {
                try appendOnce(argument, to: found)
            } else if let parameters = try getAttributeOrNil(argument, name(.dunderParameters)), parameters.is(.tuple) {
                for place in 0..<Tuple(parameters).count { try appendOnce(Tuple(parameters)[place], to: found) }
            }
        }
        return try Tuple.make(found.base, count: found.count, self)
    }

    private func appendOnce(_ value: Value, to list: List) throws(Raised) {
        for index in 0..<list.count where list[index] == value { return }
        try list.append(value, self)
    }

    /// The arguments with type variables replaced: what `alias[item]` has as arguments.
    func substitute(_ alias: Value, _ arguments: Tuple, parameters: Tuple, _ item: Value) throws(Raised) -> Tuple {
        try checkNativeStack()
        if parameters.count == 0 { throw raise(.typeError, "\(Str(try repr(alias)).text) is not a generic class") }
        var items = try unpackedArguments(item)
        for index in 0..<parameters.count {
            guard let prepare = try getAttributeOrNil(parameters[index], try intern("__typing_prepare_subst__").value), !prepare.isNone else { continue }
            let prepared = try call(prepare, alias, items.value)
            if prepared.is(.tuple) {
                items = Tuple(prepared)
            } else {
                items = try Tuple.allocate(count: 1, self)
                items.base[0] = prepared
            }
        }
        if items.count != parameters.count {
            throw raise(
                .typeError,
                "Too \(items.count > parameters.count ? "many" : "few") arguments for \(Str(try repr(alias)).text); actual \(items.count), expected \(parameters.count)")
        }
        let result = try List.make(capacity: arguments.count, self)
        for index in 0..<arguments.count {
            let argument = arguments[index]
            if argument.is(.type) {
                try result.append(argument, self)
                continue
            }
            let isUnpacked: Bool
            if let mark = try getAttributeOrNil(argument, try intern("__typing_is_unpacked_typevartuple__").value) {
                isUnpacked = try isTrue(mark)
            } else {
                isUnpacked = false
            }
            let replaced: Value
            if let method = try getAttributeOrNil(argument, name(.dunderTypingSubst)) {
                guard let place = parameters.firstIndex(of: argument) else { throw raise(.systemError, "type parameter without a place") }
                replaced = try call(method, items[place])
            } else {
                replaced = try substituteInside(argument, parameters, items)
            }
            if isUnpacked, replaced.is(.tuple) {
                for place in 0..<Tuple(replaced).count { try result.append(Tuple(replaced)[place], self) }
            } else {
                try result.append(replaced, self)
            }
        }
        return try Tuple.make(result.base, count: result.count, self)
    }

    /// Replaces type variables in something that has parameters of its own, by subscripting it.
    private func substituteInside(_ object: Value, _ parameters: Tuple, _ items: Tuple) throws(Raised) -> Value {
        guard let own = try getAttributeOrNil(object, name(.dunderParameters)), own.is(.tuple), Tuple(own).count > 0 else { return object }
        let replaced = try List.make(capacity: Tuple(own).count, self)
        for index in 0..<Tuple(own).count {
            let parameter = Tuple(own)[index]
            guard let place = parameters.firstIndex(of: parameter) else {
                try replaced.append(parameter, self)
                continue
            }
            let item = items[place]
            if item.is(.tuple), !parameter.type(self)[.iterate].isUnbound {
                for inner in 0..<Tuple(item).count { try replaced.append(Tuple(item)[inner], self) }
            } else {
                try replaced.append(item, self)
            }
        }
        return try getItem(object, try Tuple.make(replaced.base, count: replaced.count, self).value)
    }

    /// The items of a subscript, with unpacked tuples such as `*tuple[int, str]` taken apart.
    private func unpackedArguments(_ item: Value) throws(Raised) -> Tuple {
        let list = try List.make(self)
        let count = item.is(.tuple) ? Tuple(item).count : 1
        for index in 0..<count {
            let argument = item.is(.tuple) ? Tuple(item)[index] : item
            if !argument.is(.type), let inner = try unpackedTupleArguments(argument), inner.count == 0 || inner[inner.count - 1] != .ellipsis {
                for place in 0..<inner.count { try list.append(inner[place], self) }
            } else {
                try list.append(argument, self)
            }
        }
        return try Tuple.make(list.base, count: list.count, self)
    }

    private func unpackedTupleArguments(_ value: Value) throws(Raised) -> Tuple? {
        guard let arguments = try getAttributeOrNil(value, try intern("__typing_unpacked_tuple_args__").value), arguments.is(.tuple) else { return nil }
        return Tuple(arguments)
    }

    /// How a type is written among type arguments: classes by their names, all else by `repr`.
    func typeText(_ value: Value) throws(Raised) -> String {
        if value == .ellipsis { return "..." }
        if try getAttributeOrNil(value, name(.dunderOrigin)) != nil, try getAttributeOrNil(value, name(.dunderArgs)) != nil {
            return Str(try repr(value)).text
        }
        guard let qualified = try getAttributeOrNil(value, name(.dunderQualname)), let module = try getAttributeOrNil(value, name(.dunderModule)), !module.isNone
        else { return Str(try repr(value)).text }
        let text = Str(try str(qualified)).text
        if module.is(.str), Str(module).text == "builtins" { return text }
        return Str(try str(module)).text + "." + text
    }
}

// MARK: - The class

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `class[key]`: the metaclass has no `__getitem__`.
    func classGetItem(_ type: Type, _ key: Value) throws(Raised) -> Value {
        if type.value == machine.pointee.types.type { return try GenericAlias.make(type.value, key, self) }
        guard let method = try getAttributeOrNil(type.value, name(of: .classGetItem)), !method.isNone else {
            throw raise(.typeError, "type '\(type.name)' is not subscriptable")
        }
        return try call(method, key)
    }

    func defineGenericAlias() throws(Raised) {
        try define(\.genericAlias, "types.GenericAlias", layout: GenericAlias.layout, flags: [.isBaseType, .hasWeakReferences]) { builder throws(Raised) in
            try builder.doc("Represent a PEP 585 generic type, such as list[int].")
            try builder.staticMethod("__new__", "($type, origin, args, /)", "Make an instance.") { thread, arguments throws(Raised) in
                try GenericAlias.make(Type(arguments[0]), arguments[1], arguments[2], isStarred: false, thread)
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                try thread.checkNativeStack()
                let alias = GenericAlias(arguments[0])
                var text = alias.fields.pointee.isStarred == .true ? "*" : ""
                text += try thread.typeText(alias.fields.pointee.origin) + "["
                let items = Tuple(alias.fields.pointee.arguments)
                for index in 0..<items.count {
                    if index > 0 { text += ", " }
                    if items[index].is(.list) {
                        // The parameters of a Callable.
                        let list = List(items[index])
                        text += "["
                        var place = 0
                        while place < list.count {
                            if place > 0 { text += ", " }
                            text += try thread.typeText(list[place])
                            place += 1
                        }
                        text += "]"
                    } else {
                        text += try thread.typeText(items[index])
                    }
                }
                return try Str.make(text + (items.count == 0 ? "()]" : "]"), thread).value
            }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                let alias = GenericAlias(arguments[0]).fields.pointee
                let origin = try thread.hash(alias.origin)
                return try thread.makeInt(origin ^ (try thread.hash(alias.arguments)))
            }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.genericAlias) else { return .notImplemented }
                let left = GenericAlias(arguments[0]).fields.pointee, right = GenericAlias(arguments[1]).fields.pointee
                if left.isStarred != right.isStarred { return .false }
                if !(try thread.isEqual(left.origin, right.origin)) { return .false }
                return Value(try thread.isEqual(left.arguments, right.arguments))
            }
            try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
                let origin = GenericAlias(arguments[0]).fields.pointee.origin
                let object = try thread.withSpread(Tuple(arguments[1]), keywords: arguments[2]) { sorted, names throws(Raised) in
                    try thread.call(origin, sorted, keywordNames: names)
                }
                do throws(Raised) {
                    try thread.setAttribute(object, try thread.intern("__orig_class__").value, arguments[0])
                } catch {
                    let exceptions = thread.machine.pointee.types.exceptions
                    if try thread.takeException(matching: exceptions.attributeError) { return object }
                    if try thread.takeException(matching: exceptions.typeError) { return object }
                    throw error
                }
                return object
            }
            try builder.method("__getattribute__", "($self, name, /)", "Return getattr(self, name).") { thread, arguments throws(Raised) in
                let name = try thread.attributeName(arguments[1])
                if Self.isOwnAttributeOfAlias(Str(name)) {
                    if let value = try thread.genericGetAttribute(arguments[0], arguments[0].type(thread), name) { return value }
                    throw thread.raiseAttributeError(arguments[0], name)
                }
                return try thread.getAttribute(GenericAlias(arguments[0]).fields.pointee.origin, name)
            }
            try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
                let alias = GenericAlias(arguments[0])
                let parameters = try thread.parameters(of: alias)
                let replaced = try thread.substitute(arguments[0], Tuple(alias.fields.pointee.arguments), parameters: parameters, arguments[1])
                return try GenericAlias.make(alias.fields.pointee.origin, replaced.value, isStarred: alias.fields.pointee.isStarred == .true, thread)
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                let iterator = try thread.makeInstance(of: Type(thread.machine.pointee.types.genericAliasIterator))
                GenericAliasIterator(iterator).fields.pointee.alias = arguments[0]
                return iterator
            }
            try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
                try thread.unionOfTypes(arguments[0], arguments[1])
            }
            try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
                try thread.unionOfTypes(arguments[1], arguments[0])
            }
            try builder.method("__mro_entries__", "($self, bases, /)") { thread, arguments throws(Raised) in
                let entries = try Tuple.allocate(count: 1, thread)
                entries.base[0] = GenericAlias(arguments[0]).fields.pointee.origin
                return entries.value
            }
            try builder.method("__instancecheck__", "($self, instance, /)") { thread, arguments throws(Raised) in
                throw thread.raise(.typeError, "isinstance() argument 2 cannot be a parameterized generic")
            }
            try builder.method("__subclasscheck__", "($self, cls, /)") { thread, arguments throws(Raised) in
                throw thread.raise(.typeError, "issubclass() argument 2 cannot be a parameterized generic")
            }
            try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
                let alias = GenericAlias(arguments[0]).fields.pointee
                let inner = try Tuple.allocate(count: 2, thread)
                inner.base[0] = alias.origin
                inner.base[1] = alias.arguments
                let result = try Tuple.allocate(count: 2, thread)
                result.base[0] = thread.machine.pointee.types.genericAlias
                result.base[1] = inner.value
                if alias.isStarred != .true { return result.value }
                let plain = try GenericAlias.make(alias.origin, alias.arguments, thread)
                let single = try Tuple.allocate(count: 1, thread)
                single.base[0] = try thread.iterator(of: plain)
                result.base[0] = try thread.builtin("next")
                result.base[1] = single.value
                return result.value
            }
            try builder.method("__dir__", "($self, /)") { thread, arguments throws(Raised) in
                let list = List(try thread.attributeList(GenericAlias(arguments[0]).fields.pointee.origin))
                for name in Self.aliasAttributes {
                    let value = try thread.intern(name).value
                    if !(try thread.contains(list.value, value)) { try list.append(value, thread) }
                }
                return list.value
            }
            try builder.property("__origin__", get: { thread, arguments throws(Raised) in GenericAlias(arguments[0]).fields.pointee.origin })
            try builder.property("__args__", get: { thread, arguments throws(Raised) in GenericAlias(arguments[0]).fields.pointee.arguments })
            try builder.property("__unpacked__", get: { thread, arguments throws(Raised) in GenericAlias(arguments[0]).fields.pointee.isStarred })
            try builder.property("__parameters__", "Type variables in the GenericAlias.", get: { thread, arguments throws(Raised) in
                try thread.parameters(of: GenericAlias(arguments[0])).value
            })
            try builder.property("__typing_unpacked_tuple_args__", get: { thread, arguments throws(Raised) in
                let alias = GenericAlias(arguments[0]).fields.pointee
                return alias.isStarred == .true && alias.origin == thread.machine.pointee.types.tuple ? alias.arguments : .none
            })
        }
        try define(\.genericAliasIterator, "generic_alias_iterator", layout: GenericAliasIterator.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                let fields = GenericAliasIterator(arguments[0]).fields
                guard fields.pointee.alias.is(.genericAlias) else { return .unbound }
                let alias = GenericAlias(fields.pointee.alias).fields.pointee
                fields.pointee.alias = .none
                return try GenericAlias.make(alias.origin, alias.arguments, isStarred: true, thread)
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let iter = try thread.builtin("iter"), alias = GenericAliasIterator(arguments[0]).fields.pointee.alias
                return try thread.tuple(iter, try thread.tuple(alias.is(.genericAlias) ? alias : thread.machine.pointee.emptyTuple))
            }
        }
    }

    private func parameters(of alias: GenericAlias) throws(Raised) -> Tuple {
        if alias.fields.pointee.parameters.isUnbound {
            alias.fields.pointee.parameters = try typeParameters(of: Tuple(alias.fields.pointee.arguments)).value
        }
        return Tuple(alias.fields.pointee.parameters)
    }

    /// Attributes that are the alias's own; all others are its origin's.
    fileprivate static var aliasAttributes: [String] {
        [
            "__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__", "__mro_entries__",
            "__reduce_ex__", "__reduce__",
        ]
    }

    fileprivate static func isOwnAttributeOfAlias(_ name: Str) -> Bool {
        guard name.isASCII, name.count > 4, name[0] == 95, name[1] == 95 else { return false }
        let text = name.text
        return aliasAttributes.contains(text) || ["__bases__", "__copy__", "__deepcopy__"].contains(text)
    }
}
