/// The outside world as a machine sees it: files, descriptors, clocks, environment, randomness. Every touch of it goes through the one value of this
/// protocol that the machine owns, so that whoever embeds a machine can grant, replace or refuse each of them.
///
/// Failures carry the system's error number; the caller makes OSError of it.
public protocol Host: AnyObject, Sendable {
    // Descriptors: 0, 1 and 2 are the standard streams.
    /// Reads some bytes; 0 at the end of the file.
    func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(HostError) -> Int
    /// Writes some bytes and returns how many.
    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(HostError) -> Int
    func isTerminal(_ descriptor: Int32) -> Bool
    /// Whether the descriptor is open.
    func isOpen(_ descriptor: Int32) -> Bool

    // Files, by path in UTF-8.
    func readFile(_ path: String) throws(HostError) -> [UInt8]
    func status(_ path: String) throws(HostError) -> FileStatus
    func names(inFolder path: String) throws(HostError) -> [String]
    func absolutePath(_ path: String) -> String
    /// With every symbolic link resolved; nil if there is no such file.
    func resolvedPath(_ path: String) -> String?

    // The process.
    func environmentVariable(_ name: String) -> String?
    var processIdentifier: Int { get }
    /// The text of an error number.
    func message(of error: Int32) -> String

    // Time, in nanoseconds.
    func now(_ clock: HostClock) -> Int
    func resolution(of clock: HostClock) -> Int
    /// Sleeps; returns early when a signal comes.
    func sleep(nanoseconds: Int)
    /// The calendar in the local time zone, and the seconds since 1970 that a local calendar time means; nil if out of range.
    func localCalendar(_ seconds: Int) -> HostCalendar?
    func utcCalendar(_ seconds: Int) -> HostCalendar?
    func seconds(ofLocal calendar: inout HostCalendar) -> Int?
    /// `strftime` for one directive, which the caller has checked.
    func formatted(_ calendar: HostCalendar, _ format: String) -> String

    func fillWithRandom(_ buffer: UnsafeMutableRawBufferPointer) throws(HostError)
}

/// What the system said no with: an `errno`.
public struct HostError: Error, Equatable, Sendable {
    public var number: Int32
    public init(number: Int32) { self.number = number }
    /// A signal came.
    static let interrupted = HostError(number: 4)
}

public struct FileStatus: Sendable {
    public enum Kind: Sendable { case file, folder, other }
    public var kind: Kind
    public var size: Int
    /// Seconds since 1970.
    public var modified: Int
    public init(kind: Kind, size: Int, modified: Int) {
        self.kind = kind
        self.size = size
        self.modified = modified
    }
}

public enum HostClock: Sendable { case realTime, monotonic, processTime, threadTime }

/// The fields of C's `struct tm`, months from 0, years from 1900, and the zone.
public struct HostCalendar: Sendable {
    public var second = 0, minute = 0, hour = 0, day = 1, month = 0, year = 0, weekday = 0, dayOfYear = 0
    public var isDaylightSaving = -1
    public var offset = 0
    public var zone = ""
    public init() {}
}
