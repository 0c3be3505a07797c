/// `slice`: start, stop, step.
public struct Slice: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var start: Value
        public var stop: Value
        public var step: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.slice, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })

    public static func make(_ start: Value, _ stop: Value, _ step: Value, _ thread: Thread) throws(Raised) -> Slice {
        let slice = Slice(cell: try thread.allocate(thread.machine.pointee.shapes.slice, size: layout.size))
        slice.fields.pointee.start = start
        slice.fields.pointee.stop = stop
        slice.fields.pointee.step = step
        return slice
    }

    /// The indices that the slice means in a sequence of `length` items: start, step and how many (CPython: `PySlice_AdjustIndices`).
    public func indices(_ length: Int, _ thread: Thread) throws(Raised) -> (start: Int, step: Int, count: Int) {
        let step = fields.pointee.step.isNone ? 1 : try thread.sliceIndex(fields.pointee.step)
        if step == 0 { throw thread.raise(.valueError, "slice step cannot be zero") }
        func bound(_ value: Value, _ missing: Int) throws(Raised) -> Int {
            if value.isNone { return missing }
            var index = try thread.sliceIndex(value)
            if index < 0 { index = index &+ length }
            if index < 0 { return step < 0 ? -1 : 0 }
            if index >= length { return step < 0 ? length - 1 : length }
            return index
        }
        let start = try bound(fields.pointee.start, step < 0 ? length - 1 : 0)
        let stop = try bound(fields.pointee.stop, step < 0 ? -1 : length)
        if step < 0 { return (start, step, stop < start ? (start - stop - 1) / (step == .min ? .max : -step) + 1 : 0) }
        return (start, step, start < stop ? (stop - start - 1) / step + 1 : 0)
    }
}
