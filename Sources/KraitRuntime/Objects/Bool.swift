import KraitCompiler

/// `bool`: the ints True and False, which are singletons without a cell.
///
/// In CPython: Objects/boolobject.c.
extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBool() throws(Raised) {
        try define(\.bool, "bool", base: machine.pointee.types.int) { builder throws(Raised) in
            try builder.doc("True or False, as the argument is true or false.\nTrue and False are the only two instances.")
            try builder.staticMethod("__new__", "($type, object=False, /)", "True if the argument is true, else False.") { thread, arguments throws(Raised) in
                if arguments[1].isUnbound { return .false }
                return Value(try thread.isTrue(arguments[1]))
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                thread.name(arguments[0] == .true ? .true : .false)
            }
            try builder.method("__and__", "($self, value, /)", "Return self&value.") { t, a throws(Raised) in try t.operateBool(.and, a) }
            try builder.method("__rand__", "($self, value, /)", "Return value&self.") { t, a throws(Raised) in try t.operateBool(.and, a) }
            try builder.method("__or__", "($self, value, /)", "Return self|value.") { t, a throws(Raised) in try t.operateBool(.or, a) }
            try builder.method("__ror__", "($self, value, /)", "Return value|self.") { t, a throws(Raised) in try t.operateBool(.or, a) }
            try builder.method("__xor__", "($self, value, /)", "Return self^value.") { t, a throws(Raised) in try t.operateBool(.xor, a) }
            try builder.method("__rxor__", "($self, value, /)", "Return value^self.") { t, a throws(Raised) in try t.operateBool(.xor, a) }
            try builder.method("__invert__", "($self, /)", "~self") { t, a throws(Raised) in
                try t.warn(.deprecationWarning, CompileWarning.ofInvertedBool)
                return Value(smallInt: a[0] == .true ? -2 : -1)
            }
        }
    }

    /// Two bools give a bool, a bool and another int an int.
    private func operateBool(_ operation: BinaryOperation, _ arguments: Arguments) throws(Raised) -> Value {
        guard let other = exactInt(arguments[1]) else { return .notImplemented }
        if arguments[1].isBool, let result = try arithmetic(operation, arguments[0], arguments[1]) { return result }
        return try bitwiseInts(operation, int(arguments[0]), other)
    }
}
