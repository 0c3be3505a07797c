// `for` loops.
//
// FOR_ITER looks at the kind of the iterator each time: the iterators of ranges, lists, tuples, dicts and sets advance in place, those of generators and of classes written in
// Python get an activation, and of all others the native `__next__` is called directly.

@inline(__always)
func getIterator(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterable = r[pc.pointee.b.index]
    if iterable.has(t.machine.pointee.shapes.generator) {
        r[pc.pointee.a.index] = iterable
        return next(pc + 1, r, k, t)
    }
    t.sync(pc)
    do throws(Raised) { r[pc.pointee.a.index] = try t.iterator(of: r[pc.pointee.b.index]) } catch { return unwind(t) }
    return next(pc + 1, r, k, t)
}

/// The next item of the iterator r[b] goes to `a`; at the end it jumps by `c`.
@inline(__always)
func forIterate(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = r[pc.pointee.b.index]
    if iterator.isCell {
        let shape = iterator.shape
        if shape == t.machine.pointee.shapes.rangeIterator {
            let fields = RangeIterator(iterator).fields
            let remaining = fields.pointee.remaining
            if remaining <= 0 { return next(pc + 1 + pc.pointee.c.offset, r, k, t) }
            let value = fields.pointee.current
            fields.pointee.remaining = remaining &- 1
            fields.pointee.current = value &+ fields.pointee.step
            r[pc.pointee.a.index] = Value(smallInt: value)
            return next(pc + 1, r, k, t)
        }
        if shape == t.machine.pointee.shapes.listIterator, let item = ListIterator(iterator).nextOfList() {
            r[pc.pointee.a.index] = item
            return next(pc + 1, r, k, t)
        }
        if shape == t.machine.pointee.shapes.generator { return forIterateGenerator(pc, r, k, t) }
    }
    return forIterateContainer(pc, r, k, t)
}

/// The iterators of tuples, dicts and sets advance in place; their ends and errors are left to `__next__`.
@inline(never)
private func forIterateContainer(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = r[pc.pointee.b.index]
    guard iterator.isCell else { return forIterateNative(pc, r, k, t) }
    let shape = iterator.shape, shapes = t.machine.pointee.shapes
    if shape == shapes.tupleIterator {
        guard let item = ListIterator(iterator).nextOfTuple() else { return forIterateNative(pc, r, k, t) }
        r[pc.pointee.a.index] = item
        return next(pc + 1, r, k, t)
    }
    if shape == shapes.dictKeyIterator {
        guard let entry = DictIterator(iterator).nextEntryFast() else { return forIterateNative(pc, r, k, t) }
        r[pc.pointee.a.index] = entry.pointee.key
        return next(pc + 1, r, k, t)
    }
    if shape == shapes.dictValueIterator {
        guard let entry = DictIterator(iterator).nextEntryFast() else { return forIterateNative(pc, r, k, t) }
        r[pc.pointee.a.index] = entry.pointee.value
        return next(pc + 1, r, k, t)
    }
    if shape == shapes.setIterator {
        guard let key = SetIterator(iterator).nextFast() else { return forIterateNative(pc, r, k, t) }
        r[pc.pointee.a.index] = key
        return next(pc + 1, r, k, t)
    }
    if t.isStrIterator(shape), let character = StrIterator(iterator).nextFast(t) {
        r[pc.pointee.a.index] = character
        return next(pc + 1, r, k, t)
    }
    return forIterateNative(pc, r, k, t)
}

/// The iterator's `__next__` is a native function.
@inline(never)
private func forIterateNative(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = r[pc.pointee.b.index]
    guard iterator.isCell, let function = t.nativeNext(of: iterator), iterator.shape != t.machine.pointee.shapes.generator else {
        return forIterateSlow(pc, r, k, t)
    }
    t.sync(pc)
    do throws(Raised) {
        let item = try t.advanceOutOfLine(iterator, function)
        if item.isUnbound { return next(pc + 1 + pc.pointee.c.offset, r, k, t) }
        r[pc.pointee.a.index] = item
        return next(pc + 1, r, k, t)
    } catch {
        return unwind(t)
    }
}

@inline(never)
private func forIterateSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let iterator = r[pc.pointee.b.index]
    do throws(Raised) {
        if iterator.isCell {
            let method = Type(iterator.shape.pointee.type)[.next]
            if method.is(.function) {
                let base = t.freeRegisters
                base[0] = iterator
                try t.push(Function(method), registers: base, given: 1)
                t.pointee.activation.pointee.continuation = .iterate
                return t.enter()
            }
        }
        if let item = try t.nextItem(iterator) {
            r[pc.pointee.a.index] = item
            return next(pc + 1, r, k, t)
        }
        return next(pc + 1 + pc.pointee.c.offset, r, k, t)
    } catch {
        return unwind(t)
    }
}
