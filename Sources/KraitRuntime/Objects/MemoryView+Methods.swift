#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// The methods and attributes of `memoryview`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineMemoryView() throws(Raised) {
        try define(\.memoryView, "memoryview", layout: MemoryView.layout) { builder throws(Raised) in
            try builder.set("__doc__", try Str.make("A view of the memory of an object.", self).value)
            try builder.staticMethod("__new__", "($type, object)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.makeMemoryView(arguments[1]).value
            }
            try defineViewItems(builder)
            try defineViewConversion(builder)
            try defineViewLife(builder)
            try defineViewAttributes(builder)
        }
    }

    private func defineViewItems(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            if MemoryView(arguments[0]).dimensions == 0 { throw thread.raise(.typeError, "0-dim memory has no length") }
            return Value(smallInt: MemoryView(arguments[0]).length)
        }
        try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
            try thread.getItem(of: MemoryView(arguments[0]), arguments[1])
        }
        try builder.method("__setitem__", "($self, key, value, /)", "Set self[key] to value.") { thread, arguments throws(Raised) in
            try thread.setItem(of: MemoryView(arguments[0]), arguments[1], arguments[2])
            return .none
        }
        try builder.method("__delitem__", "($self, key, /)", "Delete self[key].") { thread, arguments throws(Raised) in
            try thread.setItem(of: MemoryView(arguments[0]), arguments[1], .unbound)
            return .none
        }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            let type = Type(thread.machine.pointee.types.memoryIterator)
            let iterator = ByteIterator(cell: try thread.allocate(type.fields.pointee.instanceShape, size: ByteIterator.layout.size))
            iterator.fields.pointee.bytes = arguments[0]
            return iterator.value
        }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
            try thread.isEqualView(arguments[0], arguments[1]).map { Value($0) } ?? .notImplemented
        }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
            try thread.isEqualView(arguments[0], arguments[1]).map { Value(!$0) } ?? .notImplemented
        }
        try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
            let view = MemoryView(arguments[0])
            if !view.fields.pointee.hash.isNone { return view.fields.pointee.hash }
            try view.checkReleased(thread)
            if !view.fields.pointee.isReadOnly { throw thread.raise(.valueError, "cannot hash writable memoryview object") }
            guard view.fields.pointee.itemSize == 1, view.fields.pointee.code != UInt8(ascii: "?") else {
                throw thread.raise(.valueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
            }
            _ = try thread.hash(view.fields.pointee.object)
            let bytes = try view.contiguous(thread)
            let hash = try thread.makeInt(try Bytes.make(bytes.base, count: bytes.count, thread).hash(thread))
            view.fields.pointee.hash = hash
            return hash
        }
        try define(\.memoryIterator, "memory_iterator", layout: ByteIterator.layout) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                let fields = ByteIterator(arguments[0]).fields
                guard fields.pointee.bytes.isCell else { return .unbound }
                let view = MemoryView(fields.pointee.bytes), index = fields.pointee.index
                try view.checkReleased(thread)
                guard index < view.length else {
                    fields.pointee.bytes = .none
                    return .unbound
                }
                fields.pointee.index = index + 1
                return try thread.item(at: view.place(index), code: view.fields.pointee.code)
            }
        }
    }

    /// Whether a view and another object have equal items; nil if the other has no bytes.
    private func isEqualView(_ left: Value, _ right: Value) throws(Raised) -> Bool? {
        let view = MemoryView(left)
        if view.fields.pointee.isReleased || (right.is(.memoryView) && MemoryView(right).fields.pointee.isReleased) { return left == right }
        guard isBytesLike(right) else { return nil }
        let other = try makeMemoryView(right)
        defer { release(other) }
        guard view.fields.pointee.count == other.fields.pointee.count, view.dimensions == other.dimensions else { return false }
        for dimension in 0..<view.dimensions where view.dimensions > 1 {
            if Tuple(view.fields.pointee.shape)[dimension] != Tuple(other.fields.pointee.shape)[dimension] { return false }
        }
        let code = view.fields.pointee.code
        if code == other.fields.pointee.code, code != UInt8(ascii: "f"), code != UInt8(ascii: "d"), code != UInt8(ascii: "?") {
            let a = try view.contiguous(self), b = try other.contiguous(self)
            try charge(a.count >> 6)
            return a.count == b.count && memcmp(a.base, b.base, a.count) == 0
        }
        for index in 0..<view.fields.pointee.count {
            let a = try item(at: view.place(index), code: code), b = try item(at: other.place(index), code: other.fields.pointee.code)
            if !(try isTrue(try compare(.equal, a, b))) { return false }
            try charge(4)
        }
        return true
    }

    // MARK: - Conversion

    private func defineViewConversion(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("tobytes", "($self, /, order='C')", "Return the items as bytes.") { thread, arguments throws(Raised) in
            if !arguments[1].isUnbound && !arguments[1].isNone {
                guard arguments[1].is(.str) else { throw thread.raise(.typeError, "tobytes() argument 'order' must be str or None, not \(arguments[1].type(thread).name)") }
                guard ["C", "F", "A"].contains(Str(arguments[1]).text) else { throw thread.raise(.valueError, "order must be 'C', 'F' or 'A'") }
            }
            let bytes = try MemoryView(arguments[0]).contiguous(thread)
            return try Bytes.make(bytes.base, count: bytes.count, thread).value
        }
        try builder.method("tolist", "($self, /)", "Return the items as a list, nested for each dimension.") { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            var start = 0
            return try thread.list(of: MemoryView(arguments[0]), dimension: 0, from: &start)
        }
        try builder.method("hex", "($self, /, sep=None, bytes_per_sep=1)", "Return the bytes as hexadecimal digits, with sep after each group of them.") { thread, arguments throws(Raised) in
            try thread.hex(try MemoryView(arguments[0]).contiguous(thread), separator: arguments[1], groupSize: arguments[2])
        }
        try builder.method("cast", "($self, /, format, shape=None)", "Return a view of the same bytes with items of another format or shape.") { thread, arguments throws(Raised) in
            try thread.cast(MemoryView(arguments[0]), arguments[1], arguments[2]).value
        }
        try builder.method("toreadonly", "($self, /)", "Return a view of the same bytes that cannot change them.") { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkUsable(thread)
            let view = try MemoryView.make(like: MemoryView(arguments[0]), thread)
            view.fields.pointee.isReadOnly = true
            return view.value
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let word = MemoryView(arguments[0]).fields.pointee.isReleased ? "released memory" : "memory"
            return try Str.make("<\(word) at 0x\(thread.address(of: arguments[0]))>", thread).value
        }
    }

    private func cast(_ view: MemoryView, _ format: Value, _ shape: Value) throws(Raised) -> MemoryView {
        try view.checkUsable(self)
        guard format.is(.str) else { throw raise(.typeError, "cast() argument 'format' must be str, not \(format.isNone ? "None" : format.type(self).name)") }
        guard view.isContiguous else { throw raise(.typeError, "memoryview: casts are restricted to C-contiguous views") }
        let hasShape = !shape.isUnbound && !shape.isNone
        if hasShape, !shape.is(.list), !shape.is(.tuple) { throw raise(.typeError, "shape must be a list or a tuple") }
        if (hasShape || view.dimensions != 1), view.dimensions > 1, hasShape { throw raise(.typeError, "memoryview: cast must be 1D -> ND or ND -> 1D") }
        let text = Str(format)
        let last = text.count == 1 ? text[0] : text.count == 2 && text[0] == 0x40 ? text[1] : 0
        guard last < 0x80, let size = itemSize(ofFormat: UInt8(last)), last != UInt32(UInt8(ascii: "e")) else {
            throw raise(.valueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
        }
        func isByte(_ code: UInt8) -> Bool { code == UInt8(ascii: "B") || code == UInt8(ascii: "b") || code == UInt8(ascii: "c") }
        guard isByte(UInt8(last)) || isByte(view.fields.pointee.code) else { throw raise(.typeError, "memoryview: cannot cast between two non-byte formats") }
        let total = view.fields.pointee.count * view.fields.pointee.itemSize
        guard total % size == 0 else { throw raise(.typeError, "memoryview: length is not a multiple of itemsize") }
        let result = try MemoryView.make(like: view, self)
        result.fields.pointee.shape = .unbound
        result.fields.pointee.code = UInt8(last)
        result.fields.pointee.format = format
        result.fields.pointee.itemSize = size
        result.fields.pointee.stride = size
        result.fields.pointee.count = total / size
        if hasShape {
            let count = shape.is(.list) ? List(shape).count : Tuple(shape).count
            let lengths = try Tuple.allocate(count: count, self)
            var product = size
            for index in 0..<count {
                let item = shape.is(.list) ? List(shape)[index] : Tuple(shape)[index]
                guard item.isSmallInt else { throw raise(.typeError, "memoryview.cast(): elements of shape must be integers") }
                guard item.smallInt > 0 else { throw raise(.valueError, "memoryview.cast(): elements of shape must be integers > 0") }
                let (next, overflow) = product.multipliedReportingOverflow(by: item.smallInt)
                if overflow { throw raise(.valueError, "memoryview.cast(): product(shape) > SSIZE_MAX") }
                product = next
                lengths.base[index] = item
            }
            guard product == total else { throw raise(.typeError, "memoryview: product(shape) * itemsize != buffer size") }
            if count != 1 { result.fields.pointee.shape = lengths.value }
        }
        return result
    }

    // MARK: - Life

    private func defineViewLife(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("release", "($self, /)", "Let go of the object: the view cannot be used any more.") { thread, arguments throws(Raised) in
            try thread.releaseView(MemoryView(arguments[0]))
            return .none
        }
        try builder.method("__enter__", "($self, /)") { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            return arguments[0]
        }
        try builder.method("__exit__", "($self, /, *exc_info)") { thread, arguments throws(Raised) in
            try thread.releaseView(MemoryView(arguments[0]))
            return .none
        }
        try builder.method("__buffer__", "($self, flags, /)", "A view of the memory, as memoryview() asks for it.") { thread, arguments throws(Raised) in
            let flags = try BufferFlags.flags(arguments[1], thread), source = MemoryView(arguments[0])
            try source.checkExport(flags, thread)
            let view = try MemoryView.make(like: source, thread)
            view.fields.pointee.object = arguments[0]
            if flags & BufferFlags.format == 0 { view.showBytes(thread) }
            return view.value
        }
        try defineReleaseBuffer(builder)
        try builder.classMethod("_from_flags", "($type, /, object, flags)", "A view of what an object gives for the flags of a request.") { thread, arguments throws(Raised) in
            try thread.makeMemoryView(arguments[1], flags: try BufferFlags.flags(arguments[2], thread)).value
        }
    }

    private func defineViewAttributes(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("obj", "The object whose memory it is.", get: { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            return MemoryView(arguments[0]).fields.pointee.object
        })
        try builder.property("nbytes", "The amount of space in bytes that the items would use.", get: { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            return Value(smallInt: MemoryView(arguments[0]).fields.pointee.count * MemoryView(arguments[0]).fields.pointee.itemSize)
        })
        try builder.property("readonly", "Whether the memory is read only.", get: { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            return Value(MemoryView(arguments[0]).fields.pointee.isReadOnly)
        })
        try builder.property("itemsize", "The size in bytes of each item.", get: { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            return Value(smallInt: MemoryView(arguments[0]).fields.pointee.itemSize)
        })
        try builder.property("format", "The format of each item, in the style of the struct module.", get: { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            return MemoryView(arguments[0]).fields.pointee.format
        })
        try builder.property("ndim", "The number of dimensions.", get: { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            return Value(smallInt: MemoryView(arguments[0]).dimensions)
        })
        try builder.property("shape", "A tuple of the lengths of the dimensions.", get: { thread, arguments throws(Raised) in
            let view = MemoryView(arguments[0])
            try view.checkReleased(thread)
            if view.fields.pointee.shape.is(.tuple) { return view.fields.pointee.shape }
            let tuple = try Tuple.allocate(count: 1, thread)
            tuple.base[0] = Value(smallInt: view.fields.pointee.count)
            return tuple.value
        })
        try builder.property("strides", "A tuple of the steps in bytes of the dimensions.", get: { thread, arguments throws(Raised) in
            let view = MemoryView(arguments[0])
            try view.checkReleased(thread)
            let tuple = try Tuple.allocate(count: view.dimensions, thread)
            var stride = view.fields.pointee.stride
            for dimension in (0..<view.dimensions).reversed() {
                tuple.base[dimension] = Value(smallInt: stride)
                if view.dimensions > 1 { stride *= Tuple(view.fields.pointee.shape)[dimension].smallInt }
            }
            return tuple.value
        })
        try builder.property("suboffsets", "Offsets of memory in several pieces: always empty.", get: { thread, arguments throws(Raised) in
            try MemoryView(arguments[0]).checkReleased(thread)
            return thread.machine.pointee.emptyTuple
        })
        for name in ["c_contiguous", "contiguous", "f_contiguous"] as [StaticString] {
            try builder.property(name, "Whether the memory is in one piece.", get: { thread, arguments throws(Raised) in
                try MemoryView(arguments[0]).checkReleased(thread)
                return Value(MemoryView(arguments[0]).isContiguous)
            })
        }
    }
}
