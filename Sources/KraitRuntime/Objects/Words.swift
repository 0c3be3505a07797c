/// The words of a text, separated by spaces, as bytes: tables of names that are read once at each start, without making a `String` of each.
struct Words: Sequence, IteratorProtocol {
    private var rest: UnsafeBufferPointer<UInt8>.SubSequence

    init(_ text: StaticString) { rest = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)[...] }

    mutating func next() -> UnsafeBufferPointer<UInt8>? {
        while rest.first == UInt8(ascii: " ") || rest.first == UInt8(ascii: "\n") { rest = rest.dropFirst() }
        if rest.isEmpty { return nil }
        let word = rest.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
        rest = rest[word.endIndex...]
        return UnsafeBufferPointer(rebasing: word)
    }
}
