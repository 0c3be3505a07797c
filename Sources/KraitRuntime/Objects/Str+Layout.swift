// Methods of `str` that fill to a width: center, ljust, rjust, zfill, expandtabs.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineStrLayout(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("center", "($self, width, fillchar=' ', /)", "Return the string in the middle of a string of at least that width.") { thread, arguments throws(Raised) in
            let (string, width, fill) = try thread.paddingArguments(arguments)
            if width <= string.count { return try string.exact(thread).value }
            let margin = width - string.count
            let left = margin / 2 + (margin & width & 1)
            return try string.padded(left: left, right: margin - left, fill, thread).value
        }
        try builder.method("ljust", "($self, width, fillchar=' ', /)", "Return the string at the left of a string of at least that width.") { thread, arguments throws(Raised) in
            let (string, width, fill) = try thread.paddingArguments(arguments)
            return try string.padded(left: 0, right: width < string.count ? 0 : width - string.count, fill, thread).value
        }
        try builder.method("rjust", "($self, width, fillchar=' ', /)", "Return the string at the right of a string of at least that width.") { thread, arguments throws(Raised) in
            let (string, width, fill) = try thread.paddingArguments(arguments)
            return try string.padded(left: width < string.count ? 0 : width - string.count, right: 0, fill, thread).value
        }
        try builder.method("zfill", "($self, width, /)", "Fill with zeros on the left, behind a sign, up to that width.") { thread, arguments throws(Raised) in
            let string = Str(arguments[0]), width = try thread.index(arguments[1])
            if width <= string.count { return try string.exact(thread).value }
            let result = try string.padded(left: width - string.count, right: 0, 0x30, thread)
            if string.count > 0, string[0] == 0x2B || string[0] == 0x2D {
                result.store(string[0], at: 0)
                result.store(0x30, at: width - string.count)
            }
            return result.value
        }
        try builder.method("expandtabs", "($self, /, tabsize=8)", "Return a copy in which spaces up to the next column stand for each tab.") { thread, arguments throws(Raised) in
            let string = Str(arguments[0]), size = arguments[1].isUnbound ? 8 : try thread.index(arguments[1])
            guard size <= Int(Int32.max), size >= Int(Int32.min) else { throw thread.raise(.overflowError, "Python int too large to convert to C int") }
            var builder = try TextBuilder(capacity: string.count + 16, thread)
            var column = 0
            for index in 0..<string.count {
                let point = string[index]
                if point == 0x09 {
                    let spaces = size > 0 ? size - column % size : 0
                    try builder.append(0x20, times: spaces)
                    column += spaces
                } else {
                    column = point == 0x0A || point == 0x0D ? 0 : column + 1
                    try builder.append(point)
                }
            }
            return try builder.finish().value
        }
    }

    private func paddingArguments(_ arguments: Arguments) throws(Raised) -> (string: Str, width: Int, fill: UInt32) {
        let width = try index(arguments[1])
        var fill: UInt32 = 0x20
        if !arguments[2].isUnbound {
            guard arguments[2].is(.str) else {
                throw raise(.typeError, "The fill character must be a unicode character, not \(arguments[2].type(self).name)")
            }
            guard Str(arguments[2]).count == 1 else { throw raise(.typeError, "The fill character must be exactly one character long") }
            fill = Str(arguments[2])[0]
        }
        return (Str(arguments[0]), width, fill)
    }
}

extension Str {
    /// The text with that many fill characters before and behind it. The counts are not negative.
    func padded(left: Int, right: Int, _ fill: UInt32, _ thread: Thread) throws(Raised) -> Str {
        if left == 0 && right == 0 { return try exact(thread) }
        let (margin, overflow) = left.addingReportingOverflow(right)
        let (total, overflowAgain) = margin.addingReportingOverflow(count)
        if overflow || overflowAgain { throw thread.raise(.overflowError, "padded string is too long") }
        try thread.charge(total >> 4)
        let result = try Str.allocate(count: total, largest: max(bound, fill), thread)
        let width = result.width
        var unit = fill.littleEndian
        try withUnsafeBytes(of: &unit) { pattern throws(Raised) in
            guard let base = pattern.baseAddress else { return }
            try thread.fillBytes(result.bytes, base, width, left * width)
            try thread.fillBytes(result.bytes + (left + count) * width, base, width, right * width)
        }
        result.fill(from: self, 0, count, at: left)
        return result
    }
}
