// Building containers, items and slices, unpacking, formatting.

// MARK: - Building

func buildTuple(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try Tuple.make(r + pc.pointee.b.index, count: pc.pointee.c.index, t).value
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func buildList(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try List.make(r + pc.pointee.b.index, count: pc.pointee.c.index, t).value
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func buildSet(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let set = try PythonSet.make(t)
        for index in 0..<pc.pointee.c.index { _ = try set.insert(r[pc.pointee.b.index + index], t) }
        r[pc.pointee.a.index] = set.value
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `c` pairs of key and value.
func buildMap(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let dict = try Dict.make(capacity: pc.pointee.c.index, t)
        let base = r + pc.pointee.b.index
        for index in 0..<pc.pointee.c.index where !dict.setFast(base[index * 2], base[index * 2 + 1], t) { try dict.set(base[index * 2], base[index * 2 + 1], t) }
        r[pc.pointee.a.index] = dict.value
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `c` values, then the tuple of their keys.
func buildConstantKeyMap(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let base = r + pc.pointee.b.index, count = pc.pointee.c.index
        guard base[count].is(.tuple), Tuple(base[count]).count == count else { throw t.raise(.systemError, "bad BUILD_CONST_KEY_MAP keys argument") }
        let keys = Tuple(base[count])
        let dict = try Dict.make(capacity: count, t)
        for index in 0..<count where !dict.setFast(keys[index], base[index], t) { try dict.set(keys[index], base[index], t) }
        r[pc.pointee.a.index] = dict.value
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func buildString(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try Str.join(r + pc.pointee.b.index, count: pc.pointee.c.index, t)
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func buildSlice(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let base = r + pc.pointee.b.index
        r[pc.pointee.a.index] = try Slice.make(base[0], base[1], pc.pointee.c == 3 ? base[2] : .none, t).value
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

// MARK: - Adding

/// The container comes from the same code's BUILD instruction; bytecode from a file may put anything there.
@inline(__always)
private func adding(
    _ kind: CellKind, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ body: () throws(Raised) -> Void
) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        guard r[pc.pointee.a.index].is(kind) else { throw t.raise(.systemError, "bad container operand") }
        try body()
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

@inline(__always)
func listAppend(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let list = r[pc.pointee.a.index]
    if list.is(.list), List(list).appendFast(r[pc.pointee.b.index]) { return next(pc + 1, r, k, t) }
    return listAppendSlow(pc, r, k, t)
}

@inline(never)
private func listAppendSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    adding(.list, pc, r, k, t) { () throws(Raised) in try List(r[pc.pointee.a.index]).append(r[pc.pointee.b.index], t) }
}

func setAdd(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let set = r[pc.pointee.a.index]
    if set.is(.set), PythonSet(set).insertFast(r[pc.pointee.b.index], t) { return next(pc + 1, r, k, t) }
    return setAddSlow(pc, r, k, t)
}

@inline(never)
private func setAddSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    adding(.set, pc, r, k, t) { () throws(Raised) in _ = try PythonSet(r[pc.pointee.a.index]).insert(r[pc.pointee.b.index], t) }
}

func mapAdd(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let dict = r[pc.pointee.a.index]
    if dict.is(.dict), Dict(dict).setFast(r[pc.pointee.b.index], r[pc.pointee.c.index], t) { return next(pc + 1, r, k, t) }
    return mapAddSlow(pc, r, k, t)
}

@inline(never)
private func mapAddSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    adding(.dict, pc, r, k, t) { () throws(Raised) in try Dict(r[pc.pointee.a.index]).set(r[pc.pointee.b.index], r[pc.pointee.c.index], t) }
}

func listExtend(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    adding(.list, pc, r, k, t) { () throws(Raised) in try t.extendDisplay(List(r[pc.pointee.a.index]), r[pc.pointee.b.index]) }
}

func setUpdate(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    adding(.set, pc, r, k, t) { () throws(Raised) in try PythonSet(r[pc.pointee.a.index]).update(r[pc.pointee.b.index], t) }
}

func dictUpdate(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    adding(.dict, pc, r, k, t) { () throws(Raised) in try t.updateDisplay(Dict(r[pc.pointee.a.index]), r[pc.pointee.b.index]) }
}

/// `**mapping` in a call: no key may be there twice. The callable, for messages, is r[c].
func dictMerge(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    adding(.dict, pc, r, k, t) { () throws(Raised) in
        try t.mergeKeywords(Dict(r[pc.pointee.a.index]), r[pc.pointee.b.index], callable: r[pc.pointee.c.index])
    }
}

// MARK: - Items

@inline(__always)
func loadItem(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ source: OperandSource) -> Outcome {
    let container = r[pc.pointee.b.index], key = source.read(pc.pointee.c, r, k)
    if container.isCell && key.isSmallInt {
        let kind = container.shape.pointee.kind
        if kind == .list && container.shape == t.machine.pointee.shapes.list {
            if let item = List(container).item(at: key.smallInt) {
                r[pc.pointee.a.index] = item
                return next(pc + 1, r, k, t)
            }
        } else if kind == .tuple && container.shape == t.machine.pointee.shapes.tuple {
            let tuple = Tuple(container), index = key.smallInt
            let position = index < 0 ? index &+ tuple.count : index
            if UInt(bitPattern: position) < UInt(bitPattern: tuple.count) {
                r[pc.pointee.a.index] = tuple.exactBase[position]
                return next(pc + 1, r, k, t)
            }
        }
    }
    return loadItemOfDict(pc, r, k, t, source)
}

@inline(never)
private func loadItemOfDict(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ source: OperandSource) -> Outcome {
    let container = r[pc.pointee.b.index], key = source.read(pc.pointee.c, r, k)
    guard container.isCell else { return loadItemSlow(pc, r, k, t, source) }
    if t.hasItemsOfDict(container, .getItem), let value = Dict(container).getFast(key, t) {
        r[pc.pointee.a.index] = value
    } else if container.shape == t.machine.pointee.shapes.str, let character = Str(container).characterFast(key, t) {
        r[pc.pointee.a.index] = character
    } else if let byte = t.byteFast(container, key) {
        r[pc.pointee.a.index] = byte
    } else {
        return loadItemSlow(pc, r, k, t, source)
    }
    return next(pc + 1, r, k, t)
}

@inline(never)
private func loadItemSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ source: OperandSource) -> Outcome {
    t.sync(pc)
    let container = r[pc.pointee.b.index], key = source.read(pc.pointee.c, r, k)
    do throws(Raised) {
        if container.has(t.machine.pointee.shapes.dict) {
            guard let value = try Dict(container).get(key, t) else { throw t.raiseKeyError(key) }
            r[pc.pointee.a.index] = value
            return next(pc + 1, r, k, t)
        }
        if container.isCell {
            if key.is(.slice) {
                if container.shape == t.machine.pointee.shapes.list {
                    r[pc.pointee.a.index] = try List(container).slice(try Slice(key).unpack(t), t)
                    return next(pc + 1, r, k, t)
                }
                if container.shape == t.machine.pointee.shapes.tuple {
                    r[pc.pointee.a.index] = try Tuple(container).slice(try Slice(key).unpack(t), t)
                    return next(pc + 1, r, k, t)
                }
            }
            let method = Type(container.shape.pointee.type)[.getItem]
            if method.is(.function) {
                let base = t.freeRegisters
                base[0] = container
                base[1] = key
                try t.push(Function(method), registers: base, given: 2)
                return t.enter()
            }
        }
        r[pc.pointee.a.index] = try t.getItem(container, key)
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `r[b][r[c]] = r[a]`
@inline(__always)
func storeItem(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ source: OperandSource) -> Outcome {
    let container = r[pc.pointee.b.index], key = source.read(pc.pointee.c, r, k)
    if key.isSmallInt, container.isCell, container.shape == t.machine.pointee.shapes.list,
        List(container).setItem(at: key.smallInt, r[pc.pointee.a.index])
    {
        return next(pc + 1, r, k, t)
    }
    return storeItemOfDict(pc, r, k, t, source)
}

@inline(never)
private func storeItemOfDict(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ source: OperandSource) -> Outcome {
    let container = r[pc.pointee.b.index]
    guard container.isCell, t.hasItemsOfDict(container, .setItem),
        Dict(container).setFast(source.read(pc.pointee.c, r, k), r[pc.pointee.a.index], t)
    else { return storeItemSlow(pc, r, k, t, source) }
    return next(pc + 1, r, k, t)
}

@inline(never)
private func storeItemSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ source: OperandSource) -> Outcome {
    t.sync(pc)
    let container = r[pc.pointee.b.index], key = source.read(pc.pointee.c, r, k)
    do throws(Raised) {
        if container.has(t.machine.pointee.shapes.dict) {
            try Dict(container).set(key, r[pc.pointee.a.index], t)
        } else if container.has(t.machine.pointee.shapes.list), key.is(.slice) {
            try List(container).setSlice(try Slice(key).unpack(t), r[pc.pointee.a.index], t)
        } else {
            try t.setItem(container, key, r[pc.pointee.a.index])
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func deleteItem(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let container = r[pc.pointee.b.index], key = r[pc.pointee.c.index]
    do throws(Raised) {
        if container.has(t.machine.pointee.shapes.dict) {
            if try Dict(container).remove(key, t) == nil { throw t.raiseKeyError(key) }
        } else if container.has(t.machine.pointee.shapes.list), key.is(.slice) {
            try List(container).deleteSlice(Slice(key), t)
        } else {
            try t.deleteItem(container, key)
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `r[b][r[b + 1]:r[b + 2]]`
func loadSlice(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let base = r + pc.pointee.b.index
        if let part = try t.sliceFast(base[0], base[1], base[2]) {
            r[pc.pointee.a.index] = part
        } else if base[0].has(t.machine.pointee.shapes.str), let part = try Str(base[0]).sliceFast(base[1], base[2], t) {
            r[pc.pointee.a.index] = part.value
        } else {
            r[pc.pointee.a.index] = try t.getItem(base[0], try Slice.make(base[1], base[2], .none, t).value)
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `r[b + 1][r[b + 2]:r[b + 3]] = r[b]`
func storeSlice(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let base = r + pc.pointee.b.index
        if base[1].has(t.machine.pointee.shapes.list), let bounds = t.boundsFast(base[2], base[3]) {
            try List(base[1]).setSlice(bounds, base[0], t)
        } else {
            try t.setItem(base[1], try Slice.make(base[2], base[3], .none, t).value, base[0])
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func length(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    if let length = t.lengthFast(r[pc.pointee.b.index]) {
        r[pc.pointee.a.index] = Value(smallInt: length)
        return next(pc + 1, r, k, t)
    }
    return lengthSlow(pc, r, k, t)
}

@inline(never)
private func lengthSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) { r[pc.pointee.a.index] = try t.makeInt(try t.length(r[pc.pointee.b.index])) } catch { return unwind(t) }
    return next(pc + 1, r, k, t)
}

// MARK: - Unpacking

/// The first item goes to the topmost register: `c` registers from `a` on, in reverse.
@inline(__always)
func unpackSequence(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let source = r[pc.pointee.b.index], count = pc.pointee.c.index
    if source.isCell, source.shape == t.machine.pointee.shapes.tuple, Tuple(source).count == count {
        let items = Tuple(source).exactBase, target = r + pc.pointee.a.index
        var index = 0
        while index < count {
            target[count &- 1 &- index] = items[index]
            index &+= 1
        }
        return next(pc + 1, r, k, t)
    }
    return unpackList(pc, r, k, t)
}

@inline(never)
private func unpackList(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let source = r[pc.pointee.b.index], count = pc.pointee.c.index
    guard source.isCell, source.shape == t.machine.pointee.shapes.list, List(source).count == count else { return unpackSlow(pc, r, k, t) }
    let items = List(source).base, target = r + pc.pointee.a.index
    var index = 0
    while index < count {
        target[count &- 1 &- index] = items[index]
        index &+= 1
    }
    return next(pc + 1, r, k, t)
}

/// The same into `c` locals from `a` on, the first item first.
@inline(__always)
func unpackLocals(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let source = r[pc.pointee.b.index], count = pc.pointee.c.index
    guard source.isCell else { return unpackLocalsSlow(pc, r, k, t) }
    let items: UnsafeMutablePointer<Value>
    if source.shape == t.machine.pointee.shapes.tuple, Tuple(source).count == count {
        items = Tuple(source).exactBase
    } else if source.shape == t.machine.pointee.shapes.list, List(source).count == count {
        items = List(source).base
    } else {
        return unpackLocalsSlow(pc, r, k, t)
    }
    let target = r + pc.pointee.a.index
    var index = 0
    repeat {
        target[index] = items[index]
        index &+= 1
    } while index < count
    return next(pc + 1, r, k, t)
}

@inline(never)
private func unpackLocalsSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let count = pc.pointee.c.index, target = r + pc.pointee.a.index
        let items = try t.unpack(r[pc.pointee.b.index], before: count, after: nil)
        for index in 0..<count { target[index] = items[index] }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

@inline(never)
private func unpackSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let count = pc.pointee.c.index, target = r + pc.pointee.a.index
        let items = try t.unpack(r[pc.pointee.b.index], before: count, after: nil)
        for index in 0..<count { target[count - 1 - index] = items[index] }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `c` items, a list of the middle ones, `cache` items; the first one topmost.
func unpackStar(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let before = pc.pointee.c.index, after = pc.pointee.cache.index, target = r + pc.pointee.a.index
        let items = try t.unpack(r[pc.pointee.b.index], before: before, after: after)
        let middle = try List.make(items.base + before, count: items.count - before - after, t)
        let total = before + 1 + after
        for index in 0..<before { target[total - 1 - index] = items[index] }
        target[after] = middle.value
        for index in 0..<after { target[after - 1 - index] = items[items.count - after + index] }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

// MARK: - Formatting

@inline(__always)
func formatSimple(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let value = r[pc.pointee.b.index]
    if value.isCell, value.shape == t.machine.pointee.shapes.str {
        r[pc.pointee.a.index] = value
        return next(pc + 1, r, k, t)
    }
    return formatSimpleSlow(pc, r, k, t)
}

@inline(never)
private func formatSimpleSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) { r[pc.pointee.a.index] = try t.format(r[pc.pointee.b.index], specification: nil) } catch { return unwind(t) }
    return next(pc + 1, r, k, t)
}

func formatWithSpecification(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try t.format(r[pc.pointee.b.index], specification: r[pc.pointee.c.index])
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `!s`, `!r`, `!a` for `c` 1, 2, 3.
func convertValue(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let value = r[pc.pointee.b.index]
        switch pc.pointee.c {
        case 1: r[pc.pointee.a.index] = try t.str(value)
        case 2: r[pc.pointee.a.index] = try t.repr(value)
        default: r[pc.pointee.a.index] = try t.ascii(value)
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}
