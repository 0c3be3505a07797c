/// `_sre.SRE_Template`: what replaces a match: literal texts and groups in turn.
///
///     header | [literal, group, literal, group, … literal]
///
/// In CPython: Modules/_sre/sre.c.
struct PatternTemplate: CellHandle {
    struct Fields {
        var header: ShapePointer
        /// A tuple of an odd length; groups are ints that are not negative.
        var parts: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.stride, trace: { cell, marker in marker.mark(PatternTemplate(cell: cell).fields.pointee.parts) })

    var parts: Tuple { Tuple(fields.pointee.parts) }

    /// The template with the texts of the groups of a match; groups that did not match are empty.
    func expand(_ match: PatternMatch, _ thread: Thread) throws(Raised) -> Value {
        let parts = parts
        if parts.count == 1 { return parts[0] }
        let result = try List.make(capacity: parts.count, thread)
        for index in 0..<parts.count {
            if index & 1 == 0 {
                let literal = parts[index]
                if literal.is(.str) ? Str(literal).count > 0 : literal.is(.bytes) ? Bytes(literal).count > 0 : true { try result.append(literal, thread) }
            } else {
                let group = parts[index].smallInt
                guard group <= match.pattern.fields.pointee.groups else { throw thread.raise(.indexError, "no such group") }
                let part = try match.part(group, thread)
                if !part.isNone { try result.append(part, thread) }
            }
        }
        return try thread.joinParts(result, like: match.fields.pointee.string)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func definePatternTemplate() throws(Raised) {
        machine.pointee.types.patternTemplate = try makeHiddenClass("_sre.SRE_Template", PatternTemplate.layout, nil) { _ throws(Raised) in }.value
    }

    /// A template of `[literal, group, literal, …]`.
    func makePatternTemplate(_ list: Value) throws(Raised) -> Value {
        guard list.is(.list) else { throw raise(.typeError, "template() argument 2 must be list, not \(list.type(self).name)") }
        let parts = try Tuple.make(List(list).base, count: List(list).count, self)
        guard parts.count & 1 == 1 else { throw raise(.typeError, "invalid template") }
        var index = 1
        while index < parts.count {
            guard let int = exactInt(parts[index]) else { throw raise(.typeError, "an integer is required") }
            guard let group = machineInteger(int) else { throw raise(.overflowError, "Python int too large to convert to C ssize_t") }
            if group < 0 { throw raise(.typeError, "invalid template") }
            parts.base[index] = Value(smallInt: Swift.min(group, Int(Int32.max)))
            index += 2
        }
        let template = PatternTemplate(try makeInstance(of: Type(machine.pointee.types.patternTemplate)))
        template.fields.pointee.parts = parts.value
        return template.value
    }

    /// What the library makes of a replacement text with references to groups.
    func compileTemplate(_ pattern: Pattern, _ text: Value) throws(Raised) -> Value {
        let module = try importModule(try intern("re").value, globals: .none, names: .none, level: 0)
        let function = try getAttribute(module, try intern("_compile_template").value)
        var result: Value
        do throws(Raised) {
            result = try call(function, pattern.value, text)
        } catch {
            // One that cannot be hashed is tried as what it is like.
            let plain: Value
            if text.is(.str), !text.has(machine.pointee.shapes.str), try takeException(matching: machine.pointee.types.exceptions.typeError) {
                plain = try Str(text).substring(0, Str(text).count, self).value
            } else if isBytesLike(text), !text.has(machine.pointee.shapes.bytes), try takeException(matching: machine.pointee.types.exceptions.typeError) {
                let view = try buffer(text)
                plain = try Bytes.make(view.base, count: view.count, self).value
            } else {
                throw error
            }
            result = try call(function, pattern.value, plain)
        }
        guard result.isCell, result.shape.pointee.type == machine.pointee.types.patternTemplate else {
            throw raise(.runtimeError, "the result of compiling a replacement string is \(result.type(self).name)")
        }
        return result
    }

    /// The parts one after the other, as text or as bytes.
    func joinParts(_ parts: List, like string: Value) throws(Raised) -> Value {
        if string.is(.str) { return try join(Str(machine.pointee.emptyString), parts.value) }
        return try call(try getAttribute(try makeBytes([]), try intern("join").value), parts.value)
    }
}
