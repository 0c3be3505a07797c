// `for` loops.
//
// FOR_ITER looks at the kind of the iterator each time: the iterators of ranges, lists, tuples, dicts, sets and strings advance in place, those of generators and of classes
// written in Python get an activation, and of all others the native `__next__` is called directly. The back-edge of a loop does the same for the commonest at once.

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

/// The next item of an iterator over a range, list or tuple; nil at its end, and of other iterators.
@inline(__always)
func itemInPlace(_ iterator: Value, _ shape: ShapePointer, _ shapes: Shapes) -> Value? {
    if shape == shapes.rangeIterator { return RangeIterator(iterator).nextFast() }
    if shape == shapes.listIterator { return ListIterator(iterator).nextOfList() }
    if shape == shapes.tupleIterator { return ListIterator(iterator).nextOfTuple() }
    return nil
}

/// The next item of the iterator r[b] goes to `a`; at the end it jumps by `c`.
@inline(__always)
func forIterate(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = r[pc.pointee.b.index]
    if iterator.isCell, let item = itemInPlace(iterator, iterator.shape, t.machine.pointee.shapes) {
        r[pc.pointee.a.index] = item
        return next(pc + 1, r, k, t)
    }
    return forIterateContainer(pc, r, k, t)
}

/// A back-edge to a FOR_ITER, which need not be gone to where the next item is at hand: a loop is one instruction shorter.
@inline(__always)
func forIterateAgain(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.pointee.budget &-= 1
    if t.pointee.budget < 0 { return safePoint(pc, r, k, t) }
    let loop = pc + 1 + pc.pointee.longOffset
    let iterator = r[loop.pointee.b.index]
    if iterator.isCell, let item = itemInPlace(iterator, iterator.shape, t.machine.pointee.shapes) {
        r[loop.pointee.a.index] = item
        return next(loop + 1, r, k, t)
    }
    // What it specialized to knows more.
    return isSameHandler(loop.pointee.handler, krait_forIterate) ? forIterateContainer(loop, r, k, t) : next(loop, r, k, t)
}

/// The iterators of dicts, sets and strings advance in place, and all of them end here; errors are left to `__next__`.
@inline(never)
private func forIterateContainer(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = r[pc.pointee.b.index]
    guard iterator.isCell else { return forIterateNative(pc, r, k, t) }
    let shape = iterator.shape, shapes = t.machine.pointee.shapes
    if shape == shapes.generator { return forIterateGenerator(pc, r, k, t) }
    if shape == shapes.setIterator { return forIterateSet(pc, r, k, t) }
    if shape == shapes.dictKeyIterator { return forIterateKeys(pc, r, k, t) }
    if shape == shapes.dictValueIterator { return forIterateValues(pc, r, k, t) }
    if shape == shapes.rangeIterator { return next(pc + 1 + pc.pointee.c.offset, r, k, t) }
    if shape == shapes.listIterator || shape == shapes.tupleIterator {
        ListIterator(iterator).fields.pointee.sequence = .none
        return next(pc + 1 + pc.pointee.c.offset, r, k, t)
    }
    if t.isStrIterator(shape), let character = StrIterator(iterator).nextFast(t) {
        r[pc.pointee.a.index] = character
        return next(pc + 1, r, k, t)
    }
    return forIterateNative(pc, r, k, t)
}

@inline(never)
private func forIterateSet(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = SetIterator(r[pc.pointee.b.index])
    if let key = iterator.nextFast() {
        r[pc.pointee.a.index] = key
        return next(pc + 1, r, k, t)
    }
    return iterator.endFast() ? next(pc + 1 + pc.pointee.c.offset, r, k, t) : forIterateNative(pc, r, k, t)
}

@inline(never)
private func forIterateKeys(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = DictIterator(r[pc.pointee.b.index])
    if let entry = iterator.nextEntryFast() {
        r[pc.pointee.a.index] = entry.pointee.key
        return next(pc + 1, r, k, t)
    }
    return iterator.endFast() ? next(pc + 1 + pc.pointee.c.offset, r, k, t) : forIterateNative(pc, r, k, t)
}

@inline(never)
private func forIterateValues(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = DictIterator(r[pc.pointee.b.index])
    if let entry = iterator.nextEntryFast() {
        r[pc.pointee.a.index] = entry.pointee.value
        return next(pc + 1, r, k, t)
    }
    return iterator.endFast() ? next(pc + 1 + pc.pointee.c.offset, r, k, t) : forIterateNative(pc, r, k, t)
}

/// The next item of an iterator whose class, a built-in one, was the same the last time.
///
///     cache   shape | `__next__`, a native function | the general form
@inline(__always)
func forIterateKnown(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard iterator.isCell, UInt64(UInt(bitPattern: iterator.shape)) == cache.pointee.first else {
        pc.pointee.handler = unsafeBitCast(UInt(cache.pointee.third), to: Handler.self)
        return next(pc, r, k, t)
    }
    t.sync(pc)
    do throws(Raised) {
        let item = try NativePointer(bits: cache.pointee.second)(t, Arguments(base: r + pc.pointee.b.index, count: 1))
        if item.isUnbound { return next(pc + 1 + pc.pointee.c.offset, r, k, t) }
        r[pc.pointee.a.index] = item
        return next(pc + 1, r, k, t)
    } catch {
        return forIterateEnd(pc, r, k, t)
    }
}

/// Native code raised: StopIteration is the end, too.
@inline(never)
private func forIterateEnd(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    do throws(Raised) {
        if try t.takeException(matching: t.machine.pointee.types.exceptions.stopIteration) { return next(pc + 1 + pc.pointee.c.offset, r, k, t) }
    } catch {
        return unwind(t)
    }
    return unwind(t)
}

/// The registers that an instruction unpacks into, by the index of the item.
struct UnpackTarget {
    private let first: Registers
    private let step: Int

    @inline(__always)
    init(_ pc: PC, _ r: Registers) {
        let isForward = isSameHandler(pc.pointee.handler, krait_unpackLocals)
        first = r + pc.pointee.a.index + (isForward ? 0 : pc.pointee.c.index &- 1)
        step = isForward ? 1 : -1
    }

    @inline(__always)
    subscript(_ index: Int) -> Value {
        get { first[index &* step] }
        nonmutating set { first[index &* step] = newValue }
    }
}

/// FOR_ITER before UNPACK_SEQUENCE: the items of pairs, and of longer tuples of `zip`, go straight to where the next instruction would put them.
@inline(__always)
func forIterateUnpacking(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = r[pc.pointee.b.index]
    if iterator.isCell, iterator.shape == t.machine.pointee.shapes.dictItemIterator, pc[1].c == 2,
        let entry = DictIterator(iterator).nextEntryFast()
    {
        let target = UnpackTarget(pc + 1, r)
        target[0] = entry.pointee.key
        target[1] = entry.pointee.value
        return next(pc + 2, r, k, t)
    }
    return forIterateItems(pc, r, k, t)
}

@inline(never)
private func forIterateItems(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let iterator = r[pc.pointee.b.index], count = pc[1].c.index
    guard iterator.isCell else { return forIterate(pc, r, k, t) }
    let shape = iterator.shape, shapes = t.machine.pointee.shapes
    t.sync(pc)
    do throws(Raised) {
        let isMore: Bool
        if shape == shapes.enumerate, count == 2 {
            isMore = try Enumerate(iterator).next(into: UnpackTarget(pc + 1, r), t)
        } else if shape == shapes.zip, count == 2 || count == 3, Zip(iterator).count == count {
            isMore = try Zip(iterator).next(into: UnpackTarget(pc + 1, r), t)
        } else {
            return forIterate(pc, r, k, t)
        }
        return isMore ? next(pc + 2, r, k, t) : next(pc + 1 + pc.pointee.c.offset, r, k, t)
    } catch {
        return unwind(t)
    }
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
        // An end says nothing: those of iterators that advance in place come here too.
        let general = pc.pointee.handler
        if isSameHandler(general, krait_forIterate) || isSameHandler(general, krait_forIterateUnpacking), !Type(iterator.shape.pointee.type).flags.contains(.isHeapType) {
            pc.specialize(
                to: krait_forIterateKnown, k, first: UInt64(UInt(bitPattern: iterator.shape)), second: function.bits,
                third: UInt64(unsafeBitCast(general, to: UInt.self)))
        }
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
