// Shapes as tables of attributes: which attribute lies where, and which shape an instance gets by one attribute more.
//
//     Point()        shape 0 {}
//     p.x = 1        shape 1 {x: 0}           parent: shape 0
//     p.y = 2        shape 2 {x: 0, y: 1}     parent: shape 1
//     del p.x        the class's dictionary shape: attributes lie in a dict from now on

extension Shape {
    /// Fills the machine's first shape and others in its image: instances of `type` laid out as `layout` says.
    static func make(_ layout: UnsafePointer<Layout>, type: Value, _ thread: Thread) throws(Raised) -> ShapePointer {
        let shapes = thread.machine.pointee.shapes
        let shape = try thread.allocate(shapes.shape, size: MemoryLayout<Shape>.size).assumingMemoryBound(to: Shape.self)
        BlockHeader.noteCare(for: CellPointer(shape))
        shape.fill(layout, type: type)
        return shape
    }

    static let layout = Layout(.shape, size: MemoryLayout<Shape>.size, trace: { cell, marker in
        let shape = cell.assumingMemoryBound(to: Shape.self)
        marker.mark(shape.pointee.type)
        marker.mark(shape.pointee.addedName)
        marker.mark(shape.pointee.table)
        marker.mark(shape.pointee.transitions)
        if let parent = shape.pointee.parent { marker.mark(cell: CellPointer(parent)) }
    })
}

extension ShapePointer {
    /// Fills a cell that is zeroed but for its header. (Field by field: the optimizer of Swift 6.3 crashes on moving a struct of this size.)
    func fill(_ layout: UnsafePointer<Layout>, type: Value) {
        pointee.layout = layout
        pointee.type = type
        pointee.kind = layout.pointee.kind
        pointee.valuesOffset = UInt32(layout.pointee.size)
        pointee.storeOffset = pointee.valuesOffset
        pointee.addedName = .unbound
        pointee.parent = nil
        pointee.table = .unbound
        pointee.transitions = .unbound
    }

    /// Found dead: keeps nothing but the layout.
    func forget() {
        pointee.isForgotten = true
        pointee.type = .none
        pointee.addedName = .unbound
        pointee.parent = nil
        pointee.table = .unbound
        pointee.transitions = .unbound
    }

    /// The index of an attribute, or nil. The name is interned.
    func attributeIndex(of name: Value) -> Int? {
        if pointee.attributeCount > 8 {
            if !pointee.table.isUnbound { return Dict(pointee.table).get(interned: Str(name))?.smallInt }
        }
        var shape = self
        while !shape.pointee.addedName.isUnbound, let parent = shape.pointee.parent {
            if shape.pointee.addedName == name { return Int(shape.pointee.attributeCount) - 1 }
            shape = parent
        }
        return nil
    }

    /// Names of the attributes in the order in which they were set.
    var attributeNames: [Value] {
        var names: [Value] = []
        var shape = self
        while !shape.pointee.addedName.isUnbound, let parent = shape.pointee.parent {
            names.append(shape.pointee.addedName)
            shape = parent
        }
        return names.reversed()
    }

    /// The shape of an instance that gets one attribute more.
    func adding(_ name: Value, _ thread: Thread) throws(Raised) -> ShapePointer {
        if pointee.transitions.isCell {
            let known = Values(pointee.transitions)
            var index = 0
            while index < known.fields.pointee.capacity, !known.base[index].isUnbound, known.base[index].isCell {
                if known.base[index] == name { return known.base[index + 1].cell.assumingMemoryBound(to: Shape.self) }
                index += 2
            }
        }
        let cell = try thread.allocate(pointee.header, size: MemoryLayout<Shape>.size)
        BlockHeader.noteCare(for: cell)
        let fresh = cell.assumingMemoryBound(to: Shape.self)
        UnsafeMutableRawPointer(fresh).copyMemory(from: self, byteCount: MemoryLayout<Shape>.size)
        fresh.pointee.attributeCount += 1
        fresh.pointee.addedName = name
        fresh.pointee.parent = self
        fresh.pointee.table = .unbound
        fresh.pointee.transitions = .unbound
        if fresh.pointee.attributeCount > 8 {
            // Long chains get a table, made from scratch: shapes are few.
            let table = try Dict.make(capacity: Int(fresh.pointee.attributeCount), thread)
            for (index, attribute) in fresh.attributeNames.enumerated() { try table.set(interned: Str(attribute), Value(smallInt: index), thread) }
            fresh.pointee.table = table.value
        }
        try addTransition(name, fresh, thread)
        return fresh
    }

    private func addTransition(_ name: Value, _ shape: ShapePointer, _ thread: Thread) throws(Raised) {
        var used = 0
        if pointee.transitions.isCell {
            let known = Values(pointee.transitions)
            while used < known.fields.pointee.capacity, known.base[used].isCell { used += 2 }
            if used < known.fields.pointee.capacity {
                known.base[used] = name
                known.base[used + 1] = Value(cell: CellPointer(shape))
                return
            }
        }
        let larger = try thread.allocateValues(Swift.max(2, used * 2))
        if used > 0 { larger.base.update(from: Values(pointee.transitions).base, count: used) }
        larger.base[used] = name
        larger.base[used + 1] = Value(cell: CellPointer(shape))
        pointee.transitions = larger.value
    }
}

/// The attributes of a cell whose shape has an attribute store.
///
///     … | store | attribute 0 … attribute n-1        store: 0, or a cell of values with attributes n, n+1, …; in dictionary mode a dict
public struct Instance {
    public let cell: CellPointer
    @inline(__always) public init(_ value: Value) { cell = value.cell }

    @inline(__always) public var shape: ShapePointer { cell.assumingMemoryBound(to: ShapePointer.self).pointee }
    @inline(__always) var store: UnsafeMutablePointer<Value> {
        (cell + Int(shape.pointee.storeOffset)).assumingMemoryBound(to: Value.self)
    }

    /// The cell that holds the attributes behind the inline ones, if there are any.
    var overflow: CellPointer? { store.pointee.isCell ? store.pointee.cell : nil }

    /// The place of the attribute with an index.
    @inline(__always)
    func place(_ index: Int) -> UnsafeMutablePointer<Value> {
        let capacity = Int(shape.pointee.inlineCapacity)
        return index < capacity ? store + 1 + index : Values(store.pointee).base + (index - capacity)
    }

    /// The value of an attribute of this very object, or nil. Never runs Python code.
    public func get(_ name: Value) -> Value? {
        let shape = self.shape
        guard shape.pointee.hasAttributes else { return nil }
        if shape.pointee.isDictionaryMode { return Dict(store.pointee).get(interned: Str(name)) }
        guard let index = shape.attributeIndex(of: name) else { return nil }
        return place(index).pointee
    }

    /// Sets an attribute of this very object.
    public func set(_ name: Value, _ value: Value, _ thread: Thread) throws(Raised) {
        let shape = self.shape
        if shape.pointee.isDictionaryMode { return try Dict(store.pointee).set(interned: Str(name), value, thread) }
        if let index = shape.attributeIndex(of: name) {
            place(index).pointee = value
            return
        }
        // Objects with very many attributes are dicts in disguise.
        if shape.pointee.attributeCount >= 128 {
            try makeDictionary(thread).set(interned: Str(name), value, thread)
            return
        }
        let fresh = try shape.adding(name, thread)
        let index = Int(shape.pointee.attributeCount), capacity = Int(shape.pointee.inlineCapacity)
        if index >= capacity { try reserveOverflow(index - capacity + 1, thread) }
        cell.storeBytes(of: fresh, as: ShapePointer.self)
        place(index).pointee = value
        let type = Type(shape.pointee.type)
        if type.fields.pointee.expectedAttributes < index + 1 { type.fields.pointee.expectedAttributes = UInt32(index + 1) }
    }

    /// Makes room for `count` attributes behind the inline ones.
    func reserveOverflow(_ count: Int, _ thread: Thread) throws(Raised) {
        let present = store.pointee.isCell ? Values(store.pointee).fields.pointee.capacity : 0
        if count <= present { return }
        let larger = try thread.allocateValues(Swift.max(4, present * 2))
        if present > 0 { larger.base.update(from: Values(store.pointee).base, count: present) }
        store.pointee = larger.value
    }

    /// Removes an attribute of this very object; returns whether it was there.
    public func remove(_ name: Value, _ thread: Thread) throws(Raised) -> Bool {
        let shape = self.shape
        guard shape.pointee.hasAttributes else { return false }
        if !shape.pointee.isDictionaryMode, shape.attributeIndex(of: name) == nil { return false }
        let dict = try makeDictionary(thread)
        guard let position = dict.position(ofInterned: Str(name)) else { return false }
        dict.remove(at: position)
        return true
    }

    /// The attributes as a dict, which holds them from now on: `__dict__`.
    public func makeDictionary(_ thread: Thread) throws(Raised) -> Dict {
        let shape = self.shape
        if shape.pointee.isDictionaryMode { return Dict(store.pointee) }
        let names = shape.attributeNames
        let dict = try Dict.make(capacity: Swift.max(5, names.count), thread)
        for (index, name) in names.enumerated() { try dict.set(interned: Str(name), place(index).pointee, thread) }
        let fresh = try dictionaryShape(thread)
        store.pointee = dict.value
        for index in 0..<Int(shape.pointee.inlineCapacity) { (store + 1 + index).pointee = .unbound }
        cell.storeBytes(of: fresh, as: ShapePointer.self)
        return dict
    }

    /// Replaces all attributes: `x.__dict__ = {…}`.
    public func setDictionary(_ dict: Dict, _ thread: Thread) throws(Raised) {
        _ = try makeDictionary(thread)
        store.pointee = dict.value
    }

    private func dictionaryShape(_ thread: Thread) throws(Raised) -> ShapePointer { try dictionaryShape(for: Type(shape.pointee.type), thread) }

    /// The shape in dictionary mode of an instance of a class that is laid out like this one: a transition from the first shape by that class, which is no name.
    func dictionaryShape(for type: Type, _ thread: Thread) throws(Raised) -> ShapePointer {
        var root = shape
        while let parent = root.pointee.parent { root = parent }
        let fresh = try root.adding(type.value, thread)
        fresh.pointee.type = type.value
        fresh.pointee.isDictionaryMode = true
        fresh.pointee.addedName = .unbound
        fresh.pointee.attributeCount = 0
        return fresh
    }
}
