/// A function that an embedder wrote: a callable object of Python that owns a Swift closure.
///
///     header | name | closure
///
/// The closure is given back when the cell is swept.
package struct HostFunction: CellHandle {
    package struct Fields {
        package var header: ShapePointer
        var name: Value
        var body: Unmanaged<Body>?
    }
    package let cell: CellPointer
    package init(cell: CellPointer) { self.cell = cell }

    static let layout = Layout(
        .native, size: MemoryLayout<Fields>.size, trace: { cell, marker in marker.mark(HostFunction(cell: cell).fields.pointee.name) },
        destroy: { cell in
            HostFunction(cell: cell).fields.pointee.body?.release()
            return 0
        })

    /// What a call runs: it gets a tuple, and a dict or unbound.
    package final class Body {
        let run: (Thread, Tuple, Value) throws(Raised) -> Value
        package init(_ run: @escaping (Thread, Tuple, Value) throws(Raised) -> Value) { self.run = run }
    }

    package static func make(_ name: String, _ body: Body, _ thread: Thread) throws(Raised) -> Value {
        let type = try thread.hostFunctionType()
        let name = try thread.intern(name).value
        let function = HostFunction(try thread.makeInstance(of: type))
        function.fields.pointee.name = name
        function.fields.pointee.body = .passRetained(body)
        BlockHeader.noteCare(for: function.cell)
        return function.value
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    fileprivate func hostFunctionType() throws(Raised) -> Type {
        if machine.pointee.hostFunctionType.is(.type) { return Type(machine.pointee.hostFunctionType) }
        let type = try makeBuiltinType(
            "host_function", base: Type(machine.pointee.types.object), layout: machine.layout(HostFunction.layout), flags: [.cannotInstantiate]
        ) { builder throws(Raised) in
            try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
                guard let body = HostFunction(arguments[0]).fields.pointee.body else { return .none }
                try thread.checkNativeStack()
                try thread.charge(1)
                let result = try body.takeUnretainedValue().run(thread, Tuple(arguments[1]), arguments[2])
                // A limit that struck within the closure is none that it may overlook.
                if thread.pointee.stop != nil { throw Raised() }
                return result
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                try Str.make("<host function \(Str(HostFunction(arguments[0]).fields.pointee.name).text)>", thread).value
            }
            try builder.property("__name__", get: { thread, arguments throws(Raised) in HostFunction(arguments[0]).fields.pointee.name })
            try builder.property("__qualname__", get: { thread, arguments throws(Raised) in HostFunction(arguments[0]).fields.pointee.name })
        }
        machine.pointee.hostFunctionType = type.value
        return type
    }
}
