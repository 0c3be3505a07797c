/// CPython's format for constants and code objects: what `.pyc` files hold after their header. Version 4, as 3.4 to 3.13 write it.
///
///     object   type byte [| 0x80: the object gets the next reference number], then by type:
///     N T F .  None True False Ellipsis            0  nothing (never in a valid file)
///     i        int, 4 bytes                        l  count (negative for a negative int), then digits of 15 bits, 2 bytes each
///     g        float, 8 bytes                      y  complex, 16 bytes
///     s        bytes: size of 4 bytes, contents
///     z Z      ASCII str: size of 1 byte, contents. Z: interned
///     a A      ASCII str: size of 4 bytes          u t  UTF-8 with surrogates: size of 4 bytes. A, t: interned
///     )  (     tuple: count of 1 or 4 bytes, items
///     >        frozenset: count of 4 bytes, items
///     c        code: argument counts (all, positional-only, keyword-only), stack size, flags: 4 bytes each;
///              code, constants, names, locals, kinds of locals, file name, name, qualified name: objects;
///              first line: 4 bytes; location table, exception table: objects
///     r        reference: number of 4 bytes
///
/// All numbers are little-endian. In CPython: Python/marshal.c.
public enum Marshal {
    /// How deep objects may nest, for reading and writing (CPython's limit).
    static let depthLimit = 2000

    static let referenceFlag: UInt8 = 0x80

    enum TypeCode {
        static let null = UInt8(ascii: "0")
        static let none = UInt8(ascii: "N")
        static let stopIteration = UInt8(ascii: "S")
        static let ellipsis = UInt8(ascii: ".")
        static let `false` = UInt8(ascii: "F")
        static let `true` = UInt8(ascii: "T")
        static let int = UInt8(ascii: "i")
        static let int64 = UInt8(ascii: "I")
        static let long = UInt8(ascii: "l")
        static let floatText = UInt8(ascii: "f")
        static let float = UInt8(ascii: "g")
        static let complexText = UInt8(ascii: "x")
        static let complex = UInt8(ascii: "y")
        static let bytes = UInt8(ascii: "s")
        static let ascii = UInt8(ascii: "a")
        static let asciiInterned = UInt8(ascii: "A")
        static let shortASCII = UInt8(ascii: "z")
        static let shortASCIIInterned = UInt8(ascii: "Z")
        static let unicode = UInt8(ascii: "u")
        static let unicodeInterned = UInt8(ascii: "t")
        static let smallTuple = UInt8(ascii: ")")
        static let tuple = UInt8(ascii: "(")
        static let list = UInt8(ascii: "[")
        static let dict = UInt8(ascii: "{")
        static let set = UInt8(ascii: "<")
        static let frozenSet = UInt8(ascii: ">")
        static let code = UInt8(ascii: "c")
        static let reference = UInt8(ascii: "r")
    }

    /// Reads one object; bytes after it are ignored, as `marshal.loads` ignores them.
    ///
    /// Throws what CPython's reader would raise. Input need not be trusted: whatever it holds, time and memory stay in proportion to its size.
    /// Objects that no code object holds (list, dict, set, StopIteration) are an error.
    public static func read(_ bytes: [UInt8]) throws(MarshalError) -> Constant {
        try read(bytes, from: 0)
    }

    static func read(_ bytes: [UInt8], from offset: Int) throws(MarshalError) -> Constant {
        try bytes.withUnsafeBufferPointer { buffer throws(MarshalError) in
            var reader = MarshalReader(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[min(offset, buffer.count)...])))
            return try reader.read()
        }
    }

    /// The bytes that CPython 3.13 would write for `constant` after compiling it, as far as its structure tells.
    ///
    /// CPython writes a reference where the same object occurs again, and marks objects that anything else refers to; which objects its compiler
    /// shares is known, so compiled files agree byte for byte with few exceptions. Throws ValueError when objects nest more than 2,000 deep.
    public static func write(_ constant: Constant) throws(MarshalError) -> [UInt8] {
        var writer = MarshalWriter()
        try writer.write(constant)
        return writer.finish()
    }
}

/// What reading or writing marshalled data and `.pyc` files raises: the Python exception.
public struct MarshalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The Python class of the exception.
    public enum Category: String, Sendable {
        case valueError = "ValueError"
        case eofError = "EOFError"
        case typeError = "TypeError"
        case systemError = "SystemError"
        case unicodeDecodeError = "UnicodeDecodeError"
        case importError = "ImportError"
    }

    public var category: Category
    public var message: String

    init(_ category: Category, _ message: String) {
        self.category = category
        self.message = message
    }

    public var description: String { "\(category.rawValue): \(message)" }

    static func badData(_ what: String) -> MarshalError { MarshalError(.valueError, "bad marshal data (\(what))") }
    static let tooShort = MarshalError(.eofError, "marshal data too short")
}
