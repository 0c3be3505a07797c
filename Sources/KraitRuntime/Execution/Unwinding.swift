// Raising: an exception that is pending in the thread looks for its handler, activation by activation.
//
// The exception table of the running code is asked with the instruction at which it waits. A handler gets the stack as it was when its range was
// entered, the offset of the instruction if it asks for it, and the exception. No handler: the activation ends, and the search goes on in its
// caller, until native code waits for the value.

/// Finds who handles the pending exception and goes on there.
@inline(never)
func unwind(_ t: Thread) -> Outcome { unwind(t, at: t.pointee.activation.pointee.pc) }

/// The same where the handler is to be found for another instruction than the one that the frame tells of.
@inline(never)
func unwind(_ t: Thread, at first: PC) -> Outcome {
    guard let pc = t.findHandler(for: first) else { return t.pointee.stop == nil ? .raised : .stopped }
    let activation = t.pointee.activation
    return next(pc, activation.pointee.registers, activation.pointee.code.pointee.constants, t)
}

/// What became of an exception when the activation that raised it ended.
private enum Raising {
    /// The caller may handle it.
    case searching
    /// Native code waits for it.
    case left
    /// It was a signal to the caller, which goes on here: the end of an iterator.
    case continuing(PC)
}

extension UnsafeMutablePointer where Pointee == RegisterCode {
    /// The innermost handler of the range that holds an instruction.
    func handler(for pc: PC) -> RegisterCode.HandlerRange? {
        let index = UInt32(truncatingIfNeeded: pc - pointee.instructions)
        var low = 0, high = pointee.handlerCount
        // Ranges do not overlap and are in order.
        while low < high {
            let middle = (low + high) / 2
            if pointee.handlers[middle].end <= index { low = middle + 1 } else { high = middle }
        }
        guard low < pointee.handlerCount, pointee.handlers[low].start <= index else { return nil }
        return pointee.handlers[low]
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Ends activations until one goes on with the pending exception; where it does, or nil if native code has to deal with it or everything has to
    /// stop. It is a call, apart from the jump to what it found, because its own variables need a frame.
    @inline(never)
    fileprivate func findHandler(for first: PC) -> PC? {
        if pointee.stop != nil {
            abandon()
            return nil
        }
        var pc = first
        while true {
            let activation = pointee.activation
            let code = activation.pointee.code
            addTraceback()
            if let handler = code.handler(for: pc) {
                // A handler may lie before what raises: a loop without a jump.
                pointee.budget &-= 1
                if pointee.budget < 0, let reason = machine.exceededLimit(consumed: consumedWork) {
                    pointee.stop = reason
                    abandon()
                    return nil
                }
                let r = activation.pointee.registers
                var slot = code.pointee.localCount + Int(handler.depth)
                if handler.pushesOffset {
                    r[slot] = Value(smallInt: code.bytecodeOffset(of: activation.pointee.pc))
                    slot += 1
                }
                r[slot] = pointee.exception
                pointee.exception = .unbound
                return code.pointee.instructions + Int(handler.target)
            }
            switch leaveRaising() {
            case .searching: pc = pointee.activation.pointee.pc
            case .left: return nil
            case .continuing(let pc): return pc
            }
        }
    }

    /// Ends the running activation with the pending exception.
    fileprivate func leaveRaising() -> Raising {
        let activation = pointee.activation
        let state = activation.pointee.state
        if state == 0 {
            pointee.activation = activation - 1
            return .searching
        }
        if activation.pointee.hasFrame { detachFrame(activation) }
        if activation.pointee.isGenerator { finishGenerator(activation) }
        let continuation = activation.pointee.continuation
        let isBoundary = activation.pointee.isNativeBoundary
        pointee.activation = activation - 1
        if isBoundary { return .left }
        settle(activation.pointee.registers)
        return continueRaising(continuation)
    }

    /// What a continuation makes of an exception, for the few that want one.
    private func continueRaising(_ continuation: Continuation) -> Raising {
        let caller = pointee.activation
        switch continuation {
        case .iterate, .iterateGenerator:
            // StopIteration ends the loop: the caller waits at its FOR_ITER.
            guard matches(pointee.exception, machine.pointee.types.exceptions.stopIteration) else { return .searching }
            pointee.exception = .unbound
            let pc = caller.pointee.pc
            return .continuing(pc + 1 + pc.pointee.c.offset)
        case .delegate:
            guard let value = takeStopIterationValue() else {
                // What was thrown into a delegate that handles nothing gets what this generator handles as its context.
                if pointee.exception.is(.exception), Exception(pointee.exception).fields.pointee.context.isNone, pointee.handled.is(.exception) {
                    setContext(of: Exception(pointee.exception))
                }
                return .searching
            }
            let pc = caller.pointee.pc
            caller.pointee.registers[pc.pointee.a.index] = value
            return .continuing(pc + 1 + pc.pointee.c.offset)
        case .plain:
            // An AttributeError that leaves the getter of a property learns of which attribute it is.
            let pc = caller.pointee.pc
            if matches(pointee.exception, machine.pointee.types.exceptions.attributeError), bytecode(at: pc).opcode == .loadAttr {
                completeAttributeError(caller.pointee.registers[pc.pointee.b.index], caller.pointee.code.pointee.constants[pc.pointee.c.index])
            }
            return .searching
        default:
            return .searching
        }
    }

    /// Ends the running activation, whose state is not plain, with a value.
    func complete(with value: Value) -> Outcome {
        let activation = pointee.activation
        if activation.pointee.hasFrame { detachFrame(activation) }
        if activation.pointee.isGenerator { return completeGenerator(activation, value) }
        pointee.activation = activation - 1
        if activation.pointee.isNativeBoundary {
            do throws(Raised) {
                pointee.result = try convert(value, activation.pointee.continuation, activation.pointee.first, activation.pointee.second)
                return .returned
            } catch {
                return .raised
            }
        }
        let caller = activation - 1
        do throws(Raised) {
            let converted = try convert(value, activation.pointee.continuation, activation.pointee.first, activation.pointee.second)
            let pc = caller.pointee.pc
            if activation.pointee.continuation != .discard { caller.pointee.registers[pc.pointee.a.index] = converted }
            return next(pc + 1, caller.pointee.registers, caller.pointee.code.pointee.constants, self)
        } catch {
            return unwind(self)
        }
    }

    /// The value that a continuation makes of what was returned.
    private func convert(_ value: Value, _ continuation: Continuation, _ first: Value, _ second: Value) throws(Raised) -> Value {
        switch continuation {
        case .construct:
            if value.isNone { return first }
            throw raise(.typeError, "__init__() should return None, not '\(value.type(self).name)'")
        case .binary:
            return try finishBinary(value, first, second)
        default:
            return value
        }
    }

    /// Ends everything down to native code, running nothing: a limit was exceeded.
    func abandon() {
        while pointee.activation > pointee.activationBase {
            let activation = pointee.activation
            if activation.pointee.hasFrame { detachFrame(activation) }
            if activation.pointee.isGenerator {
                finishGenerator(activation)
                Generator(activation.pointee.first).fields.pointee.isRunningAsync = false
            }
            pointee.activation = activation - 1
            if activation.pointee.isNativeBoundary { break }
        }
    }
}
