#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// The gamma function by Lanczos' approximation with N = 13, g = 6.024680040776729583740234375, as Boost and CPython compute it: the last digits agree.

private enum Lanczos {
    static let g = 6.024680040776729583740234375
    static let gMinusHalf = 5.524680040776729583740234375
    static let logPi = 1.144729885849400174143427351353058711647

    /// The rational function at x, from the end that keeps its terms small.
    static func sum(_ x: Double) -> Double {
        var numerator = 0.0, denominator = 0.0
        withCoefficients { over, under in
            if x < 5 {
                var index = 13
                while index > 0 {
                    index -= 1
                    numerator = numerator * x + over[index]
                    denominator = denominator * x + under[index]
                }
            } else {
                for index in 0..<13 {
                    numerator = numerator / x + over[index]
                    denominator = denominator / x + under[index]
                }
            }
        }
        return numerator / denominator
    }

    private static func withCoefficients(_ body: ([Double], [Double]) -> Void) {
        body(
            [
                23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
                35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
                6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
                248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
                2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
                8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
                2.5066282746310002701649081771338373386264310793408,
            ],
            [
                0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
            ])
    }

    /// sin(πx), exact where x is a multiple of a half.
    static func sinPi(_ x: Double) -> Double {
        let y = fmod(x.magnitude, 2)
        let result: Double
        switch Int((2 * y).rounded()) {
        case 0: result = sin(.pi * y)
        case 1: result = cos(.pi * (y - 0.5))
        // -sin(π(y - 1)) would give -0.0 where 0.0 is due.
        case 2: result = sin(.pi * (1 - y))
        case 3: result = -cos(.pi * (y - 1.5))
        default: result = sin(.pi * (y - 2))
        }
        return copysign(1, x) * result
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func gamma(_ x: Double) throws(Raised) -> Double {
        if !x.isFinite {
            if x.isNaN || x > 0 { return x }
            throw raiseDomainError()
        }
        if x == 0 { throw raiseDomainError() }
        if x == x.rounded(.down) {
            if x < 0 { throw raiseDomainError() }
            if x <= 23 {
                // Exact doubles.
                var product = 1.0, factor = 2.0
                while factor < x { product *= factor; factor += 1 }
                return product
            }
        }
        let magnitude = x.magnitude
        var result: Double
        if magnitude < 1e-20 {
            result = 1 / x
        } else if magnitude > 200 {
            if x < 0 { return 0 / Lanczos.sinPi(x) }
            throw raiseRangeError()
        } else {
            let y = magnitude + Lanczos.gMinusHalf
            // What rounding took from y.
            var z = magnitude > Lanczos.gMinusHalf ? (y - magnitude) - Lanczos.gMinusHalf : (y - Lanczos.gMinusHalf) - magnitude
            z = z * Lanczos.g / y
            if x < 0 {
                result = -.pi / Lanczos.sinPi(magnitude) / magnitude * exp(y) / Lanczos.sum(magnitude)
                result -= z * result
                if magnitude < 140 {
                    result /= pow(y, magnitude - 0.5)
                } else {
                    let root = pow(y, magnitude / 2 - 0.25)
                    result /= root
                    result /= root
                }
            } else {
                result = Lanczos.sum(magnitude) / exp(y)
                result += z * result
                if magnitude < 140 {
                    result *= pow(y, magnitude - 0.5)
                } else {
                    let root = pow(y, magnitude / 2 - 0.25)
                    result *= root
                    result *= root
                }
            }
        }
        if result.isInfinite { throw raiseRangeError() }
        return result
    }

    func logGamma(_ x: Double) throws(Raised) -> Double {
        if !x.isFinite { return x.isNaN ? x : .infinity }
        if x == x.rounded(.down), x <= 2 {
            if x <= 0 { throw raiseDomainError() }
            return 0
        }
        let magnitude = x.magnitude
        if magnitude < 1e-20 { return -log(magnitude) }
        var result = log(Lanczos.sum(magnitude)) - Lanczos.g
        result += (magnitude - 0.5) * (log(magnitude + Lanczos.g - 0.5) - 1)
        if x < 0 { result = Lanczos.logPi - log(Lanczos.sinPi(magnitude).magnitude) - log(magnitude) - result }
        if result.isInfinite { throw raiseRangeError() }
        return result
    }
}
