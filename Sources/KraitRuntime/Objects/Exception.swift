/// An exception: `BaseException` and everything derived from it.
///
///     header | args | traceback | context | cause | suppresses context | fields of the class … | attributes
///
/// Built-in classes with fields of their own (`StopIteration.value`, `OSError.errno`, …) have a layout with room for as many values; what each means is
/// said in `ExceptionField`.
/// In CPython: Objects/exceptions.c.
public struct Exception: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// A tuple.
        public var arguments: Value
        /// A traceback, or None.
        public var traceback: Value
        public var context: Value
        public var cause: Value
        public var suppressesContext: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    /// The layout of classes with that many fields of their own.
    static func layout(fieldCount: Int) -> Layout {
        Layout(.exception, size: MemoryLayout<Fields>.size + fieldCount * 8, trace: { cell, marker in
            marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: Exception(cell: cell).valueCount)
        })
    }

    /// How many values there are behind the header before the attributes.
    var valueCount: Int { (shape.pointee.layout.pointee.size - 8) / 8 }
    var fieldCount: Int { valueCount - 5 }

    public var arguments: Tuple { Tuple(fields.pointee.arguments) }

    public var traceback: Value {
        get { fields.pointee.traceback }
        nonmutating set { fields.pointee.traceback = newValue }
    }

    /// A field of the class by its number; unbound where it was not set. The class must have that many.
    public subscript(field index: Int) -> Value {
        get { (cell + 48 + index * 8).load(as: Value.self) }
        nonmutating set { (cell + 48 + index * 8).storeBytes(of: newValue, as: Value.self) }
    }

    /// The same as Python sees it: None where it was not set.
    public func field(_ index: Int) -> Value {
        let value = self[field: index]
        return value.isUnbound ? .none : value
    }
}

/// The numbers of the fields of built-in exception classes.
public enum ExceptionField {
    /// `StopIteration.value`, `SystemExit.code`.
    public static let value = 0
    /// `NameError`, `AttributeError`, `ImportError`.
    public static let name = 0
    /// `AttributeError`.
    public static let object = 1
    /// `ImportError`.
    public static let path = 1, importMessage = 2, nameFrom = 3
    /// `OSError`; `written` is the count of characters that BlockingIOError carries.
    public static let errno = 0, strerror = 1, filename = 2, filename2 = 3, written = 4
    /// `SyntaxError`.
    public static let message = 0, syntaxFilename = 1, line = 2, offset = 3, text = 4, endLine = 5, endOffset = 6, printFileAndLine = 7
    /// `UnicodeError`s.
    public static let encoding = 0, unicodeObject = 1, start = 2, end = 3, reason = 4
    /// Groups: a str and a tuple.
    public static let groupMessage = 0, exceptions = 1
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Makes an exception of a built-in class pending: `throw thread.raise(.typeError, "…")`.
    @inline(never)
    public func raise(
        _ kind: ExceptionKind, _ message: String, name: Value = .unbound, object: Value = .unbound
    ) -> Raised {
        do throws(Raised) {
            let text = try Str.make(message, self)
            let exception = try makeException(Type(machine.pointee.types.exceptions[kind]), text.value)
            // NameError, ImportError and AttributeError know the name, AttributeError the object.
            if !name.isUnbound, exception.fieldCount > ExceptionField.name { exception[field: ExceptionField.name] = name }
            if !object.isUnbound, exception.fieldCount > ExceptionField.object { exception[field: ExceptionField.object] = object }
            return raise(exception)
        } catch {
            return error
        }
    }

    /// An exception of a built-in class with one argument.
    public func makeException(_ type: Type, _ argument: Value) throws(Raised) -> Exception {
        let arguments = try Tuple.allocate(count: 1, self)
        arguments.base[0] = argument
        return try makeException(type, arguments: arguments)
    }

    /// An exception of a class that native code knows: `__init__` is not called.
    public func makeException(_ type: Type, arguments: Tuple) throws(Raised) -> Exception {
        let exception = Exception(try makeInstance(of: type))
        exception.fields.pointee.arguments = arguments.value
        if exception.fieldCount > 0 { fillFields(exception, type, arguments) }
        return exception
    }

    /// What `__init__` of the built-in classes does with arguments that need no checks.
    private func fillFields(_ exception: Exception, _ type: Type, _ arguments: Tuple) {
        let types = machine.pointee.types.exceptions
        let first = arguments.count > 0 ? arguments[0] : .unbound
        if type.isSubtype(of: Type(types.stopIteration)) || type.isSubtype(of: Type(types.systemExit)) {
            exception[field: ExceptionField.value] = arguments.count > 1 && type.isSubtype(of: Type(types.systemExit)) ? arguments.value : first
        } else if type.isSubtype(of: Type(types.importError)) {
            exception[field: ExceptionField.importMessage] = first
        } else if type.isSubtype(of: Type(types.syntaxError)) {
            exception[field: ExceptionField.message] = first
        } else if type.isSubtype(of: Type(types.osError)), arguments.count >= 2 {
            exception[field: ExceptionField.errno] = first
            exception[field: ExceptionField.strerror] = arguments[1]
        }
    }

    /// Makes an exception pending. The one being handled becomes its context.
    public func raise(_ exception: Exception) -> Raised {
        setContext(of: exception)
        pointee.exception = exception.value
        pointee.isReraising = false
        return Raised()
    }

    /// The exception being handled becomes the context, and is taken out of its own chain.
    func setContext(of exception: Exception) {
        let handled = currentlyHandled
        guard handled.is(.exception), handled != exception.value else { return }
        // Break a cycle that the new link would close.
        var link = Exception(handled)
        var slow = link, steps = 0
        while link.fields.pointee.context.is(.exception) {
            let context = Exception(link.fields.pointee.context)
            if context == exception {
                link.fields.pointee.context = .none
                break
            }
            link = context
            steps += 1
            if steps & 1 == 0 {
                slow = Exception(slow.fields.pointee.context)
                if slow == link { break }
            }
        }
        exception.fields.pointee.context = handled
    }

    /// `sys.exception()`: what the running function handles, or its callers in the case of a generator.
    public var currentlyHandled: Value {
        if !pointee.handled.isNone { return pointee.handled }
        var generator = pointee.generator
        while generator.isCell {
            let fields = Generator(generator).fields
            if !fields.pointee.outerHandled.isNone { return fields.pointee.outerHandled }
            generator = fields.pointee.outer
        }
        return .none
    }

    /// Makes the MemoryError that was made in advance pending.
    public func memoryError() -> Raised {
        let exception = machine.pointee.reserveMemoryError
        if exception.is(.exception) {
            Exception(exception).traceback = .none
            Exception(exception).fields.pointee.context = .none
        }
        pointee.exception = exception
        return Raised()
    }

    /// Whether an exception is an instance of a built-in exception class.
    public func matches(_ exception: Value, _ type: Value) -> Bool {
        exception.is(.exception) && exception.type(self).isSubtype(of: Type(type))
    }

    /// If the pending exception is of a class, takes it away: it is then in `takenException`.
    public func takeException(matching type: Value) throws(Raised) -> Bool {
        guard pointee.stop == nil, matches(pointee.exception, type) else { return false }
        pointee.takenException = pointee.exception
        pointee.exception = .unbound
        return true
    }

    /// If StopIteration is pending, takes it away and returns its value.
    func takeStopIterationValue() -> Value? {
        guard pointee.stop == nil, matches(pointee.exception, machine.pointee.types.exceptions.stopIteration) else { return nil }
        let value = Exception(pointee.exception)[field: 0]
        pointee.exception = .unbound
        return value.isUnbound ? .none : value
    }

    public func raiseKeyError(_ key: Value) -> Raised {
        do throws(Raised) {
            return raise(try makeException(Type(machine.pointee.types.exceptions.keyError), key))
        } catch {
            return error
        }
    }
}
