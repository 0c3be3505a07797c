// The module `time`: dates as tuples and as text.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineCalendar(_ builder: NativeBuilder) throws(Raised) {
        let type = try makeStructSequenceType(
            "time.struct_time", module: "time", fields: "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst tm_zone tm_gmtoff", itemCount: 9,
            doc: "A date and time of day: what gmtime() and localtime() return, and asctime(), mktime() and strftime() take.", isBaseType: true)
        machine.pointee.types.structTime = type.value
        try builder.set("struct_time", type.value)
        try builder.set("_STRUCT_TM_ITEMS", Value(smallInt: 11))
        try setZone(builder.namespace)
        try builder.method("tzset", "()", "Take the time zone from the environment again.") { thread, arguments throws(Raised) in
            if let module = thread.modules.get(interned: try thread.intern("time")), module.is(.module) { try thread.setZone(Module(module).dict) }
            return .none
        }
        try defineCalendarFunctions(builder)
        try defineCalendarTexts(builder)
    }

    private func defineCalendarFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("gmtime", "(seconds=None, /)", "The date and time in UTC of a number of seconds since 1970.") { thread, arguments throws(Raised) in
            let seconds = try thread.calendarSeconds(arguments[0])
            guard let calendar = thread.machine.pointee.host.utcCalendar(seconds) else { throw thread.raiseOSError(HostError(number: 75)) }
            return try thread.makeStructTime(calendar)
        }
        try builder.method("localtime", "(seconds=None, /)", "The local date and time of a number of seconds since 1970.") { thread, arguments throws(Raised) in
            let seconds = try thread.calendarSeconds(arguments[0])
            guard let calendar = thread.machine.pointee.host.localCalendar(seconds) else { throw thread.raiseOSError(HostError(number: 75)) }
            return try thread.makeStructTime(calendar)
        }
        try builder.method("mktime", "(time_tuple, /)", "The seconds since 1970 of a local date and time.") { thread, arguments throws(Raised) in
            var calendar = try thread.calendar(arguments[0], function: "mktime")
            guard let seconds = thread.machine.pointee.host.seconds(ofLocal: &calendar) else {
                throw thread.raise(.overflowError, "mktime argument out of range")
            }
            return try thread.makeFloat(Double(seconds))
        }
    }

    private func defineCalendarTexts(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("asctime", "(time_tuple=None, /)", "A date and time as text, like 'Sat Jun 06 16:26:11 1998'.") { thread, arguments throws(Raised) in
            if arguments[0].isUnbound { return try thread.makeText(of: try thread.localNow()) }
            var calendar = try thread.calendar(arguments[0], function: "asctime")
            try thread.check(&calendar)
            return try thread.makeText(of: calendar)
        }
        try builder.method("ctime", "(seconds=None, /)", "The local date and time of a number of seconds since 1970 as text.") { thread, arguments throws(Raised) in
            let seconds = try thread.calendarSeconds(arguments[0])
            guard let calendar = thread.machine.pointee.host.localCalendar(seconds) else { throw thread.raiseOSError(HostError(number: 75)) }
            return try thread.makeText(of: calendar)
        }
        try builder.method("strftime", "(format, time_tuple=None, /)", "A date and time as text, as a format says.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.str) else { throw thread.raise(.typeError, "strftime() argument 1 must be str, not \(thread.argumentName(arguments[0]))") }
            var calendar: HostCalendar
            if arguments[1].isUnbound {
                calendar = try thread.localNow()
            } else {
                calendar = try thread.calendar(arguments[1], function: "strftime")
                try thread.check(&calendar)
            }
            return try thread.format(Str(arguments[0]), calendar)
        }
        try builder.method("strptime", "(string, format='%a %b %d %H:%M:%S %Y', /)", "The date and time that text means by a format.") { thread, arguments throws(Raised) in
            let module = try thread.importModule(
                try thread.intern("_strptime").value, globals: .none, names: try thread.tuple(try thread.intern("_strptime_time").value), level: 0)
            let function = try thread.getAttribute(module, try thread.intern("_strptime_time").value)
            return arguments[1].isUnbound ? try thread.call(function, arguments[0]) : try thread.call(function, arguments[0], arguments[1])
        }
    }

    // MARK: - From and to objects

    /// Seconds since 1970: a number rounded down; now if there is none.
    private func calendarSeconds(_ value: Value) throws(Raised) -> Int {
        if value.isUnbound || value.isNone {
            let now = machine.pointee.host.now(.realTime)
            return now / 1_000_000_000 &- (now % 1_000_000_000 < 0 ? 1 : 0)
        }
        if let number = float(value) {
            if number.isNaN { throw raise(.valueError, "Invalid value NaN (not a number)") }
            let seconds = number.rounded(.down)
            guard seconds >= -0x1p63, seconds < 0x1p63 else { throw raise(.overflowError, "timestamp out of range for platform time_t") }
            return Int(seconds)
        }
        let int = try indexValue(value)
        guard let seconds = machineInteger(int) else { throw raise(.overflowError, "timestamp out of range for platform time_t") }
        return seconds
    }

    private func localNow() throws(Raised) -> HostCalendar {
        guard let calendar = machine.pointee.host.localCalendar(try calendarSeconds(.none)) else { throw raiseOSError(HostError(number: 75)) }
        return calendar
    }

    private func makeStructTime(_ calendar: HostCalendar) throws(Raised) -> Value {
        let fields = try List.make(self)
        for number in [
            calendar.year &+ 1900, calendar.month &+ 1, calendar.day, calendar.hour, calendar.minute, calendar.second, (calendar.weekday &+ 6) % 7, calendar.dayOfYear &+ 1,
            calendar.isDaylightSaving,
        ] {
            try fields.append(try makeInt(number), self)
        }
        try fields.append(try Str.make(calendar.zone, self).value, self)
        try fields.append(try makeInt(calendar.offset), self)
        return try makeStructSequence(Type(machine.pointee.types.structTime), fields)
    }

    /// The fields of a tuple of nine ints or a `struct_time`, not checked.
    private func calendar(_ value: Value, function: String) throws(Raised) -> HostCalendar {
        guard value.is(.tuple) else { throw raise(.typeError, "Tuple or struct_time argument required") }
        let tuple = Tuple(value)
        guard tuple.count == 9 else { throw raise(.typeError, "\(function)(): illegal time tuple argument") }
        func field(_ index: Int) throws(Raised) -> Int {
            let int = try indexValue(tuple[index])
            guard let number = machineInteger(int) else { throw raise(.overflowError, "Python int too large to convert to C long") }
            guard number <= Int(Int32.max) else { throw raise(.overflowError, "signed integer is greater than maximum") }
            guard number >= Int(Int32.min) else { throw raise(.overflowError, "signed integer is less than minimum") }
            return number
        }
        var calendar = HostCalendar()
        calendar.year = try field(0) &- 1900
        guard calendar.year >= Int(Int32.min) else { throw raise(.overflowError, "year out of range") }
        calendar.month = try field(1) &- 1
        calendar.day = try field(2)
        calendar.hour = try field(3)
        calendar.minute = try field(4)
        calendar.second = try field(5)
        // Monday is 0 in Python, Sunday in C; -1 stays negative.
        calendar.weekday = (try field(6) &+ 1) % 7
        calendar.dayOfYear = try field(7) &- 1
        calendar.isDaylightSaving = try field(8)
        if value.type(self).value == machine.pointee.types.structTime {
            let zone = try getAttribute(value, try intern("tm_zone").value), offset = try getAttribute(value, try intern("tm_gmtoff").value)
            if zone.is(.str) { calendar.zone = Str(zone).text }
            if !offset.isNone { calendar.offset = try index(offset) }
        }
        return calendar
    }

    /// Refuses what could not be written as a date; what is left out (0) becomes the first.
    private func check(_ calendar: inout HostCalendar) throws(Raised) {
        if calendar.month == -1 { calendar.month = 0 }
        if calendar.day == 0 { calendar.day = 1 }
        if calendar.dayOfYear == -1 { calendar.dayOfYear = 0 }
        if calendar.month < 0 || calendar.month > 11 { throw raise(.valueError, "month out of range") }
        if calendar.day < 0 || calendar.day > 31 { throw raise(.valueError, "day of month out of range") }
        if calendar.hour < 0 || calendar.hour > 23 { throw raise(.valueError, "hour out of range") }
        if calendar.minute < 0 || calendar.minute > 59 { throw raise(.valueError, "minute out of range") }
        if calendar.second < 0 || calendar.second > 61 { throw raise(.valueError, "seconds out of range") }
        if calendar.weekday < 0 { throw raise(.valueError, "day of week out of range") }
        if calendar.dayOfYear < 0 || calendar.dayOfYear > 365 { throw raise(.valueError, "day of year out of range") }
        calendar.isDaylightSaving = Swift.max(-1, Swift.min(1, calendar.isDaylightSaving))
    }

    // MARK: - Text

    private func makeText(of calendar: HostCalendar) throws(Raised) -> Value {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func padded(_ number: Int, _ filler: String) -> String { number < 10 ? "\(filler)\(number)" : "\(number)" }
        let day = days[(calendar.weekday % 7 + 7) % 7], month = months[(calendar.month % 12 + 12) % 12]
        let time = "\(padded(calendar.hour, "0")):\(padded(calendar.minute, "0")):\(padded(calendar.second, "0"))"
        return try Str.make("\(day) \(month) \(padded(calendar.day, " ")) \(time) \(calendar.year &+ 1900)", self).value
    }

    /// Each directive of the format is the host's to write; everything else stays.
    private func format(_ format: Str, _ calendar: HostCalendar) throws(Raised) -> Value {
        var text = try TextBuilder(capacity: format.count &+ 16, self)
        for index in 0..<format.count where format[index] == 0 { throw raise(.valueError, "embedded null character") }
        var index = 0
        while index < format.count {
            try charge(1)
            guard format[index] == 0x25 else {
                try text.append(format[index])
                index += 1
                continue
            }
            var directive = "%"
            index += 1
            // Flags, a width, and a letter that chooses another form stand before the letter that says what is meant.
            var isComplete = false
            while index < format.count, !isComplete, format[index] < 0x80, let scalar = Unicode.Scalar(format[index]) {
                let letter = Character(scalar)
                guard directive.count < 8 else { break }
                directive.append(letter)
                index += 1
                isComplete = !"_-0^#+EO".contains(letter) && !letter.isNumber
            }
            try charge(16)
            let written = isComplete ? machine.pointee.host.formatted(calendar, directive) : directive
            let piece = try Str.make(written, self)
            try text.append(piece, 0, piece.count)
        }
        return try text.finish().value
    }

    // MARK: - The zone

    /// `timezone`, `altzone`, `daylight` and `tzname`: what holds in January and in July.
    private func setZone(_ namespace: Dict) throws(Raised) {
        let host = machine.pointee.host
        let year = 365 * 24 * 3600 + 6 * 3600
        // January and July of this year, whichever hemisphere that is.
        let start = host.now(.realTime) / 1_000_000_000 / year * year
        let january = host.localCalendar(start) ?? HostCalendar(), july = host.localCalendar(start + year / 2) ?? HostCalendar()
        let isSouthern = january.offset > july.offset
        let winter = isSouthern ? july : january, summer = isSouthern ? january : july
        try namespace.set(interned: try intern("timezone"), try makeInt(-winter.offset), self)
        try namespace.set(interned: try intern("altzone"), try makeInt(-summer.offset), self)
        try namespace.set(interned: try intern("daylight"), Value(smallInt: winter.offset == summer.offset && winter.zone == summer.zone ? 0 : 1), self)
        try namespace.set(interned: try intern("tzname"), try tuple(try Str.make(winter.zone, self).value, try Str.make(summer.zone, self).value), self)
    }
}
