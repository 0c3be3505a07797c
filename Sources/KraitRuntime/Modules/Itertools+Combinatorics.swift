// `itertools`: products, permutations and combinations.
//
//     header | pool(s) | indices | last result | …      the result tuple of each step is new; the last one says what the next begins with

/// `product`
struct Product: NativeIterator {
    struct Fields {
        var header: ShapePointer
        /// A tuple of tuples.
        var pools: Value
        /// A cell of values: small ints.
        var indices: Value
        /// The last result; unbound before the first.
        var result: Value
        var isOver: Bool
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 3

    func next(_ thread: Thread) throws(Raised) -> Value {
        if fields.pointee.isOver { return .unbound }
        let pools = Tuple(fields.pointee.pools), indices = Values(fields.pointee.indices).base
        let count = pools.count
        let result: Tuple
        if fields.pointee.result.isUnbound {
            for index in 0..<count where Tuple(pools[index]).count == 0 { return finish() }
            result = try Tuple.allocate(count: count, thread)
            for index in 0..<count { result.base[index] = Tuple(pools[index])[0] }
        } else {
            var place = count - 1
            while place >= 0, indices[place].smallInt + 1 == Tuple(pools[place]).count { place -= 1 }
            if place < 0 { return finish() }
            result = try Tuple.make(Tuple(fields.pointee.result).base, count: count, thread)
            let advanced = indices[place].smallInt + 1
            indices[place] = Value(smallInt: advanced)
            result.base[place] = Tuple(pools[place])[advanced]
            for index in place + 1..<Swift.max(count, place + 1) {
                indices[index] = Value(smallInt: 0)
                result.base[index] = Tuple(pools[index])[0]
            }
        }
        fields.pointee.result = result.value
        return result.value
    }

    private func finish() -> Value {
        fields.pointee.isOver = true
        fields.pointee.result = .unbound
        return .unbound
    }
}

/// `permutations`, `combinations`, `combinations_with_replacement`: tuples of `size` items of a pool.
struct Selection: NativeIterator {
    struct Fields {
        var header: ShapePointer
        /// A tuple.
        var pool: Value
        /// A cell of values: small ints.
        var indices: Value
        /// `permutations` only: how far each place has turned.
        var cycles: Value
        var size: Int
        var hasBegun: Bool
        var isOver: Bool
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 3

    /// The items at the first `size` indices.
    private func result(_ thread: Thread) throws(Raised) -> Value {
        let size = fields.pointee.size
        let result = try Tuple.allocate(count: size, thread)
        let pool = Tuple(fields.pointee.pool), indices = Values(fields.pointee.indices).base
        for index in 0..<size { result.base[index] = pool[indices[index].smallInt] }
        return result.value
    }

    /// Goes to the next indices with `step`, which returns false at the end.
    private func next(_ thread: Thread, _ step: (_ indices: UnsafeMutablePointer<Value>, _ count: Int, _ size: Int) -> Bool) throws(Raised) -> Value {
        if fields.pointee.isOver { return .unbound }
        if !fields.pointee.hasBegun {
            fields.pointee.hasBegun = true
        } else if !step(Values(fields.pointee.indices).base, Tuple(fields.pointee.pool).count, fields.pointee.size) {
            fields.pointee.isOver = true
            return .unbound
        }
        return try result(thread)
    }

    func nextPermutation(_ thread: Thread) throws(Raised) -> Value {
        let cycles = fields.pointee.cycles
        return try next(thread) { indices, count, size in
            let cycles = Values(cycles).base
            var place = size - 1
            while place >= 0 {
                let left = cycles[place].smallInt - 1
                if left > 0 {
                    cycles[place] = Value(smallInt: left)
                    swap(&indices[place], &indices[count - left])
                    return true
                }
                // All turned: the item goes behind the others.
                let index = indices[place]
                for position in place..<count - 1 { indices[position] = indices[position + 1] }
                indices[count - 1] = index
                cycles[place] = Value(smallInt: count - place)
                place -= 1
            }
            return false
        }
    }

    func nextCombination(_ thread: Thread) throws(Raised) -> Value {
        try next(thread) { indices, count, size in
            var place = size - 1
            while place >= 0, indices[place].smallInt == place + count - size { place -= 1 }
            if place < 0 { return false }
            var index = indices[place].smallInt
            for position in place..<size {
                index += 1
                indices[position] = Value(smallInt: index)
            }
            return true
        }
    }

    func nextCombinationWithReplacement(_ thread: Thread) throws(Raised) -> Value {
        try next(thread) { indices, count, size in
            var place = size - 1
            while place >= 0, indices[place].smallInt == count - 1 { place -= 1 }
            if place < 0 { return false }
            let index = Value(smallInt: indices[place].smallInt + 1)
            for position in place..<size { indices[position] = index }
            return true
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineCombinatoricIterators(_ module: NativeBuilder) throws(Raised) {
        try module.makeClass("itertools.product", Product.layout, "Tuples with one item of each iterable, in all ways.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *iterables, repeat=1)") { thread, arguments throws(Raised) in try thread.makeProduct(arguments) }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Product(arguments[0]).next(thread) }
            try defineCopyingOfProduct(builder)
            try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
                Value(smallInt: Product.layout.size + Tuple(Product(arguments[0]).fields.pointee.pools).count * 8)
            }
        }
        try module.makeClass("itertools.permutations", Selection.layout, "Tuples of r items of an iterable in all orders.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, r=None)") { thread, arguments throws(Raised) in
                let pool = try thread.pool(of: arguments[1])
                var size = pool.count
                if !arguments[2].isUnbound, !arguments[2].isNone {
                    guard arguments[2].isSmallInt || arguments[2].isBool || arguments[2].is(.int) else { throw thread.raise(.typeError, "Expected int as r") }
                    size = try thread.index(arguments[2])
                }
                let selection = try thread.makeSelection(Type(arguments[0]), pool, size: size, isOver: size > pool.count)
                if !Selection(selection).fields.pointee.isOver {
                    let cycles = try thread.allocateValues(size)
                    for index in 0..<size { cycles.base[index] = Value(smallInt: pool.count - index) }
                    Selection(selection).fields.pointee.cycles = cycles.value
                }
                return selection
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Selection(arguments[0]).nextPermutation(thread) }
            try defineCopyingOfPermutations(builder)
        }
        try module.makeClass("itertools.combinations", Selection.layout, "Tuples of r items of an iterable, in its order.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, r)") { thread, arguments throws(Raised) in
                let pool = try thread.pool(of: arguments[1])
                let size = try thread.index(arguments[2])
                return try thread.makeSelection(Type(arguments[0]), pool, size: size, isOver: size > pool.count)
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Selection(arguments[0]).nextCombination(thread) }
            try defineCopyingOfCombinations(builder)
        }
        try module.makeClass("itertools.combinations_with_replacement", Selection.layout, "Tuples of r items of an iterable, in its order, items used again.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, r)") { thread, arguments throws(Raised) in
                let pool = try thread.pool(of: arguments[1])
                let size = try thread.index(arguments[2])
                let selection = try thread.makeSelection(Type(arguments[0]), pool, size: size, isOver: pool.count == 0 && size > 0)
                if !Selection(selection).fields.pointee.isOver {
                    let indices = Values(Selection(selection).fields.pointee.indices)
                    for index in 0..<indices.fields.pointee.capacity { indices.base[index] = Value(smallInt: 0) }
                }
                return selection
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try Selection(arguments[0]).nextCombinationWithReplacement(thread)
            }
            try defineCopyingOfRepeatingCombinations(builder)
        }
    }

    /// The items of an iterable, as a tuple.
    private func pool(of iterable: Value) throws(Raised) -> Tuple {
        if iterable.has(machine.pointee.shapes.tuple) { return Tuple(iterable) }
        let items = try collect(iterable)
        return try Tuple.make(items.base, count: items.count, self)
    }

    private func makeProduct(_ arguments: Arguments) throws(Raised) -> Value {
        let repetitions = arguments[2].isUnbound ? 1 : try index(arguments[2])
        if repetitions < 0 { throw raise(.valueError, "repeat argument cannot be negative") }
        let given = Tuple(arguments[1])
        let (count, overflow) = given.count.multipliedReportingOverflow(by: repetitions)
        if overflow || count > Int.max / 16 { throw raise(.overflowError, "repeat argument too large") }
        let pools = try Tuple.allocate(count: count, self)
        if repetitions > 0 {
            for index in 0..<given.count { pools.base[index] = try pool(of: given[index]).value }
            for index in given.count..<Swift.max(count, given.count) { pools.base[index] = pools[index - given.count] }
        }
        let indices = try allocateValues(count)
        let product = try Product.make(arguments, self)
        product.fields.pointee.pools = pools.value
        product.fields.pointee.indices = indices.value
        product.fields.pointee.result = .unbound
        return product.value
    }

    private func makeSelection(_ type: Type, _ pool: Tuple, size: Int, isOver: Bool) throws(Raised) -> Value {
        if size < 0 { throw raise(.valueError, "r must be non-negative") }
        // `combinations_with_replacement` may want more places than the pool has items.
        let indices = try allocateValues(isOver ? 0 : Swift.max(pool.count, size))
        for index in 0..<indices.fields.pointee.capacity { indices.base[index] = Value(smallInt: index) }
        let selection = Selection(try makeInstance(of: type))
        selection.fields.pointee.pool = pool.value
        selection.fields.pointee.indices = indices.value
        selection.fields.pointee.cycles = .unbound
        selection.fields.pointee.size = size
        selection.fields.pointee.isOver = isOver
        return selection.value
    }
}
