/// Reads one marshalled object.
///
/// Containers that are not complete wait on a stack of their own, so nesting takes no native stack; their items wait on `values`.
struct MarshalReader: ~Copyable {
    private let input: UnsafeRawBufferPointer
    private var position = 0
    /// Objects by reference number; nil while one is being read.
    private var references: [Reference?] = []
    private var values = ValueStack()
    private var pending: [Pending] = []
    private var codeHeaders: [CodeHeader] = []
    /// Objects that refer to one item many times could stand for exponentially many; who walks them would never end.
    private let weightLimit: UInt32
    /// The weights of all frozensets: their items are hashed, those of nested ones at each level.
    private var hashedWeight: UInt32 = 0

    private struct Reference {
        var value: Constant
        /// How many objects there are in it, shared ones counted each time.
        var weight: UInt32
    }

    private struct Pending {
        enum Kind { case tuple, frozenSet, code }
        var kind: Kind
        /// Items still to come.
        var remaining: Int
        /// Where its items begin on `values`.
        var base: Int
        /// The reference number it gets; -1 for none.
        var reference: Int
    }

    private struct CodeHeader {
        var argumentCount, positionalOnlyArgumentCount, keywordOnlyArgumentCount, stackSize, flags: Int32
        var firstLine: Int32 = 0
    }

    init(_ input: UnsafeRawBufferPointer) {
        self.input = input
        weightLimit = UInt32(clamping: (1 << 24) + input.count * 16)
        references.reserveCapacity(input.count / 24)
    }

    // MARK: - Objects

    mutating func read() throws(MarshalError) -> Constant {
        while true {
            guard let (value, weight) = try readStart() else { continue }
            values.push(value, weight)
            while let last = pending.indices.last {
                pending[last].remaining -= 1
                if pending[last].remaining > 0 {
                    // The first line stands between a code object's eighth and ninth object.
                    if pending[last].kind == .code, pending[last].remaining == 2 {
                        codeHeaders[codeHeaders.count - 1].firstLine = try readInt32()
                    }
                    break
                }
                try complete(pending.removeLast())
            }
            if pending.isEmpty { return values[0] }
        }
    }

    /// Reads an object without items, or the beginning of one with items, which then waits on `pending`; nil in that case.
    private mutating func readStart() throws(MarshalError) -> (Constant, UInt32)? {
        guard position < input.count else { throw MarshalError(.eofError, "EOF read where object expected") }
        let head = input[position]
        position += 1
        guard pending.count < Marshal.depthLimit else { throw MarshalError(.valueError, "recursion limit exceeded") }
        let isReferenced = head & Marshal.referenceFlag != 0
        let value: Constant
        switch head & ~Marshal.referenceFlag {
        case Marshal.TypeCode.none: return (.none, 1)
        case Marshal.TypeCode.true: return (.bool(true), 1)
        case Marshal.TypeCode.false: return (.bool(false), 1)
        case Marshal.TypeCode.ellipsis: return (.ellipsis, 1)
        case Marshal.TypeCode.reference:
            let number = Int(try readInt32())
            guard references.indices.contains(number), let reference = references[number] else {
                throw .badData("invalid reference")
            }
            return (reference.value, reference.weight)

        case Marshal.TypeCode.shortASCII, Marshal.TypeCode.shortASCIIInterned:
            value = .string(try readASCII(Int(try readByte())))
        case Marshal.TypeCode.ascii, Marshal.TypeCode.asciiInterned:
            value = .string(try readASCII(try readSize("string size")))
        case Marshal.TypeCode.unicode, Marshal.TypeCode.unicodeInterned:
            value = .string(try readUTF8(try readSize("string size")))
        case Marshal.TypeCode.bytes:
            value = .bytes(Array(try take(try readSize("bytes object size"))))
        case Marshal.TypeCode.int: value = .int(BigInt(try readInt32()))
        case Marshal.TypeCode.int64:
            value = .int(BigInt(Int64(littleEndian: try take(8).loadUnaligned(as: Int64.self))))
        case Marshal.TypeCode.long: value = .int(try readLong())
        case Marshal.TypeCode.float: value = .float(try readDouble())
        case Marshal.TypeCode.floatText: value = .float(try readDoubleText())
        case Marshal.TypeCode.complex:
            let real = try readDouble()
            value = .complex(real: real, imaginary: try readDouble())
        case Marshal.TypeCode.complexText:
            let real = try readDoubleText()
            value = .complex(real: real, imaginary: try readDoubleText())

        case Marshal.TypeCode.smallTuple: return begin(.tuple, count: Int(try readByte()), isReferenced)
        case Marshal.TypeCode.tuple: return begin(.tuple, count: try readSize("tuple size"), isReferenced)
        case Marshal.TypeCode.frozenSet: return begin(.frozenSet, count: try readSize("set size"), isReferenced)
        case Marshal.TypeCode.code:
            codeHeaders.append(
                CodeHeader(
                    argumentCount: try readInt32(), positionalOnlyArgumentCount: try readInt32(), keywordOnlyArgumentCount: try readInt32(),
                    stackSize: try readInt32(), flags: try readInt32()))
            return begin(.code, count: 10, isReferenced)

        case Marshal.TypeCode.null: throw MarshalError(.typeError, "NULL object in marshal data for \(nameOfContainer)")
        case Marshal.TypeCode.list: throw .badData("list in a code object")
        case Marshal.TypeCode.dict: throw .badData("dict in a code object")
        case Marshal.TypeCode.set: throw .badData("set in a code object")
        case Marshal.TypeCode.stopIteration: throw .badData("StopIteration in a code object")
        default: throw .badData("unknown type code")
        }
        if isReferenced { references.append(Reference(value: value, weight: 1)) }
        return (value, 1)
    }

    private mutating func begin(_ kind: Pending.Kind, count: Int, _ isReferenced: Bool) -> (Constant, UInt32)? {
        if count == 0 {
            let empty: Constant = kind == .tuple ? .tuple([]) : .frozenSet([])
            if isReferenced { references.append(Reference(value: empty, weight: 1)) }
            return (empty, 1)
        }
        if isReferenced { references.append(nil) }
        pending.append(Pending(kind: kind, remaining: count, base: values.count, reference: isReferenced ? references.count - 1 : -1))
        return nil
    }

    /// What CPython's message about a missing object calls the thing that lacks it. A code object passes the matter on.
    private var nameOfContainer: String {
        switch pending.last(where: { $0.kind != .code })?.kind {
        case .tuple: "tuple"
        case .frozenSet: "set"
        default: "object"
        }
    }

    /// Makes the container of its items, and puts it in their place.
    private mutating func complete(_ container: Pending) throws(MarshalError) {
        let weight = values.weight(from: container.base)
        guard weight <= weightLimit else { throw .badData("objects shared too often") }
        let value: Constant
        switch container.kind {
        case .tuple: value = .tuple(values.pop(from: container.base))
        case .frozenSet:
            hashedWeight = UInt32(clamping: UInt64(hashedWeight) + UInt64(weight))
            guard hashedWeight <= weightLimit else { throw .badData("objects shared too often") }
            var seen = Set<Constant>()
            value = .frozenSet(values.pop(from: container.base).filter { seen.insert($0).inserted })
        case .code: value = .code(try makeCode(values.pop(from: container.base), codeHeaders.removeLast()))
        }
        values.push(value, weight)
        if container.reference >= 0 { references[container.reference] = Reference(value: value, weight: weight) }
    }

    // MARK: - Code objects

    /// In CPython: Objects/codeobject.c, _PyCode_Validate.
    private func makeCode(_ items: [Constant], _ header: CodeHeader) throws(MarshalError) -> CodeObject {
        let badArgument = MarshalError(.systemError, "bad argument to internal function")
        guard header.argumentCount >= header.positionalOnlyArgumentCount, header.positionalOnlyArgumentCount >= 0,
            header.keywordOnlyArgumentCount >= 0, header.stackSize >= 0, header.flags >= 0,
            case .bytes(let code) = items[0], case .tuple(let constants) = items[1],
            case .tuple(let names) = items[2], case .tuple(let localNames) = items[3],
            case .bytes(let kinds) = items[4], kinds.count == localNames.count,
            case .string(let filename) = items[5], case .string(let name) = items[6],
            case .string(let qualifiedName) = items[7], case .bytes(let lineTable) = items[8],
            case .bytes(let exceptionTable) = items[9]
        else { throw badArgument }
        guard code.count % 2 == 0 else { throw MarshalError(.valueError, "code: co_code is malformed") }

        var fields = CodeObject.Fields()
        fields.argumentCount = Int(header.argumentCount)
        fields.positionalOnlyArgumentCount = Int(header.positionalOnlyArgumentCount)
        fields.keywordOnlyArgumentCount = Int(header.keywordOnlyArgumentCount)
        fields.stackSize = Int(header.stackSize)
        fields.flags = CodeObject.Flags(rawValue: UInt32(truncatingIfNeeded: header.flags))
        fields.localKinds = kinds.map(CodeObject.LocalKind.init(rawValue:))

        let variableCount = fields.localKinds.count { $0.contains(.local) }
        let argumentCount =
            fields.argumentCount + fields.keywordOnlyArgumentCount + (fields.flags.contains(.varArguments) ? 1 : 0)
            + (fields.flags.contains(.varKeywords) ? 1 : 0)
        guard variableCount >= argumentCount else { throw MarshalError(.valueError, "code: co_varnames is too small") }

        fields.code = code
        fields.constants = constants
        fields.names = try strings(names)
        fields.localsPlusNames = try strings(localNames)
        fields.filename = filename
        fields.name = name
        fields.qualifiedName = qualifiedName
        fields.firstLine = Int(header.firstLine)
        fields.lineTable = lineTable
        fields.exceptionTable = exceptionTable
        return CodeObject(fields)
    }

    private func strings(_ items: [Constant]) throws(MarshalError) -> [PythonString] {
        var result: [PythonString] = []
        result.reserveCapacity(items.count)
        for item in items {
            guard case .string(let string) = item else { throw MarshalError(.systemError, "non-string found in code slot") }
            result.append(string)
        }
        return result
    }

    // MARK: - Numbers and strings

    private mutating func take(_ count: Int) throws(MarshalError) -> UnsafeRawBufferPointer {
        guard count <= input.count - position else { throw .tooShort }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: input[position..<position + count])
    }

    private mutating func readByte() throws(MarshalError) -> UInt8 {
        guard position < input.count else { throw MarshalError(.eofError, "EOF read where not expected") }
        defer { position += 1 }
        return input[position]
    }

    private mutating func readInt32() throws(MarshalError) -> Int32 {
        guard input.count - position >= 4 else { throw .tooShort }
        defer { position += 4 }
        return Int32(littleEndian: input.loadUnaligned(fromByteOffset: position, as: Int32.self))
    }

    private mutating func readSize(_ what: String) throws(MarshalError) -> Int {
        let size = try readInt32()
        guard size >= 0 else { throw .badData("\(what) out of range") }
        return Int(size)
    }

    private mutating func readDouble() throws(MarshalError) -> Double {
        Double(bitPattern: UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self)))
    }

    /// A float as text: what versions before 2 of the format wrote.
    private mutating func readDoubleText() throws(MarshalError) -> Double {
        let text = String(decoding: try take(Int(try readByte())), as: UTF8.self)
        guard let value = Double(text) else { throw MarshalError(.valueError, "could not convert string to float: '\(text)'") }
        return value
    }

    /// An int in digits of 15 bits, packed into words.
    private mutating func readLong() throws(MarshalError) -> BigInt {
        let count = try readInt32()
        guard count != .min else { throw .badData("long size out of range") }
        var words: [UInt] = []
        var word: UInt = 0
        var filled: UInt = 0
        for index in 0..<Int(count.magnitude) {
            let digit = Int16(littleEndian: try take(2).loadUnaligned(as: Int16.self))
            guard digit >= 0 else { throw .badData("digit out of range in long") }
            if digit == 0, index == Int(count.magnitude) - 1 { throw .badData("unnormalized long data") }
            word |= UInt(digit) << filled
            filled += 15
            if filled >= UInt(UInt.bitWidth) {
                words.append(word)
                filled -= UInt(UInt.bitWidth)
                word = UInt(digit) >> (15 - filled)
            }
        }
        words.append(word)
        return BigInt(sign: count < 0 ? .minus : .plus, magnitude: BigUInt(words: words))
    }

    /// Bytes of one code point each. CPython takes any byte here, above 127 as Latin-1.
    private mutating func readASCII(_ count: Int) throws(MarshalError) -> PythonString {
        let bytes = try take(count)
        guard isASCII(bytes) else { return PythonString(codePoints: bytes.lazy.map { UInt32($0) }) }
        return PythonString(uncheckedUTF8: Array(bytes))
    }

    private mutating func readUTF8(_ count: Int) throws(MarshalError) -> PythonString {
        let bytes = try take(count)
        if let problem = problemInUTF8(bytes) {
            throw MarshalError(.unicodeDecodeError, "'utf-8' codec can't decode \(problem)")
        }
        return PythonString(uncheckedUTF8: Array(bytes))
    }
}

/// Objects that wait for their container. The items of one are moved, not copied, into its array.
private struct ValueStack: ~Copyable {
    private var values: UnsafeMutablePointer<Constant>
    private var weights: [UInt32] = []
    private var capacity = 256
    private(set) var count = 0

    init() { values = .allocate(capacity: capacity) }

    deinit {
        values.deinitialize(count: count)
        values.deallocate()
    }

    subscript(index: Int) -> Constant {
        precondition(index >= 0 && index < count)
        return values[index]
    }

    @inline(__always)
    mutating func push(_ value: consuming Constant, _ weight: UInt32) {
        if count == capacity { grow() }
        (values + count).initialize(to: value)
        count += 1
        weights.append(weight)
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Constant>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: values, count: count)
        values.deallocate()
        values = larger
        capacity *= 2
    }

    /// The weight of a container whose items are the values from `base` on.
    func weight(from base: Int) -> UInt32 { weights[base...].reduce(1) { UInt32(clamping: UInt64($0) + UInt64($1)) } }

    /// Takes the values from `base` on.
    mutating func pop(from base: Int) -> [Constant] {
        precondition(base >= 0 && base <= count)
        let taken = count - base
        let first = values + base
        let items = [Constant](unsafeUninitializedCapacity: taken) { buffer, initialized in
            buffer.baseAddress?.moveInitialize(from: first, count: taken)
            initialized = taken
        }
        count = base
        weights.removeLast(taken)
        return items
    }
}

private func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    var all: UInt64 = 0
    while index + 8 <= bytes.count {
        all |= bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        index += 8
    }
    while index < bytes.count {
        all |= UInt64(bytes[index])
        index += 1
    }
    return all & 0x8080_8080_8080_8080 == 0
}

/// What is wrong with bytes that should be UTF-8 with surrogates, in the words of CPython's UnicodeDecodeError; nil if nothing is.
private func problemInUTF8(_ bytes: UnsafeRawBufferPointer) -> String? {
    var index = 0
    while index < bytes.count {
        let lead = bytes[index]
        if lead < 0x80 {
            index += 1
            continue
        }
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0...0)
            }
        if length == 0 { return problem(bytes, index, 1, "invalid start byte") }
        for part in 1..<length {
            if index + part == bytes.count { return problem(bytes, index, part, "unexpected end of data") }
            let range = part == 1 ? second : 0x80...0xBF
            if !range.contains(bytes[index + part]) { return problem(bytes, index, part, "invalid continuation byte") }
        }
        index += length
    }
    return nil
}

private func problem(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ length: Int, _ reason: String) -> String {
    guard length == 1 else { return "bytes in position \(start)-\(start + length - 1): \(reason)" }
    let digits = String(bytes[start], radix: 16)
    return "byte 0x\(digits.count == 1 ? "0" : "")\(digits) in position \(start): \(reason)"
}
