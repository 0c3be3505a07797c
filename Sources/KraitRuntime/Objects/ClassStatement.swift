// `class` statements and `type(name, bases, namespace)`: making classes from Python code.
// In CPython: Python/bltinmodule.c, builtin___build_class__; Objects/typeobject.c, type_new.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What a class statement calls: `function` is the body.
    func buildClass(_ function: Value, _ name: Value, bases: Tuple, metaclass: Value, keywords: Value) throws(Raised) -> Value {
        guard function.is(.function) else { throw raise(.typeError, "__build_class__: func must be a function") }
        guard name.is(.str) else { throw raise(.typeError, "__build_class__: name is not a string") }
        let resolved = try resolveBases(bases)
        var winner: Value = metaclass.isUnbound ? (resolved.count > 0 ? resolved[0].type(self).value : machine.pointee.types.type) : metaclass
        if winner.is(.type) { winner = try mostDerivedMetaclass(Type(winner), resolved).value }
        // The namespace.
        var namespace = Value.unbound
        if let prepare = try getAttributeOrNil(winner, self.name(.dunderPrepare)) {
            namespace = try callWithKeywords(prepare, [name, resolved.value], keywords)
            if namespace.type(self)[.getItem].isUnbound {
                let metaclassName = winner.is(.type) ? Type(winner).name : "<metaclass>"
                throw raise(.typeError, "\(metaclassName).__prepare__() must return a mapping, not \(namespace.type(self).name)")
            }
        } else {
            namespace = try Dict.make(self).value
        }
        let cell = try runBody(Function(function), namespace: namespace)
        if resolved.value != bases.value { try setItem(namespace, self.name(.dunderOrigBases), bases.value) }
        let made = try callWithKeywords(winner, [name, resolved.value, namespace], keywords)
        if made.is(.type), cell.is(.cell) {
            let content = Cell(cell).fields.pointee.content
            if content.isUnbound {
                throw raise(.runtimeError, "__class__ not set defining \(Str(try repr(name)).text) as \(Str(try repr(made)).text). Was __classcell__ propagated to type.__new__?")
            }
            if content != made {
                throw raise(.typeError, "__class__ set to \(Str(try repr(content)).text) defining \(Str(try repr(name)).text) as \(Str(try repr(made)).text)")
            }
        }
        return made
    }

    /// Runs the body of a class in a namespace; returns what the body returns: the `__class__` cell, or None.
    private func runBody(_ function: Function, namespace: Value) throws(Raised) -> Value {
        try checkNativeStack()
        try push(function, registers: freeRegisters, given: 0)
        pointee.activation.pointee.second = namespace
        pointee.activation.pointee.hasNamespace = true
        return try run()
    }

    private func callWithKeywords(_ callee: Value, _ positional: [Value], _ keywords: Value) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: positional.count, self)
        for (index, value) in positional.enumerated() { tuple.base[index] = value }
        return try withSpread(tuple, keywords: keywords) { arguments, names throws(Raised) in try call(callee, arguments, keywordNames: names) }
    }

    /// Bases that are no classes give others by `__mro_entries__` (PEP 560).
    private func resolveBases(_ bases: Tuple) throws(Raised) -> Tuple {
        guard bases.contains(where: { !$0.is(.type) }) else { return bases }
        let list = try List.make(capacity: bases.count, self)
        for base in bases {
            if !base.is(.type), let method = try getAttributeOrNil(base, name(.dunderMroEntries)) {
                let entries = try call(method, bases.value)
                guard entries.is(.tuple) else { throw raise(.typeError, "__mro_entries__ must return a tuple") }
                for entry in Tuple(entries) { try list.append(entry, self) }
            } else {
                try list.append(base, self)
            }
        }
        return try Tuple.make(list.base, count: list.count, self)
    }

    /// The metaclass that all the bases' metaclasses are bases of.
    func mostDerivedMetaclass(_ metaclass: Type, _ bases: Tuple) throws(Raised) -> Type {
        var winner = metaclass
        for base in bases {
            let candidate = base.type(self)
            if winner.isSubtype(of: candidate) { continue }
            guard candidate.isSubtype(of: winner) else {
                throw raise(
                    .typeError,
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
            }
            winner = candidate
        }
        return winner
    }

    // MARK: - type.__new__

    /// A new class: `type.__new__(metaclass, name, bases, namespace, **keywords)`.
    func makeType(_ metaclass: Type, _ name: Value, _ bases: Tuple, _ namespace: Dict, keywords: Value) throws(Raised) -> Value {
        let winner = try mostDerivedMetaclass(metaclass, bases)
        var baseTypes: [Type] = []
        for base in bases {
            guard base.is(.type) else { throw raise(.typeError, "bases must be types") }
            guard Type(base).flags.contains(.isBaseType) else { throw raise(.typeError, "type '\(Type(base).name)' is not an acceptable base type") }
            baseTypes.append(Type(base))
        }
        for type in [winner] + baseTypes where !type.isLaidOut { throw raise(.typeError, "Cannot extend an incomplete type '\(type.name)'") }
        for (index, base) in baseTypes.enumerated() where baseTypes[..<index].contains(base) { throw raise(.typeError, "duplicate base class \(base.name)") }
        if baseTypes.isEmpty { baseTypes = [Type(machine.pointee.types.object)] }
        let best = try bestBase(baseTypes)
        let type = try allocateType(metaclass: winner, name: Str(name).text, layout: best.fields.pointee.layout)
        type.fields.pointee.name = intern(Str(name)).value
        type.fields.pointee.qualifiedName = type.fields.pointee.name
        type.flags = [.isHeapType, .isBaseType]
        type.fields.pointee.base = best.value
        let tuple = try Tuple.allocate(count: baseTypes.count, self)
        for (index, base) in baseTypes.enumerated() { tuple.base[index] = base.value }
        type.fields.pointee.bases = tuple.value
        try checkEncodable(Str(name))
        let own = try copyNamespace(namespace)
        if let doc = own.get(interned: Str(self.name(.dunderDoc))), doc.is(.str) { try checkEncodable(Str(doc)) }
        type.fields.pointee.namespace = own.value
        if !winner[.del].isUnbound { machine.pointee.finalizable.append(type.cell) }
        try fillNamespace(type, own)
        let cell = own.get(interned: Str(self.name(.dunderClasscell))) ?? .unbound
        guard cell.isUnbound || cell.is(.cell) else {
            throw raise(.typeError, "__classcell__ must be a nonlocal cell, not \(Str(try repr(cell.type(self).value)).text)")
        }
        if !cell.isUnbound, let position = own.position(ofInterned: Str(self.name(.dunderClasscell))) { own.remove(at: position) }
        let dictCell = own.get(interned: Str(self.name(.dunderClassdictcell))) ?? .unbound
        if !dictCell.isUnbound, let position = own.position(ofInterned: Str(self.name(.dunderClassdictcell))) { own.remove(at: position) }
        if cell.is(.cell) { Cell(cell).fields.pointee.content = type.value }
        if dictCell.is(.cell) { Cell(dictCell).fields.pointee.content = own.value }
        try setOrder(of: type, try order(of: type, metaclass: winner, baseTypes))
        for flag in [Type.Flags.isException, .hasDictionary, .hasWeakReferences, .isMetaclass] {
            type.flags.set(flag, baseTypes.contains { $0.flags.contains(flag) })
        }
        // Patterns take it for what the first class in its order is that is either.
        let patterns: Type.Flags = [.isSequencePattern, .isMappingPattern]
        for item in Tuple(type.fields.pointee.mro) where !Type(item).flags.isDisjoint(with: patterns) {
            type.flags.formUnion(Type(item).flags.intersection(patterns))
            break
        }
        try layOut(type, base: best, bases: baseTypes, own)
        try completeNamespace(own)
        for base in baseTypes { try addSubclass(type, to: base) }
        update(type)
        try warnOfKeys(type, own)
        try callSetName(type, own)
        try callInitSubclass(type, keywords)
        return type.value
    }

    func order(of type: Type, metaclass: Type, _ bases: [Type]) throws(Raised) -> [Type] {
        let custom = metaclass.lookup(name(.mro))
        guard let custom, custom != Type(machine.pointee.types.type).lookup(name(.mro)) else { return try linearize(type, bases: bases) }
        let result = try callSpecial(custom, type.value)
        let items = try unpackAll(result)
        if items.count == 0 { throw raise(.typeError, "type MRO must not be empty") }
        var order: [Type] = []
        for item in items {
            guard item.is(.type) else { throw raise(.typeError, "mro() returned a non-class ('\(item.type(self).name)')") }
            // The class itself has no layout yet.
            guard item == type.value || solidBase(Type(type.fields.pointee.base)).isSubtype(of: solidBase(Type(item))) else {
                throw raise(.typeError, "mro() returned base with unsuitable layout ('\(Type(item).name)')")
            }
            order.append(Type(item))
        }
        return order
    }

    private func warnOfKeys(_ type: Type, _ own: Dict) throws(Raised) {
        var position = 0
        while let index = own.nextPosition(from: position) {
            if !own.table.entries[index].key.is(.str) {
                return try warn(.runtimeWarning, "non-string key in the __dict__ of class \(type.name)")
            }
            position = index + 1
        }
    }

    private func copyNamespace(_ given: Dict) throws(Raised) -> Dict {
        // A subclass may have an order of its own.
        let namespace = given.value.has(machine.pointee.shapes.dict) ? given : try given.copyAsMapping(self)
        let copy = try Dict.make(capacity: namespace.count + 4, self)
        var position = 0
        while let index = namespace.nextPosition(from: position) {
            let entry = namespace.table.entries[index]
            let key = entry.key.is(.str) ? intern(Str(entry.key)).value : entry.key
            try copy.set(key, hash: entry.hash, entry.value, self)
            position = index + 1
        }
        return copy
    }

    /// `__module__`, `__qualname__`, `__doc__`, and the methods that are class or static methods by their name.
    private func fillNamespace(_ type: Type, _ own: Dict) throws(Raised) {
        if own.get(interned: Str(name(.dunderModule))) == nil {
            let globals = pointee.activation.pointee.code.pointee.globals
            if globals.is(.dict), let module = Dict(globals).get(interned: Str(name(.dunderName))) {
                try own.set(interned: Str(name(.dunderModule)), module, self)
            }
        }
        if let position = own.position(ofInterned: Str(name(.dunderQualname))) {
            let qualified = own.table.entries[position].value
            guard qualified.is(.str) else { throw raise(.typeError, "type __qualname__ must be a str, not \(qualified.type(self).name)") }
            type.fields.pointee.qualifiedName = qualified
            own.remove(at: position)
        }
        for (method, shape) in [(SpecialMethod.new, machine.pointee.shapes.staticMethod), (.initSubclass, machine.pointee.shapes.classMethod), (.classGetItem, machine.pointee.shapes.classMethod)] {
            let key = Str(machine.pointee.specialNames[Int(method.rawValue)])
            if let function = own.get(interned: key), function.is(.function) {
                try own.set(interned: key, try makeStaticMethod(shape, function), self)
            }
        }
    }

    /// What a class gets after its members.
    private func completeNamespace(_ own: Dict) throws(Raised) {
        if own.get(interned: Str(name(.dunderDoc))) == nil { try own.set(interned: Str(name(.dunderDoc)), .none, self) }
        // A class with __eq__ and without __hash__ cannot be hashed.
        let equal = Str(machine.pointee.specialNames[Int(SpecialMethod.equal.rawValue)]), hash = Str(machine.pointee.specialNames[Int(SpecialMethod.hash.rawValue)])
        if own.get(interned: equal) != nil, own.get(interned: hash) == nil { try own.set(interned: hash, .none, self) }
    }

    /// The last class along the bases that gave instances fields or members.
    private func solidBase(_ type: Type) -> Type {
        var current = type
        while current.fields.pointee.base.isCell, current.flags.contains(.isHeapType), current.memberCount == Type(current.fields.pointee.base).memberCount {
            current = Type(current.fields.pointee.base)
        }
        while current.fields.pointee.base.isCell, current.fields.pointee.layout.pointee.size == Type(current.fields.pointee.base).fields.pointee.layout.pointee.size,
            current.memberCount == Type(current.fields.pointee.base).memberCount, current.fields.pointee.layout.pointee.kind == Type(current.fields.pointee.base).fields.pointee.layout.pointee.kind
        {
            current = Type(current.fields.pointee.base)
        }
        return current
    }

    /// The base whose layout instances get: all others must be compatible with it.
    func bestBase(_ bases: [Type]) throws(Raised) -> Type {
        var winner = bases[0]
        for base in bases.dropFirst() {
            let a = solidBase(winner), b = solidBase(base)
            if a.isSubtype(of: b) { continue }
            guard b.isSubtype(of: a) else { throw raise(.typeError, "multiple bases have instance lay-out conflict") }
            winner = base
        }
        return winner
    }

    /// Members for `__slots__`, an attribute store unless they forbid it, and the shape of instances.
    private func layOut(_ type: Type, base: Type, bases: [Type], _ own: Dict) throws(Raised) {
        let layout = base.fields.pointee.layout
        var memberCount = base.memberCount
        var hasAttributes = bases.contains { $0.flags.contains(.hasDictionary) }
        // Classes and modules have a namespace of another kind.
        let hasOwnNamespace = layout.pointee.kind == .type || layout.pointee.kind == .module
        if let slots = own.get(interned: Str(name(.dunderSlots))) {
            let names = try slotNames(slots)
            if names.count > 0, [.int, .tuple, .bytes, .type].contains(layout.pointee.kind) {
                throw raise(.typeError, "nonempty __slots__ not supported for subtype of '\(base.name)'")
            }
            let documentation = slots.is(.dict) ? slots : .none
            var members: [(key: Str, slot: Value)] = []
            for index in 0..<names.count {
                let slot = names[index], text = Str(slot).text
                if text == "__dict__" {
                    if base.flags.contains(.hasDictionary) || hasAttributes { throw raise(.typeError, "__dict__ slot disallowed: we already got one") }
                    hasAttributes = true
                    continue
                }
                if text == "__weakref__" {
                    if type.flags.contains(.hasWeakReferences) { throw raise(.typeError, "__weakref__ slot disallowed: we already got one") }
                    type.flags.insert(.hasWeakReferences)
                    continue
                }
                let key = Str(try mangle(slot, in: type))
                if own.get(interned: key) != nil, text != "__qualname__", text != "__classcell__", text != "__classdictcell__" {
                    throw raise(.valueError, "\(Str(try repr(slot)).text) in __slots__ conflicts with class variable")
                }
                members.append((key, slot))
            }
            // The names list keeps the interned names alive; mangled ones are interned and in use as soon as they are set.
            members.sort { Str.order($0.key, $1.key) < 0 }
            for (key, slot) in members {
                let member = MemberDescriptor(cell: try allocate(machine.pointee.shapes.memberDescriptor, size: MemoryLayout<MemberDescriptor.Fields>.stride))
                member.fields.pointee.name = key.value
                member.fields.pointee.owner = type.value
                member.fields.pointee.doc = .none
                member.fields.pointee.offset = layout.pointee.size + memberCount * 8
                member.fields.pointee.isPlainSlot = true
                if documentation.is(.dict), let doc = try Dict(documentation).get(slot, self) { member.fields.pointee.doc = doc }
                try own.set(interned: key, member.value, self)
                memberCount += 1
            }
        } else {
            hasAttributes = true
            // Objects of variable size have no room for the head of a list of references in CPython.
            if ![.int, .tuple, .bytes].contains(layout.pointee.kind) { type.flags.insert(.hasWeakReferences) }
        }
        if hasAttributes { type.flags.insert(.hasDictionary) }
        if hasOwnNamespace {
            type.fields.pointee.instanceShape = try makeInstanceShape(of: type, layout: layout, memberCount: memberCount, hasAttributes: false, capacity: 0)
            return
        }
        let capacity = Swift.max(Int(base.fields.pointee.instanceShape.pointee.inlineCapacity), 4)
        type.fields.pointee.instanceShape = try makeInstanceShape(
            of: type, layout: layout, memberCount: memberCount, hasAttributes: hasAttributes, capacity: capacity)
        try addInstanceDescriptors(own, type, base: base)
    }

    /// The names in `__slots__`, interned, as a list that keeps them alive.
    private func slotNames(_ slots: Value) throws(Raised) -> List {
        let names = try List.make(self)
        if slots.is(.str) {
            try names.append(slots, self)
        } else {
            let items = try iterator(of: slots)
            while let item = try nextItem(items) { try names.append(item, self) }
        }
        for index in 0..<names.count {
            guard names[index].is(.str) else { throw raise(.typeError, "__slots__ items must be strings, not '\(names[index].type(self).name)'") }
            guard try isIdentifier(names[index]) else { throw raise(.typeError, "__slots__ must be identifiers") }
            names[index] = intern(Str(names[index])).value
        }
        return names
    }

    private func isIdentifier(_ text: Value) throws(Raised) -> Bool {
        try isTrue(try call(try getAttribute(text, try intern("isidentifier").value)))
    }

    /// Private names get the class's name in front.
    private func mangle(_ slot: Value, in type: Type) throws(Raised) -> Value {
        let text = Str(slot).text
        guard text.hasPrefix("__"), !text.hasSuffix("__") else { return slot }
        let stripped = type.name.drop { $0 == "_" }
        return stripped.isEmpty ? slot : try intern("_\(stripped)\(text)").value
    }

    /// `__dict__` and `__weakref__` of instances, where the bases have none.
    private func addInstanceDescriptors(_ own: Dict, _ type: Type, base: Type) throws(Raised) {
        let builder = NativeBuilder(thread: self, namespace: own, owner: type.value)
        if type.flags.contains(.hasDictionary), !base.flags.contains(.hasDictionary), own.get(interned: Str(name(.dunderDict))) == nil {
            try builder.attributeDictionary()
        }
        if type.flags.contains(.hasWeakReferences), !base.flags.contains(.hasWeakReferences),
            own.get(interned: try intern("__weakref__")) == nil
        {
            try builder.property("__weakref__", "list of weak references to the object", get: { thread, arguments throws(Raised) in
                guard arguments[0].isCell else { return .none }
                return thread.machine.pointee.weakReferences.references(to: arguments[0].cell).first.map { Value(cell: $0) } ?? .none
            })
        }
    }

    private func callSetName(_ type: Type, _ own: Dict) throws(Raised) {
        let names = try copyNamespace(own)
        var position = 0
        while let index = names.nextPosition(from: position) {
            let entry = names.table.entries[index]
            position = index + 1
            guard entry.value.isCell else { continue }
            let method = entry.value.type(self)[.setName]
            if method.isUnbound { continue }
            do throws(Raised) {
                _ = try callSpecial(method, entry.value, type.value, entry.key)
            } catch {
                throw addNote("Error calling __set_name__ on '\(entry.value.type(self).name)' instance \(Str(try repr(entry.key)).text) in '\(type.name)'")
            }
        }
    }

    private func callInitSubclass(_ type: Type, _ keywords: Value) throws(Raised) {
        // An order of its own may lack the class.
        if !Tuple(type.fields.pointee.mro).contains(type.value) { throw raiseNotSubtype(type.value, of: type) }
        guard let found = lookUp(name(.dunderInitSubclass), in: type, behind: type) else { return }
        let bound = try bind(found, .unbound, type)
        let empty = Tuple(machine.pointee.emptyTuple)
        _ = try withSpread(empty, keywords: keywords) { arguments, names throws(Raised) in try call(bound, arguments, keywordNames: names) }
    }
}
