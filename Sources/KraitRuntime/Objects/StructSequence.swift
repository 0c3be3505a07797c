/// A struct sequence: a tuple whose items have names, such as `sys.version_info` and `time.struct_time`.
///
///     header | count 48, offset 24 | number of fields | item … | field that is no item …
///
/// Every field is a member of the class at its fixed offset; indexing sees only the items. In CPython: Objects/structseq.c.
enum StructSequence {
    static let layout = Layout(.tuple, size: 24, trace: { cell, marker in
        let total = (cell + 16).load(as: Value.self)
        if total.isSmallInt { marker.mark(UnsafePointer((cell + 24).assumingMemoryBound(to: Value.self)), count: total.smallInt) }
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A class of struct sequences. The fields are names separated by spaces; those behind the first `itemCount` are no items.
    func makeStructSequenceType(_ name: String, module: String, fields: String, itemCount: Int? = nil, doc: String, isBaseType: Bool = false) throws(Raised) -> Type {
        let names = fields.split(separator: " ")
        let items = itemCount ?? names.count
        let type = try makeBuiltinType(name, base: Type(machine.pointee.types.tuple), layout: machine.layout(StructSequence.layout), flags: isBaseType ? [] : [.cannotInstantiate]) { builder throws(Raised) in
            try builder.set("__module__", try intern(module).value)
            try builder.set("__doc__", try Str.make(doc, self).value)
            try builder.set("n_fields", Value(smallInt: names.count))
            try builder.set("n_sequence_fields", Value(smallInt: items))
            try builder.set("n_unnamed_fields", Value(smallInt: 0))
            let matched = try Tuple.allocate(count: items, self)
            for index in 0..<items { matched.base[index] = try intern(String(names[index])).value }
            try builder.set("__match_args__", matched.value)
            for (index, field) in names.enumerated() {
                let name = try intern(String(field))
                let member = MemberDescriptor(cell: try allocate(machine.pointee.shapes.memberDescriptor, size: MemoryLayout<MemberDescriptor.Fields>.stride))
                member.fields.pointee.name = name.value
                member.fields.pointee.owner = builder.owner
                member.fields.pointee.offset = 24 + index * 8
                member.fields.pointee.isPlainSlot = false
                try builder.namespace.set(interned: name, member.value, self)
            }
            try defineStructSequenceMethods(builder)
        }
        return type
    }

    /// An instance whose fields lie in memory that the collector knows.
    func makeStructSequence(_ type: Type, _ fields: UnsafePointer<Value>, count: Int) throws(Raised) -> Value {
        let total = try structField(type, "n_fields"), items = try structField(type, "n_sequence_fields")
        let cell = try allocate(type.fields.pointee.instanceShape, size: 24 + total * 8)
        Tuple(cell: cell).fields.pointee.countAndOffset = UInt(bitPattern: items) | 24 << 48
        (cell + 16).storeBytes(of: Value(smallInt: total), as: Value.self)
        let base = (cell + 24).assumingMemoryBound(to: Value.self)
        for index in 0..<total { base[index] = index < count ? fields[index] : .none }
        return Value(cell: cell)
    }

    /// The same from a list that native code filled.
    func makeStructSequence(_ type: Type, _ fields: List) throws(Raised) -> Value { try makeStructSequence(type, fields.base, count: fields.count) }

    private func structField(_ type: Type, _ name: String) throws(Raised) -> Int {
        let value = type.lookup(try intern(name).value) ?? .none
        return value.isSmallInt ? value.smallInt : 0
    }

    private func defineStructSequenceMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, sequence, dict=None)", "Make an instance.") { thread, arguments throws(Raised) in
            let type = Type(arguments[0]), name = thread.displayName(of: type)
            if type.flags.contains(.cannotInstantiate) { throw thread.raise(.typeError, "cannot create '\(name)' instances") }
            guard let iterator = try thread.iteratorOrNil(of: arguments[1]) else { throw thread.raise(.typeError, "constructor requires a sequence") }
            let items = try List.make(thread)
            while let item = try thread.nextItem(iterator) { try items.append(item, thread) }
            let total = try thread.structField(type, "n_fields"), least = try thread.structField(type, "n_sequence_fields")
            if items.count < least {
                throw thread.raise(.typeError, "\(name)() takes \(total == least ? "a" : "an at least") \(least)-sequence (\(items.count)-sequence given)")
            }
            if items.count > total {
                throw thread.raise(.typeError, "\(name)() takes \(total == least ? "a" : "an at most") \(total)-sequence (\(items.count)-sequence given)")
            }
            if arguments[2].is(.dict) {
                for index in items.count..<total {
                    try items.append(Dict(arguments[2]).get(interned: Str(try thread.structFieldName(type, index))) ?? .none, thread)
                }
            }
            return try thread.makeStructSequence(type, items)
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            try thread.checkNativeStack()
            let tuple = Tuple(arguments[0]), type = arguments[0].type(thread)
            var text = thread.displayName(of: type) + "("
            for index in 0..<tuple.count {
                if index > 0 { text += ", " }
                text += Str(try thread.structFieldName(type, index)).text + "=" + Str(try thread.repr(tuple[index])).text
            }
            return try Str.make(text + ")", thread).value
        }
        try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
            let tuple = Tuple(arguments[0])
            let items = try Tuple.make(tuple.base, count: tuple.count, thread)
            return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(items.value, try Dict.make(thread).value))
        }
    }

    /// The name of the field at an index: the members lie in the class's namespace in their order.
    private func structFieldName(_ type: Type, _ index: Int) throws(Raised) -> Value {
        for base in Tuple(type.fields.pointee.mro) {
            let namespace = Dict(Type(base).fields.pointee.namespace)
            var position = 0
            while let place = namespace.nextPosition(from: position) {
                position = place + 1
                let value = namespace.table.entries[place].value
                if value.has(machine.pointee.shapes.memberDescriptor), MemberDescriptor(value).fields.pointee.offset == 24 + index * 8 {
                    return namespace.table.entries[place].key
                }
            }
        }
        return machine.pointee.emptyString
    }
}
