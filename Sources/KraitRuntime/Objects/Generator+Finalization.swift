// The end of generators that nobody refers to any more: `finally` blocks run, coroutines that were never awaited are told of.
//
// Only those are watched for which an end matters: suspended inside of a protected range, coroutines, asynchronous generators with a finalizer hook.

import KraitBytecode
// A coroutine is mostly started right after it was made, so the newest one is only remembered in the thread until the next is made.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Has the collector call `__del__` when the generator is unreachable.
    @inline(never)
    func watch(_ generator: Generator) {
        if generator.fields.pointee.isWatched { return }
        generator.fields.pointee.isWatched = true
        machine.pointee.finalizable.append(generator.cell)
    }

    /// A coroutine was made.
    @inline(__always)
    func prepareCoroutine(_ coroutine: Generator) throws(Raised) {
        watchNewestCoroutine()
        pointee.newestCoroutine = coroutine.value
        if pointee.coroutineOriginDepth > 0 { try noteOrigin(of: coroutine) }
    }

    @inline(__always)
    func watchNewestCoroutine() {
        let newest = pointee.newestCoroutine
        if newest.isCell {
            if newest.is(.asyncGeneratorStep) { machine.pointee.finalizable.append(newest.cell) } else { watch(Generator(newest)) }
        }
        pointee.newestCoroutine = .unbound
    }

    /// A step of an asynchronous generator was made by a call of the program: as a coroutine, it is to be started.
    func prepare(_ step: AsyncStep) {
        watchNewestCoroutine()
        pointee.newestCoroutine = step.value
    }

    func begin(_ step: AsyncStep) {
        if pointee.newestCoroutine == step.value { pointee.newestCoroutine = .unbound }
    }

    /// `__del__` of a step.
    func finalize(_ step: AsyncStep) throws(Raised) {
        begin(step)
        guard step.fields.pointee.state == .new else { return }
        let saved = pointee.exception
        pointee.exception = .unbound
        do throws(Raised) {
            try warnOfUnawaited(step)
        } catch {
            if pointee.stop != nil { throw error }
            reportUnraisable(step.generator.value)
        }
        pointee.exception = saved
    }

    /// A new generator begins to run, or is closed.
    @inline(__always)
    func begin(_ generator: Generator) {
        if pointee.newestCoroutine == generator.value { pointee.newestCoroutine = .unbound }
    }

    /// `__del__`: what happens to a generator that nobody refers to. Errors are reported, not raised.
    func finalize(_ generator: Generator) throws(Raised) {
        let state = generator.fields.pointee.state
        if state == .finished || state == .running { return }
        let saved = pointee.exception
        pointee.exception = .unbound
        do throws(Raised) {
            if generator.shape.pointee.kind == .asyncGenerator, !generator.fields.pointee.extra.isNone, !generator.fields.pointee.isClosed {
                _ = try call(generator.fields.pointee.extra, generator.value)
            } else if generator.shape.pointee.kind == .coroutine, state == .created {
                begin(generator)
                try warnOfUnawaited(generator, name: Str(generator.fields.pointee.qualifiedName).text)
            } else {
                _ = try close(generator)
            }
        } catch {
            if pointee.stop != nil { throw error }
            reportUnraisable(generator.value)
        }
        pointee.exception = saved
    }

    /// `cr_origin`: file, line and function of the frames that made the coroutine, the innermost first.
    private func noteOrigin(of coroutine: Generator) throws(Raised) {
        let list = try List.make(capacity: 4, self)
        var activation = pointee.activation - 1
        while list.count < pointee.coroutineOriginDepth, activation > pointee.activationBase {
            let registerCode = activation.pointee.code
            let code = Code(registerCode.pointee.codeObject)
            let line = LineTable(code.object).range(at: registerCode.bytecodeOffset(of: activation.pointee.pc)).line
            let entry = try Tuple.allocate(count: 3, self)
            entry.base[0] = code.fields.pointee.filename
            entry.base[1] = line < 0 ? .none : Value(smallInt: Int(line))
            entry.base[2] = code.fields.pointee.name
            try list.append(entry.value, self)
            activation -= 1
        }
        let origin = try Tuple.allocate(count: list.count, self)
        for index in 0..<list.count { origin.base[index] = list[index] }
        coroutine.fields.pointee.extra = origin.value
    }
}

extension Generator {
    static func isGenerator(_ cell: CellPointer) -> Bool {
        switch cell.load(as: ShapePointer.self).pointee.kind {
        case .generator, .coroutine, .asyncGenerator: true
        default: false
        }
    }

    /// Whether a cell is a generator that has ended, or a step that has begun: nothing is left to do for it.
    static func isFinished(_ cell: CellPointer) -> Bool {
        switch cell.load(as: ShapePointer.self).pointee.kind {
        case .generator, .coroutine, .asyncGenerator: Generator(cell: cell).fields.pointee.state == .finished
        case .asyncGeneratorStep: AsyncStep(cell: cell).fields.pointee.state != .new
        default: false
        }
    }
}
