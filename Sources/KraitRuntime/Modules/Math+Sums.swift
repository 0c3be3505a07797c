#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// The module `math`: sums, products and norms of many numbers.

/// The exact sum or product of two doubles in two: the rounded result and what rounding took.
private struct DoubleDouble {
    var high: Double
    var low: Double

    /// a + b where the magnitude of a is not less than that of b.
    static func fastSum(_ a: Double, _ b: Double) -> DoubleDouble {
        let sum = a + b
        return DoubleDouble(high: sum, low: (a - sum) + b)
    }

    static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
        let sum = a + b, part = sum - a
        return DoubleDouble(high: sum, low: (a - (sum - part)) + (b - part))
    }

    static func product(_ a: Double, _ b: Double) -> DoubleDouble {
        let product = a * b
        return DoubleDouble(high: product, low: fma(a, b, -product))
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineSums(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("fsum", "(seq, /)", "The sum of numbers, rounded once.") { t, a throws(Raised) in try t.exactSum(a[0]) }
        try builder.method("prod", "(iterable, /, *, start=1)", "The product of all items and a start value.") { t, a throws(Raised) in
            var result = a[1].isUnbound ? Value(smallInt: 1) : a[1]
            let iterator = try t.iterator(of: a[0])
            while let item = try t.nextItem(iterator) {
                if let product = try t.arithmetic(.multiply, result, item) {
                    result = product
                } else {
                    result = try t.binary(.multiply, result, item)
                }
                try t.charge(1)
            }
            return result
        }
        try builder.method("hypot", "(*coordinates)", "The distance of a point from the origin.") { t, a throws(Raised) in
            let items = Tuple(a[0])
            let vector = try t.allocateDoubles(items.count)
            for index in 0..<items.count { vector[index] = try t.double(items[index]).magnitude }
            return try t.makeFloat(Double.norm(vector, items.count))
        }
        try builder.method("dist", "(p, q, /)", "The distance of two points.") { t, a throws(Raised) in
            let p = try t.coordinates(a[0]), q = try t.coordinates(a[1])
            if p.count != q.count { throw t.raise(.valueError, "both points must have the same number of dimensions") }
            let vector = try t.allocateDoubles(p.count)
            for index in 0..<p.count { vector[index] = (try t.double(p[index]) - (try t.double(q[index]))).magnitude }
            return try t.makeFloat(Double.norm(vector, p.count))
        }
        try builder.method("sumprod", "(p, q, /)", "The sum of the products of the items of two sequences.") { t, a throws(Raised) in
            try t.sumOfProducts(a[0], a[1])
        }
    }

    private func allocateDoubles(_ count: Int) throws(Raised) -> UnsafeMutablePointer<Double> {
        UnsafeMutableRawPointer(try allocateLimbs(count)).assumingMemoryBound(to: Double.self)
    }

    private func coordinates(_ value: Value) throws(Raised) -> Tuple {
        if value.is(.tuple) { return Tuple(value) }
        let list = try List.make(self)
        let iterator = try iterator(of: value)
        while let item = try nextItem(iterator) {
            try list.append(item, self)
            try charge(1)
        }
        return try Tuple.make(list.base, count: list.count, self)
    }

    /// Keeps the exact sum as doubles that do not overlap, smallest first (Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997).
    private func exactSum(_ iterable: Value) throws(Raised) -> Value {
        let iterator = try iterator(of: iterable)
        var capacity = 32, count = 0
        var partials = try allocateDoubles(capacity)
        var specialSum = 0.0, infiniteSum = 0.0
        while let item = try nextItem(iterator) {
            try charge(1)
            var x = try double(item)
            let original = x
            var kept = 0
            for index in 0..<count {
                var y = partials[index]
                if x.magnitude < y.magnitude { swap(&x, &y) }
                let high = x + y, low = y - (high - x)
                if low != 0 { partials[kept] = low; kept += 1 }
                x = high
            }
            count = kept
            if x == 0 { continue }
            if !x.isFinite {
                // The sum of finite numbers must not overflow on the way; infinities and NaNs are summed apart.
                if original.isFinite { throw raise(.overflowError, "intermediate overflow in fsum") }
                if original.isInfinite { infiniteSum += original }
                specialSum += original
                count = 0
                continue
            }
            if count == capacity {
                let larger = try allocateDoubles(capacity * 2)
                larger.update(from: partials, count: count)
                partials = larger
                capacity *= 2
            }
            partials[count] = x
            count += 1
        }
        if specialSum != 0 {
            if infiniteSum.isNaN { throw raise(.valueError, "-inf + inf in fsum") }
            return try makeFloat(specialSum)
        }
        if count == 0 { return try makeFloat(0) }
        count -= 1
        var high = partials[count], low = 0.0
        while count > 0 {
            let x = high
            count -= 1
            let y = partials[count]
            high = x + y
            low = y - (high - x)
            if low != 0 { break }
        }
        // Half-way cases: the next partial says to which side.
        if count > 0, (low < 0 && partials[count - 1] < 0) || (low > 0 && partials[count - 1] > 0) {
            let y = low * 2, x = high + y
            if y == x - high { high = x }
        }
        return try makeFloat(high)
    }

    /// Ints exactly, floats with three doubles; anything else by its operators.
    private func sumOfProducts(_ first: Value, _ second: Value) throws(Raised) -> Value {
        let p = try iterator(of: first), q = try iterator(of: second)
        var total = Value(smallInt: 0)
        var isInts = true, ints = Value(smallInt: 0), hasInts = false
        var isFloats = true, high = 0.0, low = 0.0, tiny = 0.0, hasFloats = false
        while true {
            let x = try nextItem(p), y = try nextItem(q)
            if (x == nil) != (y == nil) { throw raise(.valueError, "Inputs are not the same length") }
            try charge(1)
            if isInts {
                if let x, let y, isPlainInt(x), isPlainInt(y) {
                    ints = try addInts(ints, try multiplyInts(x, y))
                    hasInts = true
                    continue
                }
                isInts = false
                if hasInts { total = try binary(.add, total, ints) }
            }
            if isFloats {
                if let x, let y, let (a, b) = floats(x, y) {
                    let product = DoubleDouble.product(a, b), sum = DoubleDouble.sum(high, product.high)
                    let one = DoubleDouble.sum(low, product.low), two = DoubleDouble.sum(one.high, sum.low)
                    // What overflows, infinities and NaNs are summed as `+` and `*` do.
                    if sum.high.isFinite {
                        (high, low, tiny) = (sum.high, two.high, tiny + one.low + two.low)
                        hasFloats = true
                        continue
                    }
                }
                isFloats = false
                if hasFloats {
                    let last = DoubleDouble.sum(low, high)
                    total = try binary(.add, total, try makeFloat(tiny + last.low + last.high))
                }
            }
            guard let x, let y else { return total }
            total = try binary(.add, total, try binary(.multiply, x, y))
        }
    }

    private func isPlainInt(_ value: Value) -> Bool { value.isSmallInt || value.has(machine.pointee.shapes.int) }

    /// Two floats, or a float and an int or bool that a double holds.
    private func floats(_ x: Value, _ y: Value) -> (Double, Double)? {
        guard let first = plainNumber(x), let second = plainNumber(y) else { return nil }
        switch (first, second) {
        case (.float(let a), .float(let b)): return (a, b)
        case (.float(let a), .int(let b)): return machineInteger(b).map { (a, Double($0)) }
        case (.int(let a), .float(let b)): return machineInteger(a).map { (Double($0), b) }
        default: return nil
        }
    }
}

extension Double {
    /// The square root of the sum of squares of magnitudes, to within one unit of the last place (CPython: `vector_norm`).
    fileprivate static func norm(_ vector: UnsafeMutablePointer<Double>, _ count: Int) -> Double {
        var largest = 0.0, hasNaN = false
        for index in 0..<count {
            if vector[index].isNaN { hasNaN = true }
            if vector[index] > largest { largest = vector[index] }
        }
        if largest.isInfinite { return largest }
        if hasNaN { return .nan }
        if largest == 0 || count <= 1 { return largest }
        if Int(largest.exponent) + 1 < -1023 {
            // The power of two to scale with would overflow.
            for index in 0..<count { vector[index] /= leastNormalMagnitude }
            return leastNormalMagnitude * norm(vector, count)
        }
        let scale = scalbn(1, Int32(-(Int(largest.exponent) + 1)))
        var sum = 1.0, first = 0.0, second = 0.0
        func add(_ product: DoubleDouble) {
            let total = DoubleDouble.fastSum(sum, product.high)
            sum = total.high
            first += product.low
            second += total.low
        }
        for index in 0..<count {
            let x = vector[index] * scale
            add(.product(x, x))
        }
        var root = (sum - 1 + (first + second)).squareRoot()
        add(.product(-root, root))
        root += (sum - 1 + (first + second)) / (2 * root)
        return root / scale
    }
}
