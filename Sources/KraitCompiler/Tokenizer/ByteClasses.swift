// Tables that the tokenizer reads for every byte and name, behind plain pointers: no bounds checks, no reference counts.

/// What a token can begin with.
enum ByteClass: UInt8 {
    /// End of the text, control characters.
    case other
    case space, newline, comment, backslash, quote, digit, dot
    /// A letter, `_` or a byte of a character beyond ASCII.
    case name
    case openBracket, closeBracket
    /// Everything that operators are made of, and `$`, `?` and the backquote.
    case punctuation
}

struct ByteClasses {
    /// Indexed by byte.
    private let classes: UnsafePointer<ByteClass>
    private let nameBytes: UnsafePointer<Bool>

    nonisolated(unsafe) static let shared = ByteClasses()

    private init() {
        let classes = UnsafeMutablePointer<ByteClass>.allocate(capacity: 256)
        let nameBytes = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
        for byte in UInt8.min...UInt8.max {
            let kind: ByteClass =
                switch byte {
                case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C: .space
                case UInt8(ascii: "\n"): .newline
                case UInt8(ascii: "#"): .comment
                case UInt8(ascii: "\\"): .backslash
                case UInt8(ascii: "'"), UInt8(ascii: "\""): .quote
                case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
                case UInt8(ascii: "."): .dot
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: .name
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): .openBracket
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): .closeBracket
                case 0x21..<0x7F: .punctuation
                default: .other
                }
            classes[Int(byte)] = kind
            nameBytes[Int(byte)] = (kind == .name && byte < 0x80) || kind == .digit
        }
        self.classes = UnsafePointer(classes)
        self.nameBytes = UnsafePointer(nameBytes)
    }

    @inline(__always)
    subscript(_ byte: UInt8) -> ByteClass { classes[Int(byte)] }

    /// Whether a name of ASCII can go on with the byte.
    @inline(__always)
    func isNameByte(_ byte: UInt8) -> Bool { nameBytes[Int(byte)] }
}

/// Finds keywords by one multiplication: no keyword is longer than eight bytes, so a name is one word.
struct KeywordTable {
    struct Entry {
        var word: UInt64
        var kind: TokenKind
        var softKeyword: SoftKeyword
    }

    private let entries: UnsafePointer<Entry>
    private static let count = 256

    nonisolated(unsafe) static let shared = KeywordTable()

    private init() {
        let entries = UnsafeMutablePointer<Entry>.allocate(capacity: Self.count)
        entries.initialize(repeating: Entry(word: 0, kind: .name, softKeyword: .none), count: Self.count)
        func add(_ name: String, _ kind: TokenKind, _ softKeyword: SoftKeyword = .none) {
            var word: UInt64 = 0
            for (index, byte) in name.utf8.enumerated() { word |= UInt64(byte) << UInt64(index * 8) }
            var slot = Self.slot(of: word)
            while entries[slot].word != 0 { slot = (slot + 1) % Self.count }
            entries[slot] = Entry(word: word, kind: kind, softKeyword: softKeyword)
        }
        for (name, kind) in Self.keywords { add(name, kind) }
        add("case", .name, .case_)
        add("match", .name, .match)
        add("type", .name, .type)
        add("_", .name, .underscore)
        self.entries = UnsafePointer(entries)
    }

    private static let keywords: [(String, TokenKind)] = [
        ("False", .false_), ("None", .none), ("True", .true_), ("and", .and), ("as", .as_), ("assert", .assert), ("async", .async),
        ("await", .await), ("break", .break_), ("class", .class_), ("continue", .continue_), ("def", .def), ("del", .del),
        ("elif", .elif), ("else", .else_), ("except", .except), ("finally", .finally), ("for", .for_), ("from", .from),
        ("global", .global), ("if", .if_), ("import", .import_), ("in", .in_), ("is", .is_), ("lambda", .lambda),
        ("nonlocal", .nonlocal), ("not", .not), ("or", .or), ("pass", .pass), ("raise", .raise), ("return", .return_),
        ("try", .try_), ("while", .while_), ("with", .with), ("yield", .yield),
    ]

    @inline(__always)
    private static func slot(of word: UInt64) -> Int { Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 56) }

    /// The entry of a name of at most eight bytes, given as a little-endian word; nil for all other names.
    @inline(__always)
    func find(_ word: UInt64) -> Entry? {
        var slot = Self.slot(of: word)
        while true {
            let entry = entries[slot]
            if entry.word == word { return entry }
            if entry.word == 0 { return nil }
            slot = (slot + 1) & (Self.count - 1)
        }
    }
}
