// The classes of None, Ellipsis and NotImplemented: each has one instance, which is no cell.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineSingletons() throws(Raised) {
        try define(\.none, "NoneType") { builder throws(Raised) in
            try builder.doc("The type of the None singleton.")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.checkNoArguments("NoneType", arguments)
                return .none
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in thread.name(.none) }
            try builder.method("__bool__", "($self, /)", "True if self else False") { thread, arguments throws(Raised) in .false }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in Value(smallInt: 0xFCA86420) }
        }
        try define(\.ellipsis, "ellipsis") { builder throws(Raised) in
            try builder.doc("The type of the Ellipsis singleton.")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.checkNoArguments("EllipsisType", arguments)
                return .ellipsis
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in try Str.make("Ellipsis", thread).value }
            try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in try Str.make("Ellipsis", thread).value }
        }
        try define(\.notImplemented, "NotImplementedType") { builder throws(Raised) in
            try builder.doc("The type of the NotImplemented singleton.")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.checkNoArguments("NotImplementedType", arguments)
                return .notImplemented
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                try Str.make("NotImplemented", thread).value
            }
            try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in try Str.make("NotImplemented", thread).value }
            try builder.method("__bool__", "($self, /)", "True if self else False") { thread, arguments throws(Raised) in
                try thread.warn(.deprecationWarning, "NotImplemented should not be used in a boolean context")
                return .true
            }
        }
    }

    private func checkNoArguments(_ name: String, _ arguments: Arguments) throws(Raised) {
        if arguments[1].is(.tuple) && Tuple(arguments[1]).count > 0 || arguments[2].is(.dict) && Dict(arguments[2]).count > 0 {
            throw raise(.typeError, "\(name) takes no arguments")
        }
    }
}
