/// `types.SimpleNamespace`: an object that is nothing but attributes.
///
///     header | attributes
///
/// In CPython: Objects/namespaceobject.c.
enum SimpleNamespace {
    static let layout = Layout(.namespace, size: 8)
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineSimpleNamespace() throws(Raised) {
        try define(\.simpleNamespace, "types.SimpleNamespace", layout: SimpleNamespace.layout, flags: [.isBaseType], hasAttributes: true) { builder throws(Raised) in
            try builder.doc("An object that is nothing but its attributes.")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.makeInstance(of: Type(arguments[0]))
            }
            try builder.method("__init__", "($self, mapping_or_iterable=(), /, **kwargs)") { thread, arguments throws(Raised) in
                if !arguments[1].isUnbound {
                    let given = arguments[1].is(.dict) ? arguments[1] : try thread.call(thread.machine.pointee.types.dict, arguments[1])
                    try thread.setAttributes(of: arguments[0], from: given)
                }
                if arguments[2].is(.dict) { try thread.setAttributes(of: arguments[0], from: arguments[2]) }
                return .none
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let type = arguments[0].type(thread)
                let name = type.value == thread.machine.pointee.types.simpleNamespace ? "namespace" : Type.lastPart(type.name)
                guard try thread.beginRepr(arguments[0]) else { return try Str.make("\(name)(...)", thread).value }
                defer { thread.endRepr() }
                var text = name + "(", isFirst = true
                let attributes = try Instance(arguments[0]).makeDictionary(thread)
                var position = 0
                while let index = attributes.nextPosition(from: position) {
                    let entry = attributes.table.entries[index]
                    position = index + 1
                    guard entry.key.is(.str), Str(entry.key).count > 0 else { continue }
                    text += (isFirst ? "" : ", ") + Str(entry.key).text + "=" + Str(try thread.repr(entry.value)).text
                    isFirst = false
                }
                return try Str.make(text + ")", thread).value
            }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                try thread.compareNamespaces(.equal, arguments)
            }
            try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
                try thread.compareNamespaces(.notEqual, arguments)
            }
            try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in
                try thread.compareNamespaces(.less, arguments)
            }
            try builder.set("__hash__", .none)
            try builder.method("__reduce__", "($self, /)", "What copies of the namespace are made from.") { thread, arguments throws(Raised) in
                let result = try Tuple.allocate(count: 3, thread)
                result.base[0] = arguments[0].type(thread).value
                result.base[1] = thread.machine.pointee.emptyTuple
                result.base[2] = try Instance(arguments[0]).makeDictionary(thread).value
                return result.value
            }
            try builder.method("__replace__", "($self, /, **changes)", "The same namespace with some attributes changed.") { thread, arguments throws(Raised) in
                let copy = try thread.call(arguments[0].type(thread).value)
                try thread.setAttributes(of: copy, from: try Instance(arguments[0]).makeDictionary(thread).value)
                if arguments[1].is(.dict) { try thread.setAttributes(of: copy, from: arguments[1]) }
                return copy
            }
            try builder.member("__dict__") { thread, arguments throws(Raised) in try Instance(arguments[0]).makeDictionary(thread).value }
        }
    }

    private func setAttributes(of object: Value, from dict: Value) throws(Raised) {
        var position = 0
        while let index = Dict(dict).nextPosition(from: position) {
            let entry = Dict(dict).table.entries[index]
            position = index + 1
            guard entry.key.is(.str) else { throw raise(.typeError, "keywords must be strings") }
            try Instance(object).set(intern(Str(entry.key)).value, entry.value, self)
        }
    }

    private func compareNamespaces(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        guard arguments[1].is(.namespace) else { return .notImplemented }
        return try compare(comparison, try Instance(arguments[0]).makeDictionary(self).value, try Instance(arguments[1]).makeDictionary(self).value)
    }
}
