// Attributes: `x.name`, `x.name = v`, `x.name(…)`, `super().name`.
//
// Each instruction begins as the generic form, which looks the attribute up as the data model says and then writes the handler that suits what
// it saw, with its cache, into the instruction. A specialized handler that meets something else goes back to the generic form.
//
//     cache of instance attributes   shape | byte offset                               the shape alone proves it (see Shape.swift)
//     cache of class attributes      shape | class | version | value                   the class has not changed since

@inline(__always)
private func hasShape(_ value: Value, _ cache: UnsafeMutablePointer<InlineCache>) -> Bool {
    value.isCell && UInt64(UInt(bitPattern: value.shape)) == cache.pointee.first
}

/// Whether the class in the cache is what it was.
@inline(__always)
private func isCurrent(_ cache: UnsafeMutablePointer<InlineCache>) -> Bool {
    UnsafePointer<Type.Fields>(bitPattern: UInt(cache.pointee.second)).unsafelyUnwrapped.pointee.version == cache.pointee.third
}

// MARK: - Loading

@inline(__always)
func loadAttributeSlot(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache) else { return loadAttribute(pc, r, k, t) }
    r[pc.pointee.a.index] = (object.cell + Int(truncatingIfNeeded: cache.pointee.second)).load(as: Value.self)
    return next(pc + 1, r, k, t)
}

@inline(__always)
func loadAttributeOverflow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache) else { return loadAttribute(pc, r, k, t) }
    let store = (object.cell + Int(truncatingIfNeeded: cache.pointee.second)).load(as: Value.self)
    r[pc.pointee.a.index] = (store.cell + Int(truncatingIfNeeded: cache.pointee.third)).load(as: Value.self)
    return next(pc + 1, r, k, t)
}

/// A `__slots__` member: the slot may be empty.
@inline(__always)
func loadAttributeMember(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache) else { return loadAttribute(pc, r, k, t) }
    let value = (object.cell + Int(truncatingIfNeeded: cache.pointee.second)).load(as: Value.self)
    if value.isUnbound { return loadAttribute(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    return next(pc + 1, r, k, t)
}

/// Something in the class that needs no binding, not hidden by the instance.
@inline(__always)
func loadAttributeClassValue(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache), isCurrent(cache) else { return loadAttribute(pc, r, k, t) }
    r[pc.pointee.a.index] = Value(bits: cache.pointee.fourth)
    return next(pc + 1, r, k, t)
}

/// An attribute of a class itself. The first word of the cache is the class.
@inline(__always)
func loadAttributeOfClass(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard object.bits == cache.pointee.first, isCurrent(cache) else { return loadAttribute(pc, r, k, t) }
    r[pc.pointee.a.index] = Value(bits: cache.pointee.fourth)
    return next(pc + 1, r, k, t)
}

/// An attribute of a module: module, place of the value in its dict's table.
@inline(__always)
func loadAttributeModule(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard object.bits == cache.pointee.first else { return loadAttribute(pc, r, k, t) }
    let value = UnsafePointer<Value>(bitPattern: UInt(cache.pointee.second)).unsafelyUnwrapped.pointee
    if value.isUnbound { return loadAttribute(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    return next(pc + 1, r, k, t)
}

/// A property whose getter is a simple Python function: its activation is entered.
@inline(__always)
func loadAttributeProperty(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache), isCurrent(cache) else { return loadAttribute(pc, r, k, t) }
    return enterGetter(pc, r, k, t, cache.pointee.fourth)
}

@inline(never)
private func enterGetter(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ getterBits: UInt64) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let getter = Function(Value(bits: getterBits))
        let base = t.freeRegisters
        base[0] = r[pc.pointee.b.index]
        try t.push(getter, registers: base, given: 1)
        return t.enter()
    } catch {
        return unwind(t)
    }
}

/// A computed attribute of a built-in class.
@inline(__always)
func loadAttributeComputed(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache), isCurrent(cache) else { return loadAttribute(pc, r, k, t) }
    t.sync(pc)
    do throws(Raised) {
        let descriptor = GetSetDescriptor(Value(bits: cache.pointee.fourth))
        r[pc.pointee.a.index] = try descriptor.fields.pointee.getter(t, Arguments(base: r + pc.pointee.b.index, count: 1))
    } catch {
        return failComputing(pc, r, k, t)
    }
    return next(pc + 1, r, k, t)
}

@inline(never)
private func failComputing(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.completeAttributeError(r[pc.pointee.b.index], k[pc.pointee.c.index])
    return unwind(t)
}

/// Any attribute of any object; specializes.
@inline(never)
func loadAttribute(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], name = k[pc.pointee.c.index]
    if t.machine.pointee.attributeCache.specialize(pc, k, object, name, krait_loadAttribute) { return next(pc, r, k, t) }
    t.sync(pc)
    do throws(Raised) {
        switch try t.lookUpAttribute(object, name) {
        case .slot(let offset):
            fill(krait_loadAttributeSlot, pc, k, t, object, UInt64(offset))
            r[pc.pointee.a.index] = (object.cell + offset).load(as: Value.self)
        case .overflow(let storeOffset, let offset):
            fill(krait_loadAttributeOverflow, pc, k, t, object, UInt64(storeOffset), UInt64(offset))
            let store = (object.cell + storeOffset).load(as: Value.self)
            r[pc.pointee.a.index] = (store.cell + offset).load(as: Value.self)
        case .member(let offset):
            let value = (object.cell + offset).load(as: Value.self)
            if !value.isUnbound {
                fill(krait_loadAttributeMember, pc, k, t, object, UInt64(offset))
            }
            r[pc.pointee.a.index] = value.isUnbound ? try t.getAttribute(object, name) : value
        case .classValue(let type, let value):
            if object.isCell {
                fill(krait_loadAttributeClassValue, pc, k, t, object, type, value)
            }
            r[pc.pointee.a.index] = value
        case .property(let type, let getter):
            fill(krait_loadAttributeProperty, pc, k, t, object, type, getter)
            return enterGetter(pc, r, k, t, getter.bits)
        case .computed(let type, let descriptor):
            fill(krait_loadAttributeComputed, pc, k, t, object, type, descriptor)
            r[pc.pointee.a.index] = try t.getAttribute(object, name)
        case .ofClass(let type, let value):
            fill(krait_loadAttributeOfClass, pc, k, ofClass: type, object, value)
            r[pc.pointee.a.index] = value
        case .ofModule(let place):
            pc.specialize(to: krait_loadAttributeModule, k, first: object.bits, second: UInt64(UInt(bitPattern: place)))
            r[pc.pointee.a.index] = place.pointee
        case .method, .classMethod, .classMethodOfClass, .other:
            pc.pointee.handler = krait_loadAttribute
            r[pc.pointee.a.index] = try t.getAttribute(object, name)
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

private func fill(_ handler: Handler, _ pc: PC, _ k: Registers, _ t: Thread, _ object: Value, _ second: UInt64, _ third: UInt64 = 0) {
    pc.specialize(to: handler, k, first: UInt64(UInt(bitPattern: object.shape)), second: second, third: third)
    t.machine.pointee.attributeCache.remember(pc, k, k[pc.pointee.c.index], krait_loadAttribute)
}

private func fill(
    _ handler: Handler, _ pc: PC, _ k: Registers, _ t: Thread, _ object: Value, _ type: Type, _ value: Value, generic: Handler = krait_loadAttribute
) {
    pc.specialize(
        to: handler, k, first: UInt64(UInt(bitPattern: object.shape)), second: UInt64(UInt(bitPattern: type.cell)), third: type.fields.pointee.version,
        fourth: value.bits)
    t.machine.pointee.attributeCache.remember(pc, k, k[pc.pointee.c.index], generic)
}

private func fill(_ handler: Handler, _ pc: PC, _ k: Registers, ofClass type: Type, _ object: Value, _ value: Value) {
    pc.specialize(
        to: handler, k, first: object.bits, second: UInt64(UInt(bitPattern: type.cell)), third: type.fields.pointee.version, fourth: value.bits)
}

// MARK: - Loading for a call: function and receiver, or attribute and unbound

/// A method of a cell's class: the function goes to `a`, the receiver behind it.
@inline(__always)
func loadMethodCached(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache), isCurrent(cache) else { return loadMethod(pc, r, k, t) }
    r[pc.pointee.a.index] = Value(bits: cache.pointee.fourth)
    r[pc.pointee.a.index + 1] = object
    return next(pc + 1, r, k, t)
}

/// A method of the class of a value without a cell. The first word of the cache says which class that is.
@inline(__always)
func loadMethodOfImmediate(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard !object.isCell, object.immediateKey == cache.pointee.first, isCurrent(cache) else { return loadMethod(pc, r, k, t) }
    r[pc.pointee.a.index] = Value(bits: cache.pointee.fourth)
    r[pc.pointee.a.index + 1] = object
    return next(pc + 1, r, k, t)
}

/// What the class has and binds to nothing, as a static method.
@inline(__always)
func loadMethodClassValue(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache), isCurrent(cache) else { return loadMethod(pc, r, k, t) }
    r[pc.pointee.a.index] = Value(bits: cache.pointee.fourth)
    r[pc.pointee.a.index + 1] = .unbound
    return next(pc + 1, r, k, t)
}

/// A class method of a cell's class, which is the receiver.
@inline(__always)
func loadClassMethod(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache), isCurrent(cache) else { return loadMethod(pc, r, k, t) }
    r[pc.pointee.a.index] = Value(bits: cache.pointee.fourth)
    r[pc.pointee.a.index + 1] = object.shape.pointee.type
    return next(pc + 1, r, k, t)
}

/// A class method of a class. The first word of the cache is the class.
@inline(__always)
func loadClassMethodOfClass(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard object.bits == cache.pointee.first, isCurrent(cache) else { return loadMethod(pc, r, k, t) }
    r[pc.pointee.a.index] = Value(bits: cache.pointee.fourth)
    r[pc.pointee.a.index + 1] = object
    return next(pc + 1, r, k, t)
}

/// A callable in a module or class: nothing is bound.
@inline(__always)
func loadMethodOfModule(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard object.bits == cache.pointee.first else { return loadMethod(pc, r, k, t) }
    let value = UnsafePointer<Value>(bitPattern: UInt(cache.pointee.second)).unsafelyUnwrapped.pointee
    if value.isUnbound { return loadMethod(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    r[pc.pointee.a.index + 1] = .unbound
    return next(pc + 1, r, k, t)
}

@inline(__always)
func loadMethodOfClass(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], cache = inlineCache(pc, k)
    guard object.bits == cache.pointee.first, isCurrent(cache) else { return loadMethod(pc, r, k, t) }
    r[pc.pointee.a.index] = Value(bits: cache.pointee.fourth)
    r[pc.pointee.a.index + 1] = .unbound
    return next(pc + 1, r, k, t)
}

@inline(never)
func loadMethod(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.b.index], name = k[pc.pointee.c.index]
    if t.machine.pointee.attributeCache.specialize(pc, k, object, name, krait_loadMethod) { return next(pc, r, k, t) }
    t.sync(pc)
    do throws(Raised) {
        switch try t.lookUpAttribute(object, name) {
        case .method(let type, let function):
            if object.isCell {
                fill(krait_loadMethodCached, pc, k, t, object, type, function, generic: krait_loadMethod)
            } else {
                pc.specialize(
                    to: krait_loadMethodOfImmediate, k, first: object.immediateKey, second: UInt64(UInt(bitPattern: type.cell)),
                    third: type.fields.pointee.version, fourth: function.bits)
            }
            r[pc.pointee.a.index] = function
            r[pc.pointee.a.index + 1] = object
            return next(pc + 1, r, k, t)
        case .classMethod(let type, let function):
            if object.isCell {
                fill(krait_loadClassMethod, pc, k, t, object, type, function, generic: krait_loadMethod)
            }
            r[pc.pointee.a.index] = function
            r[pc.pointee.a.index + 1] = type.value
            return next(pc + 1, r, k, t)
        case .classMethodOfClass(let type, let function):
            fill(krait_loadClassMethodOfClass, pc, k, ofClass: type, object, function)
            r[pc.pointee.a.index] = function
            r[pc.pointee.a.index + 1] = object
            return next(pc + 1, r, k, t)
        case .classValue(let type, let value):
            if object.isCell {
                fill(krait_loadMethodClassValue, pc, k, t, object, type, value, generic: krait_loadMethod)
            }
            r[pc.pointee.a.index] = value
        case .ofClass(let type, let value):
            fill(krait_loadMethodOfClass, pc, k, ofClass: type, object, value)
            r[pc.pointee.a.index] = value
        case .ofModule(let place):
            pc.specialize(to: krait_loadMethodOfModule, k, first: object.bits, second: UInt64(UInt(bitPattern: place)))
            r[pc.pointee.a.index] = place.pointee
        default:
            pc.pointee.handler = krait_loadMethod
            r[pc.pointee.a.index] = try t.getAttribute(object, name)
        }
        r[pc.pointee.a.index + 1] = .unbound
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

// MARK: - super()

/// A method behind the same class in the order of objects of the same shape.
///
///     cache   class given to `super` | shape of the object | version of its class | function
@inline(__always)
func loadSuperMethod(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let base = pc.pointee.b.index, cache = inlineCache(pc, k), object = r[base + 2]
    guard r[base] == t.machine.pointee.types.superObject, r[base + 1].bits == cache.pointee.first, object.isCell,
        UInt64(UInt(bitPattern: object.shape)) == cache.pointee.second,
        Type(object.shape.pointee.type).fields.pointee.version == cache.pointee.third
    else { return loadSuperAttribute(pc, r, k, t) }
    r[pc.pointee.a.index] = Value(bits: cache.pointee.fourth)
    r[pc.pointee.a.index + 1] = object
    return next(pc + 1, r, k, t)
}

/// `super(r[a], r[a + 1]).name`, where `super` in r[b] is what the code found under that name; the method form leaves function and receiver.
@inline(never)
func loadSuperAttribute(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let base = pc.pointee.b.index
        let superValue = r[base], type = r[base + 1], object = r[base + 2]
        let (name, isMethod, hasTwoArguments) = t.superOperand(at: pc)
        if superValue == t.machine.pointee.types.superObject, let found = try t.superMethod(type, object, name), isMethod {
            if object.isCell {
                pc.specialize(
                    to: krait_loadSuperMethod, k, first: type.bits, second: UInt64(UInt(bitPattern: object.shape)),
                    third: object.type(t).fields.pointee.version, fourth: found.bits)
            }
            r[pc.pointee.a.index] = found
            r[pc.pointee.a.index + 1] = object
            return next(pc + 1, r, k, t)
        }
        let proxy = try t.makeSuper(superValue, type, object, hasTwoArguments: hasTwoArguments)
        r[pc.pointee.a.index] = try t.getAttribute(proxy, name)
        if isMethod { r[pc.pointee.a.index + 1] = .unbound }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

// MARK: - Storing

@inline(__always)
func storeAttributeSlot(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.a.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache) else { return storeAttribute(pc, r, k, t) }
    (object.cell + Int(truncatingIfNeeded: cache.pointee.second)).storeBytes(of: r[pc.pointee.b.index], as: Value.self)
    return next(pc + 1, r, k, t)
}

/// A new attribute: the instance gets the next shape.
@inline(__always)
func storeAttributeTransition(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.a.index], cache = inlineCache(pc, k)
    guard hasShape(object, cache) else { return storeAttribute(pc, r, k, t) }
    object.cell.storeBytes(of: cache.pointee.third, as: UInt64.self)
    (object.cell + Int(truncatingIfNeeded: cache.pointee.second)).storeBytes(of: r[pc.pointee.b.index], as: Value.self)
    return next(pc + 1, r, k, t)
}

/// Any store; specializes. `r[a].name = r[b]`.
@inline(never)
func storeAttribute(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let object = r[pc.pointee.a.index], value = r[pc.pointee.b.index], name = k[pc.pointee.c.index]
    if t.machine.pointee.attributeCache.specialize(pc, k, object, name, krait_storeAttribute) { return next(pc, r, k, t) }
    t.sync(pc)
    do throws(Raised) {
        guard object.isCell else {
            try t.setAttribute(object, name, value)
            return next(pc + 1, r, k, t)
        }
        let before = object.shape
        let isPlain = t.storesPlainly(object, name)
        try t.setAttribute(object, name, value)
        let after = object.shape
        pc.pointee.handler = krait_storeAttribute
        if isPlain, !after.pointee.isDictionaryMode, let index = after.attributeIndex(of: name), index < Int(after.pointee.inlineCapacity) {
            let offset = UInt64(Int(after.pointee.storeOffset) + 8 + index * 8)
            if before == after {
                pc.specialize(to: krait_storeAttributeSlot, k, first: UInt64(UInt(bitPattern: before)), second: offset)
            } else if after.pointee.parent == before {
                pc.specialize(
                    to: krait_storeAttributeTransition, k, first: UInt64(UInt(bitPattern: before)), second: offset, third: UInt64(UInt(bitPattern: after)))
            } else {
                return next(pc + 1, r, k, t)
            }
            t.machine.pointee.attributeCache.remember(pc, k, name, krait_storeAttribute)
        } else if case .member(let offset)? = t.memberSlot(object, name) {
            pc.specialize(to: krait_storeAttributeSlot, k, first: UInt64(UInt(bitPattern: after)), second: UInt64(offset))
            t.machine.pointee.attributeCache.remember(pc, k, name, krait_storeAttribute)
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func deleteAttribute(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        try t.deleteAttribute(r[pc.pointee.a.index], k[pc.pointee.c.index])
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}
