/// A whole number of any size, as native code computes with it: sign and magnitude.
///
/// The results of arithmetic on `int` beyond 62 bits are made of it. Schoolbook methods: linear addition, quadratic multiplication.
public struct Integer: Equatable, Sendable {
    /// Limbs, least significant first, without leading zeros; none for 0.
    public private(set) var magnitude: [UInt]
    public private(set) var isNegative: Bool

    public init(magnitude: [UInt], isNegative: Bool) {
        self.magnitude = magnitude
        while self.magnitude.last == 0 { self.magnitude.removeLast() }
        self.isNegative = isNegative && !self.magnitude.isEmpty
    }

    public init(_ number: Int) { self.init(magnitude: number == 0 ? [] : [number.magnitude], isNegative: number < 0) }

    /// The number if a machine word holds it.
    public var machineInteger: Int? {
        if magnitude.count > 1 { return nil }
        guard let limb = magnitude.first else { return 0 }
        if isNegative { return limb <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- limb) : nil }
        return Int(exactly: limb)
    }

    public static func + (left: Integer, right: Integer) -> Integer {
        if left.isNegative == right.isNegative { return Integer(magnitude: sum(left.magnitude, right.magnitude), isNegative: left.isNegative) }
        if isLess(left.magnitude, right.magnitude) {
            return Integer(magnitude: difference(right.magnitude, left.magnitude), isNegative: right.isNegative)
        }
        return Integer(magnitude: difference(left.magnitude, right.magnitude), isNegative: left.isNegative)
    }

    public static func - (left: Integer, right: Integer) -> Integer {
        left + Integer(magnitude: right.magnitude, isNegative: !right.isNegative)
    }

    public static func * (left: Integer, right: Integer) -> Integer {
        var product = [UInt](repeating: 0, count: left.magnitude.count + right.magnitude.count)
        for (index, a) in left.magnitude.enumerated() {
            var carry: UInt = 0
            for (offset, b) in right.magnitude.enumerated() {
                let (high, low) = a.multipliedFullWidth(by: b)
                let (first, overflowOne) = low.addingReportingOverflow(product[index + offset])
                let (second, overflowTwo) = first.addingReportingOverflow(carry)
                product[index + offset] = second
                carry = high &+ (overflowOne ? 1 : 0) &+ (overflowTwo ? 1 : 0)
            }
            product[index + right.magnitude.count] = carry
        }
        return Integer(magnitude: product, isNegative: left.isNegative != right.isNegative)
    }

    private static func isLess(_ left: [UInt], _ right: [UInt]) -> Bool {
        if left.count != right.count { return left.count < right.count }
        for index in left.indices.reversed() where left[index] != right[index] { return left[index] < right[index] }
        return false
    }

    private static func sum(_ left: [UInt], _ right: [UInt]) -> [UInt] {
        var result: [UInt] = []
        result.reserveCapacity(max(left.count, right.count) + 1)
        var carry: UInt = 0
        for index in 0..<max(left.count, right.count) {
            let (first, overflowOne) = (index < left.count ? left[index] : 0).addingReportingOverflow(index < right.count ? right[index] : 0)
            let (second, overflowTwo) = first.addingReportingOverflow(carry)
            result.append(second)
            carry = overflowOne || overflowTwo ? 1 : 0
        }
        if carry > 0 { result.append(carry) }
        return result
    }

    /// The first magnitude is not the smaller one.
    private static func difference(_ left: [UInt], _ right: [UInt]) -> [UInt] {
        var result: [UInt] = []
        result.reserveCapacity(left.count)
        var borrow: UInt = 0
        for index in left.indices {
            let (first, overflowOne) = left[index].subtractingReportingOverflow(index < right.count ? right[index] : 0)
            let (second, overflowTwo) = first.subtractingReportingOverflow(borrow)
            result.append(second)
            borrow = overflowOne || overflowTwo ? 1 : 0
        }
        return result
    }

    /// Decimal digits.
    public var digits: String {
        if magnitude.isEmpty { return "0" }
        var rest = magnitude, groups: [UInt] = []
        let group: UInt = 1_000_000_000_000_000_000
        while !rest.isEmpty {
            var remainder: UInt = 0
            for index in rest.indices.reversed() {
                let (quotient, left) = group.dividingFullWidth((remainder, rest[index]))
                rest[index] = quotient
                remainder = left
            }
            groups.append(remainder)
            while rest.last == 0 { rest.removeLast() }
        }
        var text = isNegative ? "-" : ""
        text += String(groups[groups.count - 1])
        for value in groups.dropLast().reversed() {
            let part = String(value)
            text += String(repeating: "0", count: 18 - part.count) + part
        }
        return text
    }
}
