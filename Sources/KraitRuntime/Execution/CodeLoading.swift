import KraitBytecode

// From the compiler's code objects to code in a machine: constants become values, names are interned, and lowering happens on first call.

extension Code {
    /// The code object as a value; code objects among its constants too.
    public static func make(_ object: CodeObject, _ thread: Thread) throws(Raised) -> Code {
        try thread.checkNativeStack()
        let constants = try Tuple.allocate(count: object.fields.constants.count, thread)
        for index in 0..<constants.count { constants.base[index] = .none }
        for (index, constant) in object.fields.constants.enumerated() {
            try thread.charge(1)
            constants.base[index] = try thread.value(of: constant)
        }
        func strings(_ list: [PythonString]) throws(Raised) -> Tuple {
            let tuple = try Tuple.allocate(count: list.count, thread)
            for (index, name) in list.enumerated() {
                try thread.charge(1)
                tuple.base[index] = thread.intern(try Str.make(utf8: name.utf8, thread)).value
            }
            return tuple
        }
        let names = try strings(object.fields.names), localNames = try strings(object.fields.localsPlusNames)
        let name = thread.intern(try Str.make(utf8: object.fields.name.utf8, thread))
        let qualifiedName = thread.intern(try Str.make(utf8: object.fields.qualifiedName.utf8, thread))
        let filename = thread.intern(try Str.make(utf8: object.fields.filename.utf8, thread))
        let outsideBytes = object.byteCount
        try thread.takeOutside(outsideBytes)
        let cell: CellPointer
        do throws(Raised) {
            cell = try thread.allocate(thread.machine.pointee.shapes.code, size: MemoryLayout<Fields>.size)
        } catch {
            thread.giveBackOutside(outsideBytes)
            throw error
        }
        BlockHeader.noteCare(for: cell)
        let code = Code(cell: cell)
        code.fields.pointee.outsideBytes = outsideBytes
        code.fields.pointee.object = Unmanaged.passRetained(object)
        code.fields.pointee.constants = constants.value
        code.fields.pointee.names = names.value
        code.fields.pointee.localNames = localNames.value
        code.fields.pointee.name = name.value
        code.fields.pointee.qualifiedName = qualifiedName.value
        code.fields.pointee.filename = filename.value
        code.fields.pointee.lowered = nil
        code.fields.pointee.refusal = .unbound
        code.fields.pointee.freeCount = object.fields.localKinds.count { $0.contains(.free) }
        return code
    }

    /// The register code for these globals. Raises SystemError if the bytecode is malformed.
    func lower(globals: Value, builtins: Value, _ thread: Thread) throws(Raised) -> UnsafeMutablePointer<RegisterCode> {
        var known = fields.pointee.lowered
        while let code = known {
            if code.pointee.globals == globals && code.pointee.builtins == builtins { return code }
            known = code.pointee.next
        }
        // Room for the work, and for what comes of it: that is a good part of this.
        let reserved = object.fields.code.count * Code.loweringBytesPerByte
        try thread.takeOutside(reserved)
        defer { thread.giveBackOutside(reserved) }
        let lowered: LoweredCode
        do {
            lowered = try Lowering.lower(object, try ControlFlow(object))
        } catch let error as VerificationError {
            throw thread.raise(.systemError, "malformed code object: \(error.description)")
        } catch LoweringError.malformed(let reason) {
            throw thread.raise(.systemError, "malformed code object: \(reason)")
        } catch {
            throw thread.raise(.systemError, "code object too large")
        }
        return install(lowered, globals: globals, builtins: builtins, thread)
    }

    /// What lowering takes at most for a byte of bytecode.
    private static var loweringBytesPerByte: Int { 100 }

    /// Takes a form out of the list.
    fileprivate func removeLowered(_ code: UnsafeMutablePointer<RegisterCode>) {
        fields.pointee.outsideBytes -= code.byteCount
        if fields.pointee.lowered == code {
            fields.pointee.lowered = code.pointee.next
            return
        }
        var previous = fields.pointee.lowered
        while let known = previous {
            if known.pointee.next == code { known.pointee.next = code.pointee.next }
            previous = known.pointee.next
        }
    }

    private func install(_ lowered: LoweredCode, globals: Value, builtins: Value, _ thread: Thread) -> UnsafeMutablePointer<RegisterCode> {
        let object = self.object
        let instructions = PC.allocate(capacity: lowered.instructions.count + 1)
        instructions.initialize(from: lowered.instructions, count: lowered.instructions.count)
        // Control never gets behind the last instruction; should it, this one is there.
        (instructions + lowered.instructions.count).initialize(to: Instruction(handler: krait_returnConstant, a: 0, b: 0, c: 0, cache: 0))
        let offsets = UnsafeMutablePointer<UInt32>.allocate(capacity: lowered.bytecodeOffsets.count + 1)
        offsets.initialize(from: lowered.bytecodeOffsets, count: lowered.bytecodeOffsets.count)
        let liveSlots = UnsafeMutablePointer<UInt32>.allocate(capacity: lowered.liveSlots.count + 1)
        liveSlots.initialize(from: lowered.liveSlots, count: lowered.liveSlots.count)
        let handlers = UnsafeMutablePointer<RegisterCode.HandlerRange>.allocate(capacity: lowered.handlers.count + 1)
        handlers.initialize(from: lowered.handlers, count: lowered.handlers.count)
        let own = Tuple(fields.pointee.constants), names = Tuple(fields.pointee.names)
        let count = own.count + names.count + 1
        let cacheWords = lowered.cacheCount * InlineCache.words
        let memory = Registers.allocate(capacity: cacheWords + count)
        memory.initialize(repeating: Value(smallInt: 0), count: cacheWords + count)
        let constants = memory + cacheWords
        for index in 0..<names.count { constants[index] = names[index] }
        for index in 0..<own.count { constants[names.count + index] = own[index] }
        constants[count - 1] = .unbound
        let owners = UnsafeMutablePointer<UInt32>.allocate(capacity: lowered.cacheCount + 1)
        owners.initialize(repeating: 0, count: lowered.cacheCount + 1)
        // A buffer, whose bounds debug builds check.
        let ownerBuffer = UnsafeMutableBufferPointer(start: owners, count: lowered.cacheCount)
        for (index, instruction) in lowered.instructions.enumerated()
        where instruction.cache != Instruction.noCache && handlersWithCache.contains(unsafeBitCast(instruction.handler, to: UInt.self)) {
            ownerBuffer[InlineCache.number(instruction.cache)] = UInt32(truncatingIfNeeded: index)
        }
        let hasNoSpecialParameters = object.fields.keywordOnlyArgumentCount == 0 && object.fields.flags.isDisjoint(with: [.varArguments, .varKeywords])
        let code = UnsafeMutablePointer<RegisterCode>.allocate(capacity: 1)
        code.initialize(to: RegisterCode(
            codeObject: value, globals: globals, builtins: builtins, instructions: instructions, instructionCount: lowered.instructions.count,
            constants: constants, constantCount: count, cacheCount: lowered.cacheCount, cacheOwners: owners, bytecodeOffsets: offsets, liveSlots: liveSlots, handlers: handlers,
            handlerCount: lowered.handlers.count, localCount: object.fields.localsPlusNames.count,
            registerCount: object.fields.localsPlusNames.count + object.fields.stackSize + 2, argumentCount: object.fields.argumentCount,
            positionalOnlyCount: object.fields.positionalOnlyArgumentCount, keywordOnlyCount: object.fields.keywordOnlyArgumentCount,
            isSimple: hasNoSpecialParameters, simpleArgumentCount: hasNoSpecialParameters ? object.fields.argumentCount : -1, flags: object.fields.flags, next: fields.pointee.lowered))
        fields.pointee.lowered = code
        fields.pointee.outsideBytes += code.byteCount
        thread.countOutside(code.byteCount)
        thread.machine.pointee.lowered.append(code)
        return code
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A constant as a value.
    func value(of constant: Constant) throws(Raised) -> Value {
        switch constant {
        case .none: return .none
        case .ellipsis: return .ellipsis
        case .bool(let bool): return Value(bool)
        case .int(let int): return try makeInt(limbs: int.magnitude.words, isNegative: int.sign == .minus)
        case .float(let double): return try makeFloat(double)
        case .complex(let real, let imaginary): return try makeComplex(real, imaginary)
        case .string(let text): return try internedIfName(try Str.make(utf8: text.utf8, self)).value
        case .bytes(let bytes): return try makeBytes(bytes)
        case .tuple(let items):
            if items.isEmpty { return machine.pointee.emptyTuple }
            let tuple = try Tuple.allocate(count: items.count, self)
            for (index, item) in items.enumerated() {
                try charge(1)
                tuple.base[index] = try value(of: item)
            }
            return tuple.value
        case .frozenSet(let items):
            let set = try PythonSet.make(self, isFrozen: true)
            for item in items {
                try charge(1)
                _ = try set.insert(try value(of: item), self)
            }
            return set.value
        case .code(let object): return try Code.make(object, self).value
        }
    }

    /// Interns strings that look like names, as CPython does with constants.
    private func internedIfName(_ string: Str) throws(Raised) -> Str {
        guard string.isASCII else { return string }
        var isName = true
        try inPieces(string.count) { start, end in
            isName = isName && (start..<end).allSatisfy { index in
                let point = string.units8[index]
                return point == 0x5F || (0x30...0x39).contains(point) || (0x41...0x5A).contains(point) || (0x61...0x7A).contains(point)
            }
        }
        return isName ? intern(string) : string
    }
}

extension UnsafeMutablePointer where Pointee == MachineState {
    /// Instructions whose cache refers to something that the collector found dead forget what they specialized on: caches hold addresses, and a new cell at
    /// an old address could be taken for the dead one. Lowered code of dead code objects leaves the list before the sweep frees it.
    func clearDeadCaches(_ marker: borrowing Marker) {
        pointee.attributeCache.forget()
        pointee.lookupCache.forget()
        var deadCode: Set<UInt64> = []
        var abandoned: [UnsafeMutablePointer<RegisterCode>] = []
        pointee.lowered.removeAll { code in
            let isCodeAlive = BlockHeader.isMarked(code.pointee.codeObject.cell)
            // Whatever could run this form keeps its globals alive.
            if isCodeAlive, !code.pointee.globals.isCell || BlockHeader.isMarked(code.pointee.globals.cell) { return false }
            if isCodeAlive { abandoned.append(code) }
            deadCode.insert(UInt64(UInt(bitPattern: code)))
            return true
        }
        defer {
            for code in abandoned {
                pointee.heap.giveBackOutside(code.byteCount)
                Code(code.pointee.codeObject).removeLowered(code)
                code.free()
            }
        }
        for code in pointee.lowered {
            for index in 0..<code.pointee.cacheCount {
                let cache = code.cache(index)
                let words = cache.pointee
                // Whatever a word means, it is an address, or the value of a cell, or neither.
                if marker.isDead(words.first) || marker.isDead(words.second) || marker.isDead(words.third) || marker.isDead(words.fourth)
                    || !deadCode.isEmpty && (deadCode.contains(words.first) || deadCode.contains(words.third))
                {
                    code.resetCache(index)
                }
            }
        }
    }

    /// All instructions forget what they specialized on: a class changed in a way that caches do not check.
    func resetCaches() {
        pointee.attributeCache.forget()
        for code in pointee.lowered {
            for index in 0..<code.pointee.cacheCount { code.resetCache(index) }
        }
    }
}

extension UnsafeMutablePointer where Pointee == RegisterCode {
    /// Puts the instruction of a cache back to its generic form.
    fileprivate func resetCache(_ index: Int) {
        let pc = pointee.instructions + Int(pointee.cacheOwners[index])
        if let generic = genericHandlers[unsafeBitCast(pc.pointee.handler, to: UInt.self)] { pc.pointee.handler = generic }
        cache(index).pointee = InlineCache(first: 0, second: 0, third: 0, fourth: 0)
    }
}

/// From each specialized handler to the one it goes back to.
private let genericHandlers = Dictionary(uniqueKeysWithValues: specializedHandlers.map { (unsafeBitCast($0.0, to: UInt.self), $0.1) })

/// The handlers that have a cache, before they specialize.
let handlersWithCache = Set(genericHandlers.values.map { unsafeBitCast($0, to: UInt.self) })
