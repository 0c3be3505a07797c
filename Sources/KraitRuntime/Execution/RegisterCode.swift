import KraitBytecode

/// Lowered code: what runs. One for each code object and each globals it runs with, so that reading a global needs no look at whose it is.
///
///     memory   [ cache n-1 … cache 0 | name 0 … constant 0 …     ]      instructions [ … ]
///                                    ▲ constants
public struct RegisterCode {
    /// The code object.
    public var codeObject: Value
    public var globals: Value
    public var builtins: Value
    var instructions: PC
    var instructionCount: Int
    var constants: Registers
    var constantCount: Int
    var cacheCount: Int
    /// The instruction that each cache belongs to.
    var cacheOwners: UnsafeMutablePointer<UInt32>
    /// The offset in the bytecode that each instruction comes from.
    var bytecodeOffsets: UnsafeMutablePointer<UInt32>
    /// Which stack slots may be in use while each instruction runs: a bit for each of the first 31, and one for all others. What the rest hold is left over.
    var liveSlots: UnsafeMutablePointer<UInt32>
    /// Handlers by range of instructions, innermost last, as the exception table has them.
    var handlers: UnsafeMutablePointer<HandlerRange>
    var handlerCount: Int
    /// Locals, cells and free variables; then the homes of stack slots and one scratch register.
    var localCount: Int
    var registerCount: Int
    /// Registers that a call fills with arguments when nothing is special about it: no `*args`, keyword-only parameters, cells made of arguments are fine.
    var argumentCount: Int
    /// How many of them are positional-only, and how many keyword-only parameters follow.
    var positionalOnlyCount: Int
    var keywordOnlyCount: Int
    /// Binding positional arguments to the first registers is all there is to a call.
    var isSimple: Bool
    /// `argumentCount` where calls are simple, -1 elsewhere.
    let simpleArgumentCount: Int
    var flags: CodeObject.Flags
    /// The next lowering of the same code object, for other globals.
    var next: UnsafeMutablePointer<RegisterCode>?

    /// Where an exception raised in a range of instructions goes.
    struct HandlerRange {
        var start, end: UInt32
        var target: UInt32
        var depth: UInt32
        var pushesOffset: Bool
    }
}

extension UnsafeMutablePointer where Pointee == RegisterCode {
    /// An inline cache by its number.
    func cache(_ index: Int) -> UnsafeMutablePointer<InlineCache> {
        UnsafeMutableRawPointer(pointee.constants - (index + 1) * InlineCache.words).assumingMemoryBound(to: InlineCache.self)
    }

    /// The first instruction made for the bytecode at an offset.
    func instruction(at offset: Int) -> PC? {
        for index in 0..<pointee.instructionCount where Int(pointee.bytecodeOffsets[index]) == offset { return pointee.instructions + index }
        return nil
    }

    /// Bytes of all its allocations.
    var byteCount: Int {
        let perInstruction = MemoryLayout<Instruction>.stride + 2 * MemoryLayout<UInt32>.stride
        let perCache = (InlineCache.words + 1) * 8
        return MemoryLayout<RegisterCode>.size + pointee.instructionCount * perInstruction + pointee.cacheCount * perCache + pointee.constantCount * 8
            + pointee.handlerCount * MemoryLayout<RegisterCode.HandlerRange>.stride
    }

    /// Gives everything back.
    func free() {
        pointee.instructions.deallocate()
        pointee.bytecodeOffsets.deallocate()
        pointee.liveSlots.deallocate()
        pointee.handlers.deallocate()
        pointee.cacheOwners.deallocate()
        (pointee.constants - pointee.cacheCount * InlineCache.words).deallocate()
        deallocate()
    }

    /// The stack slots in use while an instruction of this code runs.
    func liveSlots(at pc: PC) -> UInt32 {
        let index = pc - pointee.instructions
        return index >= 0 && index < pointee.instructionCount ? pointee.liveSlots[index] : .max
    }

    /// The offset in the bytecode of an instruction of this code.
    func bytecodeOffset(of pc: PC) -> Int {
        let index = pc - pointee.instructions
        return index >= 0 && index < pointee.instructionCount ? Int(pointee.bytecodeOffsets[index]) : 0
    }
}

/// `code`: a code object in a machine.
///
///     header | the compiler's object (a reference that the sweep gives back) | constants | names | lowered forms
public struct Code: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// Retained.
        var object: Unmanaged<CodeObject>
        /// A tuple of the constants as values, and one of the names, interned.
        public var constants: Value
        public var names: Value
        /// Names of locals, cells and free variables, interned.
        public var localNames: Value
        public var name: Value
        public var qualifiedName: Value
        public var filename: Value
        /// The first lowered form; others are linked behind it.
        var lowered: UnsafeMutablePointer<RegisterCode>?
        /// Why this code cannot run, if it failed verification; unbound otherwise.
        var refusal: Value
        /// How many variables of enclosing functions the code uses.
        var freeCount: Int
        /// What the heap counts for the compiler's object and the lowered forms.
        var outsideBytes: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let layout = Layout(.code, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        let fields = Code(cell: cell).fields
        marker.mark(UnsafePointer((cell + 16).assumingMemoryBound(to: Value.self)), count: 6)
        marker.mark(fields.pointee.refusal)
        // Lowered forms refer to nothing but constants and names, and to globals that they do not keep alive: see `clearDeadCaches`.
    }, destroy: { cell in
        let fields = Code(cell: cell).fields
        fields.pointee.object.release()
        var lowered = fields.pointee.lowered
        while let code = lowered {
            lowered = code.pointee.next
            code.free()
        }
        return fields.pointee.outsideBytes
    })

    public var object: CodeObject { fields.pointee.object.takeUnretainedValue() }
}
