/// An exception: `BaseException` and everything derived from it.
///
///     header | args | traceback | context | cause | suppresses context | fields of the class … | attributes
///
/// The fields of built-in classes (`StopIteration.value`, `OSError.errno`, …) are six values whose meaning the class knows.
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
        /// `StopIteration.value`, `NameError.name`, `OSError.errno`, …; unbound if the class has no such field, or it was not set.
        public var fields: (Value, Value, Value, Value, Value, Value, Value, Value)
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 13
    static let layout = Layout(.exception, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: valueCount)
    })

    public var traceback: Value {
        get { fields.pointee.traceback }
        nonmutating set { fields.pointee.traceback = newValue }
    }

    /// A field of the class by its number.
    public subscript(field index: Int) -> Value {
        get { (cell + 48 + index * 8).load(as: Value.self) }
        nonmutating set { (cell + 48 + index * 8).storeBytes(of: newValue, as: Value.self) }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Makes an exception of a built-in class pending: `throw thread.raise(.typeError, "…")`.
    public func raise(
        _ kind: ExceptionKind, _ message: String, name: Value = .unbound, object: Value = .unbound
    ) -> Raised {
        do throws(Raised) {
            let text = try Str.make(message, self)
            let exception = try makeException(Type(machine.pointee.types.exceptions[kind]), text.value)
            // NameError and AttributeError know the name, AttributeError the object.
            exception[field: 0] = name
            exception[field: 1] = object
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

    public func makeException(_ type: Type, arguments: Tuple) throws(Raised) -> Exception {
        let exception = Exception(try makeInstance(of: type))
        exception.fields.pointee.arguments = arguments.value
        exception.fields.pointee.traceback = .none
        exception.fields.pointee.context = .none
        exception.fields.pointee.cause = .none
        exception.fields.pointee.suppressesContext = .false
        for index in 0..<8 { exception[field: index] = .unbound }
        return exception
    }

    /// Makes an exception pending. The one being handled becomes its context.
    public func raise(_ exception: Exception) -> Raised {
        setContext(of: exception)
        pointee.exception = exception.value
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
        var activation = pointee.activation
        while activation > pointee.activationBase {
            if activation.pointee.isGenerator, activation.pointee.first.isCell {
                let outer = Generator(activation.pointee.first).fields.pointee.outerHandled
                if !outer.isNone && !outer.isUnbound { return outer }
            }
            activation -= 1
        }
        return .none
    }

    public func memoryError() -> Raised {
        pointee.exception = machine.pointee.reserveMemoryError
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
