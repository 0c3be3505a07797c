/// One instruction as it lies in a code object: EXTENDED_ARGs, the instruction proper and its inline cache.
///
///         start            offset        end
///           ▼                ▼            ▼
///     … │ EXTENDED_ARG… │ opcode arg │ cache… │ …
///
/// All offsets are in bytes from the beginning of the bytecode, as `dis` shows them.
public struct Instruction: Hashable, Sendable {
    public let opcode: Opcode
    /// How many EXTENDED_ARGs come before it, 0 to 3.
    public let prefixCount: UInt8
    /// The operand with the bits of the EXTENDED_ARGs; 0 where the opcode has none.
    public let argument: UInt32
    private let position: UInt32

    init(opcode: Opcode, prefixCount: UInt8, argument: UInt32, offset: UInt32) {
        self.opcode = opcode
        self.prefixCount = prefixCount
        self.argument = argument
        position = offset
    }

    /// Where the opcode proper lies: what a frame's `f_lasti` says.
    @inline(__always) public var offset: Int { Int(position) }
    /// Where its first EXTENDED_ARG lies: what jumps aim at.
    @inline(__always) public var start: Int { Int(position) - 2 * Int(prefixCount) }
    /// Where the next instruction starts.
    @inline(__always) public var end: Int { Int(position) + 2 + 2 * opcode.cacheCount }

    /// Where it jumps to, or would: not necessarily the start of an instruction, and possibly outside of the code, unless
    /// the code is verified. Nil where the opcode does not jump.
    public var jumpTarget: Int? {
        guard opcode.hasJump else { return nil }
        return opcode.isBackwardJump ? end - 2 * Int(argument) : end + 2 * Int(argument)
    }
}

extension CodeObject {
    /// The instructions, in order. Throws where the bytecode is no sequence of instructions that a file may hold:
    /// unknown, specialized and pseudo instructions, missing or filled caches, operands where none belongs.
    public func instructions() throws(VerificationError) -> [Instruction] {
        let code = fields.code
        func failure(_ reason: VerificationError.Reason, at offset: Int) -> VerificationError {
            VerificationError(reason, offset: offset, in: self)
        }
        guard !code.isEmpty, code.count & 1 == 0, code.count <= Int(Int32.max) else {
            throw failure(.badCodeLength(code.count), at: 0)
        }
        var instructions: [Instruction] = []
        instructions.reserveCapacity(code.count / 3)
        var offset = 0
        var argument: UInt32 = 0
        var prefixCount: UInt8 = 0
        while offset < code.count {
            let opcode = Opcode(rawValue: UInt16(code[offset]))
            let low = UInt32(code[offset + 1])
            guard opcode.isAllowedInFiles else { throw failure(.badOpcode(opcode), at: offset) }
            if opcode == .extendedArg {
                guard prefixCount < 3 else { throw failure(.tooManyPrefixes, at: offset) }
                prefixCount += 1
                argument = (argument | low) << 8
                offset += 2
                continue
            }
            guard opcode.hasArgument || (low == 0 && prefixCount == 0) else { throw failure(.unexpectedOperand, at: offset) }
            let instruction = Instruction(
                opcode: opcode, prefixCount: prefixCount, argument: argument | low, offset: UInt32(offset))
            guard instruction.end <= code.count else { throw failure(.truncatedInstruction, at: offset) }
            for cached in code[offset + 2..<instruction.end] where cached != 0 { throw failure(.filledCache, at: offset) }
            instructions.append(instruction)
            offset = instruction.end
            argument = 0
            prefixCount = 0
        }
        guard prefixCount == 0 else { throw failure(.truncatedInstruction, at: offset - 2) }
        return instructions
    }
}

extension Opcode {
    /// Whether a `.pyc` file may hold it: everything but pseudo, specialized and instrumented instructions and what
    /// CPython's interpreter loop keeps for itself.
    public var isAllowedInFiles: Bool {
        guard isDefined, !isPseudo, !isSpecialized, !isInstrumented else { return false }
        switch self {
        case .cache, .reserved, .enterExecutor, .interpreterExit, .exitInitCheck: return false
        default: return true
        }
    }
}
