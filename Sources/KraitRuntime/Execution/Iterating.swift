// Iteration by native code: one step of any iterator, without a call where the iterator is native.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The next item of an iterator, unbound at its end.
    @inline(__always)
    public func advance(_ iterator: Value) throws(Raised) -> Value {
        if iterator.isCell {
            if let function = nativeNext(of: iterator) { return try advance(iterator, function) }
        }
        return try advanceSlow(iterator)
    }

    /// The same; those of lists, tuples, ranges, dicts and sets advance in place.
    @inline(__always)
    func advanceQuickly(_ iterator: Value) throws(Raised) -> Value {
        if iterator.isCell {
            let shape = iterator.shape, shapes = machine.pointee.shapes
            if shape == shapes.listIterator {
                if let item = ListIterator(iterator).nextOfList() { return item }
            } else if shape == shapes.rangeIterator {
                if let item = RangeIterator(iterator).nextFast() { return item }
            } else if shape == shapes.tupleIterator {
                if let item = ListIterator(iterator).nextOfTuple() { return item }
            }
        }
        return try advanceContainer(iterator)
    }

    @inline(never)
    private func advanceContainer(_ iterator: Value) throws(Raised) -> Value {
        if iterator.isCell {
            let shape = iterator.shape, shapes = machine.pointee.shapes
            if shape == shapes.setIterator {
                if let key = SetIterator(iterator).nextFast() { return key }
            } else if shape == shapes.dictKeyIterator {
                if let entry = DictIterator(iterator).nextEntryFast() { return entry.pointee.key }
            } else if shape == shapes.dictValueIterator {
                if let entry = DictIterator(iterator).nextEntryFast() { return entry.pointee.value }
            }
        }
        return try advance(iterator)
    }

    /// `__next__` of an iterator whose own class defines it natively.
    @inline(__always)
    func nativeNext(of iterator: Value) -> NativePointer? {
        let type = iterator.shape.pointee.type
        let method = Type(type)[.next]
        guard method.is(.nativeFunction) else { return nil }
        let native = Native(method).fields
        guard native.pointee.owner == type, native.pointee.boundSelf.isUnbound, !native.pointee.isClassMethod else { return nil }
        return native.pointee.function
    }

    /// The same where `__next__` is known to be this native function. It takes the iterator alone, so its argument may lie on the native stack.
    @inline(__always)
    func advance(_ iterator: Value, _ function: NativePointer) throws(Raised) -> Value {
        var receiver = iterator
        do throws(Raised) {
            return try withUnsafeMutablePointer(to: &receiver) { base throws(Raised) in
                try checkNativeStack(at: base)
                return try function(self, Arguments(base: base, count: 1))
            }
        } catch {
            return try endOrRaise()
        }
    }

    /// The same for handlers: the address of a local variable in their own body would keep them from ending in a tail call.
    @inline(never)
    func advanceOutOfLine(_ iterator: Value, _ function: NativePointer) throws(Raised) -> Value { try advance(iterator, function) }

    /// The same where the code that calls is copied often.
    @inline(never)
    func advanceOutOfLine(_ iterator: Value) throws(Raised) -> Value { try advance(iterator) }

    @inline(never)
    private func advanceSlow(_ iterator: Value) throws(Raised) -> Value {
        let method = iterator.type(self)[.next]
        if method.isUnbound { throw raise(.typeError, "'\(iterator.type(self).name)' object is not an iterator") }
        do throws(Raised) { return try callSpecial(method, iterator) } catch { return try endOrRaise() }
    }

    /// The next item; at the end StopIteration, the iterator's own if it raised one.
    func advanceOrRaise(_ iterator: Value) throws(Raised) -> Value {
        if let function = iterator.isCell ? nativeNext(of: iterator) : nil {
            var receiver = iterator
            let item = try withUnsafeMutablePointer(to: &receiver) { base throws(Raised) in
                try checkNativeStack(at: base)
                return try function(self, Arguments(base: base, count: 1))
            }
            if !item.isUnbound { return item }
            raiseStopIteration()
            throw Raised()
        }
        return try callSpecial(iterator.type(self)[.next], iterator)
    }

    /// A new list of what an iterable gives.
    func collect(_ iterable: Value) throws(Raised) -> List {
        if iterable.has(machine.pointee.shapes.list) { return try List.make(List(iterable).base, count: List(iterable).count, self) }
        if iterable.has(machine.pointee.shapes.tuple) { return try List.make(Tuple(iterable).base, count: Tuple(iterable).count, self) }
        return try makeList(of: iterable)
    }

    /// Unbound if the pending exception is StopIteration; else raises it again.
    @inline(never)
    private func endOrRaise() throws(Raised) -> Value {
        if try takeException(matching: machine.pointee.types.exceptions.stopIteration) { return .unbound }
        throw Raised()
    }

    /// Whether an attribute access, `__getitem__` or `__next__` raised what ends an old-style sequence: IndexError or StopIteration.
    func takeEndOfSequence() throws(Raised) -> Bool {
        if try takeException(matching: machine.pointee.types.exceptions.indexError) { return true }
        return try takeException(matching: machine.pointee.types.exceptions.stopIteration)
    }

    /// Iterators over the items of a tuple of iterables, as a new tuple.
    func iterators(of iterables: Tuple) throws(Raised) -> Tuple {
        let iterators = try Tuple.allocate(count: iterables.count, self)
        for index in 0..<iterables.count { iterators.base[index] = try iterator(of: iterables[index]) }
        return iterators
    }

    /// Whether a class is a sequence in the old sense: it has `__getitem__` and is no dict (CPython: `PySequence_Check`).
    func isSequence(_ value: Value) -> Bool {
        !value.is(.dict) && !value.type(self)[.getItem].isUnbound
    }
}
