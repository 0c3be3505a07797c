// Number tokens. What a number is worth is found later: NumberLiterals.swift.

extension Tokenizer {
    func number(_ start: Pointer) throws(CompileError) -> Token {
        var place = start
        if place.pointee == UInt8(ascii: "0") {
            switch start[1] | 0x20 {
            case UInt8(ascii: "x"): return try radixNumber(start, "hexadecimal") { isHexadecimalDigit($0) }
            case UInt8(ascii: "o"): return try radixNumber(start, "octal") { $0 >= UInt8(ascii: "0") && $0 < UInt8(ascii: "8") }
            case UInt8(ascii: "b"): return try radixNumber(start, "binary") { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }
            default: break
            }
            if let plain = try zero(start, &place) { return plain }
        } else if place.pointee != UInt8(ascii: ".") {
            place = try digits(place)
        }
        if place.pointee == UInt8(ascii: ".") {
            place += 1
            if isDigit(place.pointee) { place = try digits(place) }
        }
        if place.pointee | 0x20 == UInt8(ascii: "e") {
            let exponent = place
            place += 1
            if place.pointee == UInt8(ascii: "+") || place.pointee == UInt8(ascii: "-") {
                place += 1
                if !isDigit(place.pointee) { throw fail("invalid decimal literal", at: place) }
            } else if !isDigit(place.pointee) {
                try checkEnd(exponent, "decimal")
                return token(.number, start, exponent)
            }
            place = try digits(place)
        }
        if place.pointee | 0x20 == UInt8(ascii: "j") {
            place += 1
            try checkEnd(place, "imaginary")
        } else {
            try checkEnd(place, "decimal")
        }
        return token(.number, start, place)
    }

    /// A number that begins with 0: zeros, or what goes on as a fraction or an imaginary number. For the latter, returns nil
    /// and leaves `place` where the digits end.
    private func zero(_ start: Pointer, _ place: inout Pointer) throws(CompileError) -> Token? {
        place = start + 1
        while true {
            if place.pointee == UInt8(ascii: "_") {
                place += 1
                if !isDigit(place.pointee) { throw fail("invalid decimal literal", at: place) }
            }
            if place.pointee != UInt8(ascii: "0") { break }
            place += 1
        }
        let zerosEnd = place
        if isDigit(place.pointee) { place = try digits(place) }
        switch place.pointee {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "j"), UInt8(ascii: "J"): return nil
        default: break
        }
        if place != zerosEnd {
            cursor = place
            throw fail(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                from: start, to: zerosEnd)
        }
        try checkEnd(place, "decimal")
        return token(.number, start, place)
    }

    /// `0x…`, `0o…`, `0b…`
    @inline(__always)
    private func radixNumber(_ start: Pointer, _ kind: StaticString, _ isMember: (UInt8) -> Bool) throws(CompileError) -> Token {
        var place = start + 2
        repeat {
            if place.pointee == UInt8(ascii: "_") { place += 1 }
            if !isMember(place.pointee) {
                if isDigit(place.pointee) { throw failAtDigit(place, kind) }
                throw fail("invalid \(kind) literal", at: place)
            }
            repeat { place += 1 } while isMember(place.pointee)
        } while place.pointee == UInt8(ascii: "_")
        if isDigit(place.pointee) { throw failAtDigit(place, kind) }
        try checkEnd(place, kind)
        return token(.number, start, place)
    }

    private func failAtDigit(_ place: Pointer, _ kind: StaticString) -> CompileError {
        fail("invalid digit '\(place.pointee - UInt8(ascii: "0"))' in \(kind) literal", at: place + 1)
    }

    /// Skips digits with single underscores between them.
    @inline(__always)
    private func digits(_ start: Pointer) throws(CompileError) -> Pointer {
        var place = start
        while true {
            while isDigit(place.pointee) { place += 1 }
            if place.pointee != UInt8(ascii: "_") { return place }
            place += 1
            if !isDigit(place.pointee) { throw fail("invalid decimal literal", at: place) }
        }
    }

    @inline(__always)
    func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    @inline(__always)
    private func isHexadecimalDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6 }

    /// What follows a number must not look like a part of it. Keywords that can follow one are let through, with a warning.
    /// In CPython: verify_end_of_number.
    @inline(__always)
    private func checkEnd(_ place: Pointer, _ kind: StaticString) throws(CompileError) {
        if classes.isNameByte(place.pointee) { try checkWord(place, kind) }
    }

    @inline(never)
    private func checkWord(_ place: Pointer, _ kind: StaticString) throws(CompileError) {
        let isKeyword =
            switch place.pointee {
            case UInt8(ascii: "a"): isWord(place, "and")
            case UInt8(ascii: "e"): isWord(place, "else")
            case UInt8(ascii: "f"): isWord(place, "for")
            case UInt8(ascii: "i"): place[1] == UInt8(ascii: "f") || place[1] == UInt8(ascii: "n") || place[1] == UInt8(ascii: "s")
            case UInt8(ascii: "o"): isWord(place, "or")
            case UInt8(ascii: "n"): isWord(place, "not")
            default: false
            }
        guard isKeyword else { throw fail("invalid \(kind) literal", at: place) }
        try warn(.syntaxWarning, "invalid \(kind) literal", at: place)
    }

    private func isWord(_ place: Pointer, _ word: StaticString) -> Bool {
        var index = 0
        while index < word.utf8CodeUnitCount {
            if place[index] != word.utf8Start[index] { return false }
            index += 1
        }
        return !classes.isNameByte(place[index]) && place[index] < 0x80
    }
}
