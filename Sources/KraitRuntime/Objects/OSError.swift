#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// `OSError`: the class picks a subclass by the error number.
//
//     OSError(errno, strerror[, filename[, winerror[, filename2]]])
//
// In CPython: Objects/exceptions.c, OSError_new and oserror_init.

extension ExceptionKind {
    /// The class for an error number.
    init(errno: Int) {
        switch Int32(truncatingIfNeeded: errno) {
        case EAGAIN, EALREADY, EINPROGRESS: self = .blockingIOError
        case EPIPE, ESHUTDOWN: self = .brokenPipeError
        case ECHILD: self = .childProcessError
        case ECONNABORTED: self = .connectionAbortedError
        case ECONNREFUSED: self = .connectionRefusedError
        case ECONNRESET: self = .connectionResetError
        case EEXIST: self = .fileExistsError
        case ENOENT: self = .fileNotFoundError
        case EISDIR: self = .isADirectoryError
        case ENOTDIR: self = .notADirectoryError
        case EINTR: self = .interruptedError
        case EACCES, EPERM: self = .permissionError
        case ESRCH: self = .processLookupError
        case ETIMEDOUT: self = .timeoutError
        default: self = .osError
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Makes the OSError for an error number pending: `throw thread.raiseOSError(errno, "No such file or directory", filename: path)`.
    public func raiseOSError(_ errno: Int, _ message: String, filename: Value = .unbound, filename2: Value = .unbound) -> Raised {
        do throws(Raised) {
            let text = try Str.make(message, self).value
            let type = Type(machine.pointee.types.exceptions[ExceptionKind(errno: errno)])
            let exception = try makeException(type, arguments: Tuple(try tuple(Value(smallInt: errno), text)))
            exception[field: ExceptionField.filename] = filename
            exception[field: ExceptionField.filename2] = filename2
            return raise(exception)
        } catch {
            return error
        }
    }

    func defineOSError(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
            try thread.newOSError(arguments)
        }
        try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
            // Mostly __new__ did it already.
            if thread.initializesInInit(arguments[0].type(thread)) {
                try thread.refuseKeywords(arguments, of: arguments[0].type(thread))
                try thread.initializeOSError(Exception(arguments[0]), Tuple(arguments[1]))
            }
            return .none
        }
        try builder.method("__str__", "($self, /)") { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0])
            let filename = exception[field: ExceptionField.filename], second = exception[field: ExceptionField.filename2]
            let errno = exception[field: ExceptionField.errno], strerror = exception[field: ExceptionField.strerror]
            if filename.isUnbound && (errno.isUnbound || strerror.isUnbound) { return try thread.baseExceptionText(arguments[0]) }
            var text = Array("[Errno ".utf8)
            text += Str(try thread.str(exception.field(ExceptionField.errno))).utf8
            text += Array("] ".utf8)
            text += Str(try thread.str(exception.field(ExceptionField.strerror))).utf8
            if !filename.isUnbound {
                text += Array(": ".utf8)
                text += Str(try thread.repr(filename)).utf8
                if !second.isUnbound {
                    text += Array(" -> ".utf8)
                    text += Str(try thread.repr(second)).utf8
                }
            }
            return try Str.make(utf8: text, thread).value
        }
        try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0]), type = arguments[0].type(thread).value
            var values = exception.fields.pointee.arguments
            let filename = exception[field: ExceptionField.filename], second = exception[field: ExceptionField.filename2]
            if Tuple(values).count == 2, !filename.isUnbound {
                let all = try Tuple.allocate(count: second.isUnbound ? 3 : 5, thread)
                all.base[0] = Tuple(values)[0]
                all.base[1] = Tuple(values)[1]
                all.base[2] = filename
                if !second.isUnbound {
                    all.base[3] = .none
                    all.base[4] = second
                }
                values = all.value
            }
            guard thread.hasAttributes(arguments[0]) else { return try thread.tuple(type, values) }
            return try thread.tuple(type, values, try Instance(arguments[0]).makeDictionary(thread).value)
        }
        try builder.field("errno", ExceptionField.errno, "number of the error")
        try builder.field("strerror", ExceptionField.strerror, "exception strerror")
        try builder.field("filename", ExceptionField.filename, "exception filename")
        try builder.field("filename2", ExceptionField.filename2, "the other file")
        try builder.property("characters_written", get: { thread, arguments throws(Raised) in
            let written = Exception(arguments[0])[field: ExceptionField.written]
            if written.isUnbound { throw thread.raise(.attributeError, "characters_written") }
            return written
        }, set: { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0])
            if arguments[1].isUnbound {
                if exception[field: ExceptionField.written].isUnbound { throw thread.raise(.attributeError, "characters_written") }
                exception[field: ExceptionField.written] = .unbound
            } else {
                exception[field: ExceptionField.written] = try thread.makeInt(try thread.index(arguments[1]))
            }
            return .none
        })
    }

    /// Whether a subclass has an `__init__` of its own and not `__new__`: then the arguments are only looked at when that calls ours.
    private func initializesInInit(_ type: Type) -> Bool {
        let base = Type(machine.pointee.types.exceptions.osError)
        return type[.`init`] != base[.`init`] && type[.new] == base[.new]
    }

    func refuseKeywords(_ arguments: Arguments, of type: Type) throws(Raised) {
        if arguments[2].is(.dict), Dict(arguments[2]).count > 0 { throw raise(.typeError, "\(type.name)() takes no keyword arguments") }
    }

    private func newOSError(_ arguments: Arguments) throws(Raised) -> Value {
        let base = Type(machine.pointee.types.exceptions.osError)
        guard arguments[0].is(.type), Type(arguments[0]).isSubtype(of: base) else {
            throw raise(.typeError, "OSError.__new__(X): X is not a subtype of OSError")
        }
        var type = Type(arguments[0])
        if initializesInInit(type) { return try makeInstance(of: type) }
        try refuseKeywords(arguments, of: type)
        let values = Tuple(arguments[1])
        if type == base, (2...5).contains(values.count), values[0].isSmallInt {
            type = Type(machine.pointee.types.exceptions[ExceptionKind(errno: values[0].smallInt)])
        }
        let exception = Exception(try makeInstance(of: type))
        try initializeOSError(exception, values)
        return exception.value
    }

    private func initializeOSError(_ exception: Exception, _ values: Tuple) throws(Raised) {
        exception.fields.pointee.arguments = values.value
        guard (2...5).contains(values.count) else { return }
        let filename: Value = values.count > 2 ? values[2] : .none
        exception[field: ExceptionField.errno] = values[0]
        exception[field: ExceptionField.strerror] = values[1]
        if filename.isNone { return }
        let blocking = Type(machine.pointee.types.exceptions.blockingIOError)
        if exception.value.type(self) == blocking, !filename.type(self)[.index].isUnbound || filename.isSmallInt || filename.isBool || filename.is(.int) {
            // The third argument of BlockingIOError can be how much was written.
            exception[field: ExceptionField.written] = try makeInt(try index(filename))
            return
        }
        exception[field: ExceptionField.filename] = filename
        if values.count == 5, !values[4].isNone { exception[field: ExceptionField.filename2] = values[4] }
        exception.fields.pointee.arguments = try tuple(values[0], values[1])
    }
}
