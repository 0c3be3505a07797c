// Globals, names of module and class bodies, cells and free variables.
//
// A cached global is one load and one test: the cache points at the value in the dict's table, and a table that was abandoned, or an entry that
// was deleted, holds "unbound" there. A cached builtin also compares how many entries the globals have used: a new global might hide it.

@inline(__always)
func loadGlobalCached(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let value = cachedValue(inlineCache(pc, k)).pointee
    if value.isUnbound { return loadGlobal(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    return next(pc + 1, r, k, t)
}

@inline(__always)
func loadBuiltinCached(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let cache = inlineCache(pc, k), value = cachedValue(cache).pointee
    if value.isUnbound || !isCurrentBuiltin(cache) { return loadGlobal(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    return next(pc + 1, r, k, t)
}

/// Whether no entry was added to the globals since the cache was filled.
@inline(__always)
private func isCurrentBuiltin(_ cache: UnsafeMutablePointer<InlineCache>) -> Bool {
    UnsafePointer<Int>(bitPattern: UInt(cache.pointee.second)).unsafelyUnwrapped.pointee == Int(truncatingIfNeeded: cache.pointee.third)
}

/// The value that a cache points to; unbound if it is not there any more.
@inline(__always)
private func cachedValue(_ cache: UnsafeMutablePointer<InlineCache>) -> UnsafeMutablePointer<Value> {
    UnsafeMutablePointer<Value>(bitPattern: UInt(cache.pointee.first)).unsafelyUnwrapped
}

/// Looks the name up and remembers where it was.
@inline(never)
func loadGlobal(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let name = k[pc.pointee.b.index]
    let code = t.pointee.activation.pointee.code
    do throws(Raised) {
        guard code.pointee.globals.is(.dict), code.pointee.builtins.is(.dict) else {
            r[pc.pointee.a.index] = try t.loadGlobalGeneric(name)
            return next(pc + 1, r, k, t)
        }
        if let value = remember(Str(name), pc, k, code, global: krait_loadGlobalCached, builtin: krait_loadBuiltinCached) {
            r[pc.pointee.a.index] = value
        } else {
            // Among keys that are no plain strings there may be one that equals the name.
            r[pc.pointee.a.index] = try t.loadGlobalGeneric(name)
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// Looks a name up in globals and builtins, both dicts, and specializes the instruction to where it was; nil if it is in neither.
private func remember(
    _ name: Str, _ pc: PC, _ k: Registers, _ code: UnsafeMutablePointer<RegisterCode>, global: Handler, builtin: Handler
) -> Value? {
    let globals = Dict(code.pointee.globals)
    if let place = place(of: name, in: globals) {
        specialize(pc, to: global, k, place)
        return place.pointee
    }
    guard let place = place(of: name, in: Dict(code.pointee.builtins)) else { return nil }
    globals.fields.pointee.isWatched = true
    let used = UnsafeMutableRawPointer(globals.table.fields) + (MemoryLayout<DictTable.Fields>.offset(of: \.used) ?? 16)
    specialize(pc, to: builtin, k, place, second: UInt64(UInt(bitPattern: used)), third: UInt64(globals.table.used))
    return place.pointee
}

/// Lets the cache of an instruction point at a place.
private func specialize(_ pc: PC, to handler: Handler, _ k: Registers, _ place: UnsafeMutablePointer<Value>, second: UInt64 = 0, third: UInt64 = 0) {
    // The last word says that the instruction ran before (`runsAgain(_:_:)`).
    pc.specialize(to: handler, k, first: UInt64(UInt(bitPattern: place)), second: second, third: third, fourth: 1)
}

/// Where the value of a name lies in a dict, which from now on says when that changes; nil if the name is not there.
private func place(of name: Str, in dict: Dict) -> UnsafeMutablePointer<Value>? {
    guard let position = dict.position(ofInterned: name) else { return nil }
    dict.fields.pointee.isWatched = true
    let entry = UnsafeMutableRawPointer(dict.table.entries + position)
    return (entry + (MemoryLayout<Dict.Entry>.offset(of: \.value) ?? 16)).assumingMemoryBound(to: Value.self)
}

/// A global that is there already: one store.
@inline(__always)
func storeGlobalCached(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let place = cachedValue(inlineCache(pc, k))
    if place.pointee.isUnbound { return storeGlobal(pc, r, k, t) }
    place.pointee = r[pc.pointee.a.index]
    return next(pc + 1, r, k, t)
}

@inline(never)
func storeGlobal(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let name = Str(k[pc.pointee.b.index]), globals = Dict(t.pointee.activation.pointee.code.pointee.globals)
        try globals.set(interned: name, r[pc.pointee.a.index], t)
        if runsAgain(pc, k), let place = place(of: name, in: globals) { specialize(pc, to: krait_storeGlobalCached, k, place) }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// Whether an instruction comes here for the second time: most of a module's runs once, and would specialize for nothing.
private func runsAgain(_ pc: PC, _ k: Registers) -> Bool {
    if pc.pointee.cache == Instruction.noCache { return false }
    let cache = inlineCache(pc, k)
    if cache.pointee.fourth != 0 { return true }
    cache.pointee.fourth = 1
    return false
}

func deleteGlobal(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let name = k[pc.pointee.b.index]
    let globals = Dict(t.pointee.activation.pointee.code.pointee.globals)
    guard let position = globals.position(ofInterned: Str(name)) else {
        _ = t.raise(.nameError, "name '\(Str(name).text)' is not defined", name: name)
        return unwind(t)
    }
    globals.remove(at: position)
    return next(pc + 1, r, k, t)
}

/// Whether names are bound in the globals: the body of a module runs, not that of a class or what `exec` was given a namespace for.
@inline(__always)
private func bindsGlobals(_ t: Thread) -> Bool {
    let activation = t.pointee.activation
    return activation.pointee.hasNamespace && activation.pointee.second == activation.pointee.code.pointee.globals
}

@inline(__always)
func loadNameCached(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let value = cachedValue(inlineCache(pc, k)).pointee
    if value.isUnbound || !bindsGlobals(t) { return loadName(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    return next(pc + 1, r, k, t)
}

@inline(__always)
func loadBuiltinNameCached(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let cache = inlineCache(pc, k), value = cachedValue(cache).pointee
    if value.isUnbound || !isCurrentBuiltin(cache) || !bindsGlobals(t) { return loadName(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    return next(pc + 1, r, k, t)
}

@inline(never)
func loadName(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let name = k[pc.pointee.b.index], code = t.pointee.activation.pointee.code, shapes = t.machine.pointee.shapes
        if bindsGlobals(t), runsAgain(pc, k), code.pointee.globals.has(shapes.dict), code.pointee.builtins.has(shapes.dict),
            let value = remember(Str(name), pc, k, code, global: krait_loadNameCached, builtin: krait_loadBuiltinNameCached)
        {
            r[pc.pointee.a.index] = value
        } else if let value = try t.getOptionalItem(t.locals(), name) {
            r[pc.pointee.a.index] = value
        } else {
            r[pc.pointee.a.index] = try t.loadGlobalGeneric(name)
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func loadFromDictOrGlobals(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let name = k[pc.pointee.b.index]
        if let value = try t.getOptionalItem(r[pc.pointee.c.index], name) {
            r[pc.pointee.a.index] = value
        } else {
            r[pc.pointee.a.index] = try t.loadGlobalGeneric(name)
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

@inline(__always)
func storeNameCached(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let place = cachedValue(inlineCache(pc, k))
    if place.pointee.isUnbound || !bindsGlobals(t) { return storeName(pc, r, k, t) }
    place.pointee = r[pc.pointee.a.index]
    return next(pc + 1, r, k, t)
}

@inline(never)
func storeName(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let locals = try t.locals(), name = k[pc.pointee.b.index]
        if locals.has(t.machine.pointee.shapes.dict) {
            try Dict(locals).set(interned: Str(name), r[pc.pointee.a.index], t)
            if bindsGlobals(t), runsAgain(pc, k), let place = place(of: Str(name), in: Dict(locals)) { specialize(pc, to: krait_storeNameCached, k, place) }
        } else {
            try t.setItem(locals, name, r[pc.pointee.a.index])
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func deleteName(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let name = k[pc.pointee.b.index]
    do throws(Raised) {
        let locals = try t.locals()
        do throws(Raised) {
            try t.deleteItem(locals, name)
        } catch {
            guard try t.takeException(matching: t.machine.pointee.types.exceptions.keyError) else { throw error }
            throw t.raise(.nameError, "name '\(Str(name).text)' is not defined", name: name)
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func loadLocals(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) { r[pc.pointee.a.index] = try t.locals() } catch { return unwind(t) }
    return next(pc + 1, r, k, t)
}

func setupAnnotations(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let locals = try t.locals(), name = t.name(.dunderAnnotations)
        if try t.getOptionalItem(locals, name) == nil { try t.setItem(locals, name, try Dict.make(t).value) }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func loadBuildClass(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let builtins = t.pointee.activation.pointee.code.pointee.builtins
        guard let function = try t.getOptionalItem(builtins, t.name(.dunderBuildClass)) else {
            throw t.raise(.nameError, "__build_class__ not found")
        }
        r[pc.pointee.a.index] = function
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func loadAssertionError(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    r[pc.pointee.a.index] = t.machine.pointee.types.exceptions.assertionError
    return next(pc + 1, r, k, t)
}

// MARK: - Cells

/// Puts a cell that holds what was in the register in its place.
func makeCell(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) { r[pc.pointee.a.index] = try Cell.make(r[pc.pointee.a.index], t) } catch { return unwind(t) }
    return next(pc + 1, r, k, t)
}

/// Copies the closure's cells into the last `a` locals, which begin at register `b`.
@inline(__always)
func copyFree(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let cells = Function(t.pointee.activation.pointee.function).fields.pointee.closure
    let first = pc.pointee.b.index
    guard cells.is(.tuple), Tuple(cells).count == pc.pointee.a.index else { return raiseNoClosure(pc, t) }
    let closure = Tuple(cells)
    for index in 0..<pc.pointee.a.index { r[first + index] = closure[index] }
    return next(pc + 1, r, k, t)
}

@inline(never)
private func raiseNoClosure(_ pc: PC, _ t: Thread) -> Outcome {
    t.sync(pc)
    _ = t.raise(.systemError, "a function without its closure was called")
    return unwind(t)
}

@inline(__always)
func loadCell(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let value = Cell(r[pc.pointee.b.index]).fields.pointee.content
    if value.isUnbound { return raiseUnboundCell(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    return next(pc + 1, r, k, t)
}

@inline(never)
private func raiseUnboundCell(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    t.raiseUnboundCell(pc.pointee.b.index)
    return unwind(t)
}

@inline(__always)
func storeCell(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    Cell(r[pc.pointee.a.index]).fields.pointee.content = r[pc.pointee.b.index]
    return next(pc + 1, r, k, t)
}

@inline(__always)
func deleteCell(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let cell = Cell(r[pc.pointee.b.index])
    if cell.fields.pointee.content.isUnbound { return raiseUnboundCell(pc, r, k, t) }
    cell.fields.pointee.content = .unbound
    return next(pc + 1, r, k, t)
}

func loadFromDictOrCell(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let name = t.localName(pc.pointee.b.index)
        if let value = try t.getOptionalItem(r[pc.pointee.c.index], name) {
            r[pc.pointee.a.index] = value
            return next(pc + 1, r, k, t)
        }
    } catch {
        return unwind(t)
    }
    let value = Cell(r[pc.pointee.b.index]).fields.pointee.content
    if value.isUnbound { return raiseUnboundCell(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    return next(pc + 1, r, k, t)
}
