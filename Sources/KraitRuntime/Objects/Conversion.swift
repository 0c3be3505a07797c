import KraitUnicode

// How any object becomes text: `str`, `repr`, `ascii`, `format`. (In CPython: PyObject_Str, PyObject_Repr, PyObject_ASCII, PyObject_Format.)

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `str(value)`: a str, perhaps of a subclass.
    public func str(_ value: Value) throws(Raised) -> Value {
        if value.has(machine.pointee.shapes.str) { return value }
        if value.isSmallInt { return try Str.make(decimal: value.smallInt, self).value }
        try checkNativeStack(.str)
        let type = value.type(self)
        if type[.str].isUnbound { return try repr(value) }
        let result = try callSpecial(type[.str], value)
        guard result.is(.str) else { throw raise(.typeError, "__str__ returned non-string (type \(result.type(self).name))") }
        return result
    }

    /// `repr(value)`: a str, perhaps of a subclass.
    public func repr(_ value: Value) throws(Raised) -> Value {
        if value.isSmallInt { return try Str.make(decimal: value.smallInt, self).value }
        if value.has(machine.pointee.shapes.str) { return try Str(value).repr(self).value }
        try checkNativeStack(.repr)
        let result = try callSpecial(value.type(self)[.repr], value)
        guard result.is(.str) else { throw raise(.typeError, "__repr__ returned non-string (type \(result.type(self).name))") }
        return result
    }

    /// `ascii(value)`: the repr, with everything beyond ASCII escaped.
    public func ascii(_ value: Value) throws(Raised) -> Value {
        let text = Str(try repr(value))
        if text.isASCII { return text.value }
        var builder = try TextBuilder(capacity: text.count * 2, self)
        for index in 0..<text.count { try builder.appendEscaped(text[index]) }
        return try builder.finish().value
    }

    /// `format(value, specification)`: a str, perhaps of a subclass.
    public func format(_ value: Value, specification: Value?) throws(Raised) -> Value {
        if specification.map({ $0.is(.str) && Str($0).count == 0 }) ?? true {
            if value.has(machine.pointee.shapes.str) { return value }
            if value.isSmallInt { return try Str.make(decimal: value.smallInt, self).value }
        }
        if let specification, !specification.is(.str) {
            throw raise(.systemError, "Format specifier must be a string, not \(specification.type(self).name)")
        }
        try checkNativeStack()
        let type = value.type(self)
        let result = try callSpecial(type[.format], value, specification ?? machine.pointee.emptyString)
        guard result.is(.str) else { throw raise(.typeError, "__format__ must return a str, not \(result.type(self).name)") }
        return result
    }
}

extension TextBuilder {
    /// Appends a code point beyond ASCII as `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, and an ASCII one as it is.
    mutating func appendEscaped(_ point: UInt32) throws(Raised) {
        if point < 0x80 { return try append(point) }
        try appendHexEscape(point)
    }

    mutating func appendHexEscape(_ point: UInt32) throws(Raised) {
        try append(0x5C)
        if point < 0x100 {
            try append(0x78)
            try append(hex: point, digits: 2)
        } else if point < 0x10000 {
            try append(0x75)
            try append(hex: point, digits: 4)
        } else {
            try append(0x55)
            try append(hex: point, digits: 8)
        }
    }
}

extension Str {
    /// `repr(self)`: in single quotes, unless there are single and no double quotes in it.
    func repr(_ thread: Thread) throws(Raised) -> Str {
        var hasSingle = false, hasDouble = false, isPlain = true
        for index in 0..<count {
            let point = self[index]
            if point == 0x27 { hasSingle = true }
            if point == 0x22 { hasDouble = true }
            if point < 0x20 || point == 0x5C || point >= 0x7F { isPlain = false }
        }
        let quote: UInt32 = hasSingle && !hasDouble ? 0x22 : 0x27
        try thread.charge(count >> 4)
        if isPlain && !(hasSingle && hasDouble) {
            let result = try Str.allocate(count: count + 2, largest: 0x7F, thread)
            result.store(quote, at: 0)
            result.fill(from: self, 0, count, at: 1)
            result.store(quote, at: count + 1)
            return result
        }
        var builder = try TextBuilder(capacity: count + 8, thread)
        try builder.append(quote)
        for index in 0..<count {
            let point = self[index]
            switch point {
            case 0x5C, quote:
                try builder.append(0x5C)
                try builder.append(point)
            case 0x0A: try builder.append("\\n")
            case 0x0D: try builder.append("\\r")
            case 0x09: try builder.append("\\t")
            case 0x20..<0x7F: try builder.append(point)
            default:
                if point > 0x7F && isPrintable(point) { try builder.append(point) } else { try builder.appendHexEscape(point) }
            }
        }
        try builder.append(quote)
        return try builder.finish()
    }
}
