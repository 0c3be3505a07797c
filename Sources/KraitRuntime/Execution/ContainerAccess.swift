// Ways into the built-in containers that neither run Python code nor raise: what handlers try before they ask special methods.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The hash of an int without a cell or of a `str`; nil for other keys.
    @inline(__always)
    func hashPlain(_ key: Value) -> Int? {
        if key.isSmallInt { return hashOfSmallInt(key.smallInt) }
        return key.has(machine.pointee.shapes.str) ? Str(key).hash(self) : nil
    }

    /// The same, and of a short tuple of such.
    @inline(__always)
    func hashFast(_ key: Value) -> Int? {
        if key.isSmallInt { return hashOfSmallInt(key.smallInt) }
        guard key.isCell else { return nil }
        if key.shape == machine.pointee.shapes.str { return Str(key).hash(self) }
        return key.shape == machine.pointee.shapes.tuple ? Tuple(key).hashOfPlainItems(self) : hashOfIdentity(key)
    }

    /// The hash of a cell that only is equal to itself; nil of others.
    @inline(never)
    private func hashOfIdentity(_ key: Value) -> Int? {
        Type(key.shape.pointee.type)[.hash] == Type(machine.pointee.types.object)[.hash] ? identityHash(key) : nil
    }

    /// Notes the work of comparing long strings.
    @inline(__always)
    func noteComparison(_ left: Str, _ right: Str) {
        if left.count > 1 << 12, right.count > 1 << 12 { noteWork(Swift.min(left.count, right.count) >> 6) }
    }

    /// Whether two values that are not the same are equal; nil if only special methods can tell.
    func areEqualFast(_ left: Value, _ right: Value) -> Bool? {
        if left.isSmallInt(with: right) || left.isInlineFloat(with: right) { return left == right }
        guard left.isCell, right.isCell, left.shape == right.shape else { return nil }
        if left.shape == machine.pointee.shapes.str {
            noteComparison(Str(left), Str(right))
            return Str(left) == Str(right)
        }
        guard left.shape == machine.pointee.shapes.tuple else { return nil }
        let count = Tuple(left).count
        if Tuple(right).count != count { return false }
        if count > 16 { return nil }
        let first = Tuple(left).exactBase, second = Tuple(right).exactBase
        var index = 0
        while index < count {
            let one = first[index], other = second[index]
            index &+= 1
            if one == other { continue }
            if one.isSmallInt(with: other) || one.isInlineFloat(with: other) { return false }
            // Tuples in tuples are left to special methods, which limit how deep they go.
            guard areExactStrings(one, other) else { return nil }
            if Str(one) != Str(other) { return false }
        }
        return true
    }

    /// The byte at an index of `bytes` or `bytearray`; nil for anything else.
    @inline(__always)
    func byteFast(_ container: Value, _ key: Value) -> Value? {
        guard key.isSmallInt else { return nil }
        let units: UnsafeMutableRawPointer, count: Int
        if container.shape == machine.pointee.shapes.bytes {
            units = Bytes(container).bytes
            count = Bytes(container).count
        } else if container.shape == machine.pointee.shapes.byteArray {
            units = ByteArray(container).bytes
            count = ByteArray(container).count
        } else {
            return nil
        }
        let index = key.smallInt, position = index < 0 ? index &+ count : index
        guard UInt(bitPattern: position) < UInt(bitPattern: count) else { return nil }
        return Value(smallInt: Int((units + position).load(as: UInt8.self)))
    }

    /// A slice of a list or tuple with bounds that are ints or None; nil for anything else.
    func sliceFast(_ container: Value, _ start: Value, _ stop: Value) throws(Raised) -> Value? {
        guard container.isCell, let bounds = boundsFast(start, stop) else { return nil }
        if container.shape == machine.pointee.shapes.list { return try List(container).slice(bounds, self) }
        if container.shape == machine.pointee.shapes.tuple { return try Tuple(container).slice(bounds, self) }
        return nil
    }

    /// What a slice without step says if its bounds are ints or None.
    @inline(__always)
    func boundsFast(_ start: Value, _ stop: Value) -> Slice.Bounds? {
        guard start.isSmallInt || start.isNone, stop.isSmallInt || stop.isNone else { return nil }
        return Slice.Bounds(start: start.isNone ? 0 : start.smallInt, stop: stop.isNone ? Int.max : stop.smallInt, step: 1)
    }

    /// The length of a list, tuple, dict, set or str that is no instance of a subclass; nil for anything else.
    @inline(__always)
    func lengthFast(_ value: Value) -> Int? {
        guard value.isCell else { return nil }
        let shape = value.shape, shapes = machine.pointee.shapes
        if shape == shapes.list { return List(value).count }
        if shape == shapes.tuple { return Tuple(value).count }
        if shape == shapes.str { return Str(value).count }
        if shape == shapes.dict { return Dict(value).count }
        if shape == shapes.set || shape == shapes.frozenSet { return PythonSet(value).count }
        return nil
    }

    /// Whether a dict, set, list or tuple contains an item; nil if only special methods can tell.
    func containsFast(_ container: Value, _ item: Value) -> Bool? {
        guard container.isCell else { return nil }
        let shape = container.shape, shapes = machine.pointee.shapes
        if shape == shapes.dict {
            guard let hash = hashFast(item) else { return nil }
            let position = Dict(container).positionFast(of: item, hash: hash, self)
            return position == Dict.Lookup.undecided ? nil : position >= 0
        }
        if shape == shapes.set || shape == shapes.frozenSet {
            guard let hash = hashFast(item) else { return nil }
            let position = PythonSet(container).positionFast(of: item, hash: hash, self)
            return position == PythonSet.undecided ? nil : position >= 0
        }
        if shape == shapes.str {
            guard item.has(shapes.str) else { return nil }
            return Str(container).containsFast(Str(item))
        }
        let base: UnsafeMutablePointer<Value>, count: Int
        if shape == shapes.tuple {
            base = Tuple(container).exactBase
            count = Tuple(container).count
        } else if shape == shapes.list {
            base = List(container).base
            count = List(container).count
        } else {
            return nil
        }
        // A long search charges its work.
        guard count < 1000, item.isSmallInt || item.has(shapes.str) else { return nil }
        var index = 0
        while index < count {
            let candidate = base[index]
            if candidate == item { return true }
            if candidate.isCell, candidate.shape == shapes.str {
                if item.isCell, Str(candidate) == Str(item) { return true }
            } else if !candidate.isSmallInt {
                return nil
            }
            index &+= 1
        }
        return false
    }

    /// Whether both are sets or frozensets that are no instances of subclasses.
    @inline(__always)
    func areExactSets(_ left: Value, _ right: Value) -> Bool {
        guard left.isCell, right.isCell else { return false }
        let set = machine.pointee.shapes.set, frozenSet = machine.pointee.shapes.frozenSet
        return (left.shape == set || left.shape == frozenSet) && (right.shape == set || right.shape == frozenSet)
    }

    /// Whether a cell is a dict, or an instance of a subclass that has this special method from `dict`.
    @inline(__always)
    func hasItemsOfDict(_ container: Value, _ method: SpecialMethod) -> Bool {
        if container.shape == machine.pointee.shapes.dict { return true }
        return container.shape.pointee.kind == .dict && Type(container.shape.pointee.type)[method] == Type(machine.pointee.types.dict)[method]
    }

    /// An iterator over a container of a built-in class itself; nil for anything else.
    @inline(__always)
    func iteratorFast(of value: Value) throws(Raised) -> Value? {
        guard value.isCell else { return nil }
        let shape = value.shape, shapes = machine.pointee.shapes
        if shape == shapes.list { return try ListIterator.make(shapes.listIterator, value, index: 0, self) }
        if shape == shapes.tuple { return try ListIterator.make(shapes.tupleIterator, value, index: 0, self) }
        if shape == shapes.dict { return try DictIterator.make(shapes.dictKeyIterator, Dict(value), isReversed: false, self) }
        if shape == shapes.dictItems { return try DictIterator.make(shapes.dictItemIterator, DictView(value).dict, isReversed: false, self) }
        if shape == shapes.set || shape == shapes.frozenSet { return try SetIterator.make(PythonSet(value), self) }
        if shape == shapes.str { return try StrIterator.make(Str(value), self) }
        if shape == shapes.generator { return value }
        if shape == shapes.range { return try PythonRange(value).makeIterator(isReversed: false, self) }
        return nil
    }
}

extension Dict {
    /// The value of an int or `str` key, or nil if it is absent or only special methods can tell.
    @inline(__always)
    func getFast(_ key: Value, _ thread: Thread) -> Value? {
        guard let hash = thread.hashFast(key) else { return nil }
        let position = positionFast(of: key, hash: hash, thread)
        return position >= 0 ? table.entries[position].value : nil
    }

    /// Sets the value of an int or `str` key; false if that takes more than storing.
    @inline(__always)
    func setFast(_ key: Value, _ value: Value, _ thread: Thread) -> Bool {
        guard let hash = thread.hashFast(key) else { return false }
        return setFast(key, hash: hash, value, thread)
    }

    /// The same for any key whose hash is known, if no `==` is needed.
    @inline(__always)
    func setFast(_ key: Value, hash: Int, _ value: Value, _ thread: Thread) -> Bool {
        var slot = 0
        let position = positionFast(of: key, hash: hash, free: &slot, thread)
        if position >= 0 {
            table.entries[position].value = value
            return true
        }
        let table = self.table
        guard position == Lookup.absent, table.used < table.fields.pointee.capacity else { return false }
        table.append(Entry(hash: hash, key: key, value: value), at: slot)
        fields.pointee.count &+= 1
        return true
    }
}
