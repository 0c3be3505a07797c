// The module `builtins`: functions. Classes come from their own files.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBuiltinsModule() throws(Raised) {
        let module = try Module.make("builtins", doc: try Str.make("The names that every module sees.", self).value, self)
        machine.pointee.builtins = module.fields.pointee.dict
        try Dict(machine.pointee.modules).set(interned: Str(name(.builtins)), module.value, self)
        let builder = NativeBuilder(thread: self, namespace: module.dict, owner: name(.builtins))
        try builder.method("len", "(obj, /)", "How many items something holds.") { thread, arguments throws(Raised) in
            try thread.makeInt(try thread.length(arguments[0]))
        }
        try builder.method("repr", "(obj, /)", "The text of an object for programmers.") { thread, arguments throws(Raised) in
            try thread.repr(arguments[0])
        }
        try builder.method("isinstance", "(obj, class_or_tuple, /)", "Whether an object belongs to a class, or to one of several.") { thread, arguments throws(Raised) in
            Value(try thread.isInstance(arguments[0], of: arguments[1]))
        }
        try builder.method("print", "(*args, sep=' ', end='\\n', file=None, flush=False)", "Write values as text, standard output unless a file is given.") { thread, arguments throws(Raised) in
            try thread.print(Tuple(arguments[0]), separator: arguments[1], end: arguments[2], file: arguments[3], flush: arguments[4])
            return .none
        }
        try builder.method("__build_class__", "(*args, metaclass=None, **kwds)") { thread, arguments throws(Raised) in
            let given = Tuple(arguments[0])
            guard given.count >= 2 else { throw thread.raise(.typeError, "__build_class__: not enough arguments") }
            let bases = try Tuple.make(given.base + 2, count: given.count - 2, thread)
            return try thread.buildClass(given[0], given[1], bases: bases, metaclass: arguments[1], keywords: arguments[2])
        }
        try defineImport(builder)
        let types = machine.pointee.types
        for type in [
            types.object, types.type, types.int, types.bool, types.float, types.complex, types.str, types.bytes, types.list, types.tuple, types.dict,
            types.set, types.frozenSet, types.range, types.slice, types.property, types.staticMethod, types.classMethod, types.superObject,
            types.enumerate, types.zip, types.map, types.filter, types.reversed, types.byteArray, types.memoryView,
        ] where type.isCell {
            try module.dict.set(interned: Str(Type(type).fields.pointee.name), type, self)
        }
        for kind in ExceptionKind.allCases where machine.pointee.types.exceptions[kind].isCell {
            try module.dict.set(interned: try intern(kind.name), machine.pointee.types.exceptions[kind], self)
        }
        for alias in ["EnvironmentError", "IOError"] {
            try module.dict.set(interned: try intern(alias), machine.pointee.types.exceptions.osError, self)
        }
        for (name, value) in [("None", Value.none), ("True", .true), ("False", .false), ("Ellipsis", .ellipsis), ("NotImplemented", .notImplemented), ("__debug__", .true)] {
            try module.dict.set(interned: try intern(name), value, self)
        }
        try defineBuiltinFunctions(builder)
        try defineAsyncFunctions(builder)
    }
}
