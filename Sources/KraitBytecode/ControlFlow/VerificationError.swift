/// Why a code object is malformed, and where.
public struct VerificationError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        // Fields
        case badArgumentCount
        case badLocals
        case badStackSize(Int)
        case contradictoryFlags
        // Bytecode
        case badCodeLength(Int)
        case badOpcode(Opcode)
        case tooManyPrefixes
        case unexpectedOperand
        case truncatedInstruction
        case filledCache
        // Operands
        case operandOutOfRange(Opcode, UInt32)
        case wrongKindOfVariable(Opcode, UInt32)
        case wrongPredecessor(Opcode)
        // Order of instructions
        case badJumpTarget(Int)
        case forLoopWithoutEnd
        case misplacedPrologue(Opcode)
        case missingPrologue(Opcode)
        case yieldOutsideGenerator
        case fallsOffTheEnd
        // Stack
        case stackUnderflow(depth: Int, needed: Int)
        case stackOverflow(depth: Int, limit: Int)
        case inconsistentDepth(Int, Int)
        case depthBelowHandler(depth: Int, handler: Int)
        // Tables
        case badExceptionTable
        case badLineTable
    }

    public let reason: Reason
    /// In bytes from the beginning of the bytecode; nil where the defect is not in an instruction.
    public let offset: Int?
    /// `co_qualname` of the code object.
    public let qualifiedName: PythonString

    init(_ reason: Reason, offset: Int? = nil, in code: CodeObject) {
        self.reason = reason
        self.offset = offset
        qualifiedName = code.fields.qualifiedName
    }
}

extension VerificationError: CustomStringConvertible {
    public var description: String {
        "\(qualifiedName.description)\(offset.map { " at \($0)" } ?? ""): \(reason)"
    }
}

extension VerificationError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badArgumentCount: "the numbers of arguments do not fit together or exceed the local variables"
        case .badLocals: "names and kinds of local variables do not fit together"
        case .badStackSize(let size): "the stack size \(size) is negative"
        case .contradictoryFlags: "a generator, a coroutine and an asynchronous generator at the same time"
        case .badCodeLength(let length): "the bytecode has \(length) bytes"
        case .badOpcode(let opcode): "\(opcode.name) does not belong in a code object"
        case .tooManyPrefixes: "more than three EXTENDED_ARG before an instruction"
        case .unexpectedOperand: "an operand where the instruction has none"
        case .truncatedInstruction: "the bytecode ends within an instruction"
        case .filledCache: "an inline cache is not empty"
        case .operandOutOfRange(let opcode, let operand): "\(opcode.name) has no operand \(operand) here"
        case .wrongKindOfVariable(let opcode, let operand): "\(opcode.name) does not work on the kind of variable \(operand)"
        case .wrongPredecessor(let opcode): "the instructions before \(opcode.name) do not give what it needs"
        case .badJumpTarget(let target): "\(target), where it jumps to, is not the start of an instruction"
        case .forLoopWithoutEnd: "FOR_ITER does not jump to END_FOR"
        case .misplacedPrologue(let opcode): "\(opcode.name) is possible only before the body, and once"
        case .missingPrologue(let opcode): "\(opcode.name) is missing at the beginning"
        case .yieldOutsideGenerator: "YIELD_VALUE outside of a generator"
        case .fallsOffTheEnd: "execution reaches the end of the bytecode"
        case .stackUnderflow(let depth, let needed): "\(needed) stack items are needed, \(depth) are there"
        case .stackOverflow(let depth, let limit): "\(depth) stack items do not fit in \(limit)"
        case .inconsistentDepth(let one, let other): "reached with \(one) and with \(other) stack items"
        case .depthBelowHandler(let depth, let handler): "the handler keeps \(handler) stack items, \(depth) are there"
        case .badExceptionTable: "the exception table is malformed"
        case .badLineTable: "the line table is malformed"
        }
    }
}
