import CKrait

/// What the system lets a machine have, found out when it is made. A machine without a limit of its own then ends in MemoryError where it would else be
/// killed, or where some part of it that cannot go without memory would abort.
///
///     memory of the system, or of the control group     [ an eighth and 16 MiB for all else | heap …… limit ]
///     address space that `ulimit -v` or `-d` leaves     [ a quarter for what is not counted | an eighth to compile on | two sixteenths for stacks | heap … addresses ]
package struct SystemMemory {
    /// What the heap may have, as `Heap.limit`.
    package private(set) var limit: Int
    /// What may be mapped for the heap; `.max` where addresses are no matter.
    private(set) var addresses = Int.max
    /// Elements of a thread's stacks.
    private(set) var registers = 16 << 20
    private(set) var activations = 2 << 20
    /// Bytes of the compiler's stack.
    private(set) var compilerStack = Int.max

    /// - Parameter root: Where the system's files are.
    init(root: String = "") { self.init(memory: krait_system_memory(root), addressSpace: krait_address_space()) }

    init(memory: Int, addressSpace: Int) {
        limit = memory == .max ? .max : Swift.max(memory - memory / 8 - (16 << 20), SystemMemory.least)
        if addressSpace == .max { return }
        krait_keep_one_arena()
        registers = Swift.min(registers, Swift.max(addressSpace / 16 / MemoryLayout<Value>.stride, Thread.initialRegisters))
        activations = Swift.min(activations, Swift.max(addressSpace / 16 / MemoryLayout<Activation>.stride, Thread.initialActivations))
        compilerStack = Swift.min(addressSpace / 8, 128 << 20)
        let stacks = registers * MemoryLayout<Value>.stride + activations * MemoryLayout<Activation>.stride
        addresses = Swift.max(addressSpace - addressSpace / 4 - stacks - compilerStack, SystemMemory.least)
        limit = Swift.min(limit, addresses)
    }

    /// A machine with less could do nothing.
    private static var least: Int { 4 << 20 }
}
