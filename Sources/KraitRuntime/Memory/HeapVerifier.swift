// What tests of the collector call: a heap that collects all the time, and a walk that checks every cell.

/// Something wrong in a heap: a bug of this library, never of the program that runs.
public struct HeapProblem: Error, CustomStringConvertible {
    public let description: String
}

extension UnsafeMutablePointer where Pointee == MachineState {
    /// Walks every cell that can be reached and checks its header, its shape, its size and what its fields refer to. Returns what is wrong; empty if all is well.
    public func verifyHeap(_ thread: Thread) -> [HeapProblem] {
        var problems: [HeapProblem] = []
        withNativeStack { stack in
            pointee.heap.finishSweep()
            pointee.heap.showFreeCells()
            var marker = Marker(pointee.heap, purpose: .verifying)
            markRoots(&marker)
            if let base = UnsafeRawPointer(bitPattern: thread.pointee.nativeStackBase) {
                marker.markConservatively(from: UnsafeRawPointer(stack), to: base)
            }
            marker.mark(pointee.reserveMemoryError)
            marker.drain()
            problems = marker.problems
            marker.tearDown()
            pointee.heap.clearMarks()
            if pointee.heap.stressInterval != 0 { pointee.heap.hideFreeCells() }
        }
        return problems
    }

    /// Collects at every n-th allocation from now on and poisons freed cells, so that a value kept where the collector does not look shows up soon. 0 ends it.
    public func stressCollector(interval: Int) {
        pointee.heap.finishSweep()
        pointee.heap.showFreeCells()
        pointee.heap.stressInterval = interval
        pointee.heap.stressCountdown = interval
        if interval != 0 { pointee.heap.hideFreeCells() }
    }
}

extension Heap {
    mutating func hideFreeCells() {
        for index in 0..<Heap.sizeClassCount where freeLists[index] != nil {
            hiddenLists[index] = freeLists[index]
            freeLists[index] = nil
        }
    }

    mutating func showFreeCells() {
        for index in 0..<Heap.sizeClassCount where hiddenLists[index] != nil {
            if freeLists[index] == nil { freeLists[index] = hiddenLists[index] }
            hiddenLists[index] = nil
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func allocateUnderStress(_ shape: ShapePointer, size: Int) throws(Raised) -> CellPointer {
        let machine = self.machine
        machine.pointee.heap.showFreeCells()
        defer { machine.pointee.heap.hideFreeCells() }
        machine.pointee.heap.stressCountdown -= 1
        if machine.pointee.heap.stressCountdown <= 0 {
            machine.pointee.heap.stressCountdown = machine.pointee.heap.stressInterval
            machine.collect(self)
        }
        return try allocateUnhurried(shape, size: size)
    }
}

extension Marker {
    /// Whether a cell that something refers to is one.
    mutating func verify(_ cell: CellPointer) -> Bool {
        func report(_ text: String) -> Bool {
            if problems.count < 20 { problems.append(HeapProblem(description: "\(text): \(cell), referred to by \(describe(current))")) }
            return false
        }
        guard self.cell(containing: UInt(bitPattern: cell)) == cell else { return report("no live cell") }
        let shape = cell.load(as: CellPointer.self)
        guard self.cell(containing: UInt(bitPattern: shape)) == shape else { return report("no live shape") }
        let view = shape.assumingMemoryBound(to: Shape.self)
        guard CellPointer(view.pointee.header).assumingMemoryBound(to: Shape.self).pointee.kind == .shape else { return report("the header is not a shape") }
        guard view.pointee.layout.pointee.kind == view.pointee.kind else { return report("kind of shape and layout differ") }
        guard BlockHeader.of(cell).pointee.cellSize >= Swift.min(view.pointee.layout.pointee.size, view.pointee.instanceSize) else { return report("too small for its shape") }
        return true
    }

    private func describe(_ cell: CellPointer?) -> String {
        guard let cell else { return "a root" }
        let shape = cell.load(as: ShapePointer.self)
        return "\(shape.pointee.kind) at \(cell)"
    }
}
