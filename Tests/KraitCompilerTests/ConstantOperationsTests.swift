import Foundation
import KraitBytecode
import Testing

@testable import KraitCompiler

/// Operators on constants do what CPython's tree optimizer does, bit for bit, as recorded by Fixtures/record_constant_operations.py.
@Suite struct ConstantOperationsTests {
    @Test func operatorsFoldAsInCPython() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/constant_operations.txt")
        var count = 0
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            var reader = ValueReader(text: line.utf8[...])
            let name = reader.word()
            let first = reader.value()
            let operand = try #require(first, "\(line)")
            let result: Constant?
            if let operation = Self.unary[name] {
                result = operand.applying(operation)
            } else if name == "frozenset" {
                guard case .tuple(let items) = operand else { continue }
                result = Constant.frozenSet(of: items)
            } else {
                let second = reader.value()
                let right = try #require(second, "\(line)")
                if name == "Subscript" {
                    result = operand.item(at: right)
                } else {
                    let operation = try #require(Self.binary[name], "\(line)")
                    result = Constant.apply(operation, operand, right)
                }
            }
            var expected = reader.value()
            if name == "frozenset", case .tuple(let items)? = expected { expected = .frozenSet(items) }
            #expect(result == expected, "\(line)")
            count += 1
        }
        #expect(count > 5000)
    }

    static let unary: [String: KraitCompiler.UnaryOperator] = ["Invert": .invert, "Not": .not, "UAdd": .plus, "USub": .minus]
    static let binary: [String: KraitCompiler.BinaryOperator] = [
        "Add": .add, "Sub": .subtract, "Mult": .multiply, "Div": .divide, "Mod": .modulo, "Pow": .power, "LShift": .leftShift,
        "RShift": .rightShift, "BitOr": .bitOr, "BitXor": .bitXor, "BitAnd": .bitAnd, "FloorDiv": .floorDivide,
    ]
}

/// Reads the values of the fixture; `-` is nil.
private struct ValueReader {
    var text: Substring.UTF8View.SubSequence

    mutating func word() -> String {
        let word = text.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ")") }
        text = text[word.endIndex...]
        if text.first == UInt8(ascii: " ") { text.removeFirst() }
        return String(word) ?? ""
    }

    mutating func value() -> Constant? {
        if text.first == UInt8(ascii: "(") {
            text.removeFirst()
            var items: [Constant] = []
            while let next = text.first, next != UInt8(ascii: ")") {
                guard let item = value() else { return nil }
                items.append(item)
            }
            text.removeFirst()
            if text.first == UInt8(ascii: " ") { text.removeFirst() }
            return .tuple(items)
        }
        let word = word()
        let rest = String(word.dropFirst())
        switch word.first {
        case "N": return .some(.none)
        case "E": return .ellipsis
        case "T": return .bool(true)
        case "F": return .bool(false)
        case "i": return BigInt(rest).map { .int($0) }
        case "d": return double(rest[...]).map { .float($0) }
        case "c":
            let parts = rest.split(separator: ",")
            guard let real = double(parts[0]), let imaginary = double(parts[1]) else { return nil }
            return .complex(real: real, imaginary: imaginary)
        case "s": return .string(PythonString(uncheckedUTF8: bytes(rest)))
        case "b": return .bytes(bytes(rest))
        default: return nil
        }
    }

    private func double(_ hex: Substring) -> Double? { UInt64(hex, radix: 16).map(Double.init(bitPattern:)) }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}
