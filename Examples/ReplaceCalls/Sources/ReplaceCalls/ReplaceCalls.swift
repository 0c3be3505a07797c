import KraitBytecode

/// Makes a code object, and all nested in it, call `module.function` wherever it calls `old`, a global or builtin name.
///
///     LOAD_GLOBAL  print + NULL          LOAD_CONST   0
///     LOAD_CONST   'Hello'               LOAD_CONST   ('function',)
///     CALL         1                     IMPORT_NAME  module
///                                   ──▶  IMPORT_FROM  function
///                                        SWAP         2
///                                        POP_TOP
///                                        PUSH_NULL
///                                        LOAD_CONST   'Hello'
///                                        CALL         1
///
/// The name stays where it is not called: `f = print`. Longer jumps, the deeper stack and the tables are the editor's business.
func replaceCalls(
    of old: PythonString, by function: PythonString, of module: PythonString, in code: CodeObject
) throws(AssemblyError) -> (code: CodeObject, count: Int) {
    var count = 0
    let result = try code.rewriting { (editor) throws(AssemblyError) in
        // From the end, so that the indices of what comes before stay right.
        let instructions = editor.instructions
        for number in instructions.indices.reversed() {
            let (index, load) = instructions[number]
            guard load.opcode == .loadGlobal || load.opcode == .loadName, editor.name(of: load) == old,
                isCalled(number, in: editor.original)
            else { continue }
            var replacement: [CodeEditor.Instruction] = [
                .init(.loadConst, editor.index(of: .int(0)), at: load.range),
                .init(.loadConst, editor.index(of: .tuple([.string(function)])), at: load.range),
                .init(.importName, editor.index(ofName: module), at: load.range),
                .init(.importFrom, editor.index(ofName: function), at: load.range),
                .init(.swap, 2, at: load.range),
                .init(.popTop, at: load.range),
            ]
            if load.opcode == .loadGlobal, load.argument & 1 != 0 { replacement.append(.init(.pushNull, at: load.range)) }
            editor.replace(at: index, with: replacement)
            count += 1
        }
    }
    return (result, count)
}

/// Whether what an instruction pushes is what a call calls: the first instruction that takes it from the stack is a call, for which it is
/// the lowest item.
private func isCalled(_ load: Int, in flow: ControlFlow) -> Bool {
    guard let slot = flow.stackDepth(before: load) else { return false }
    for number in (load + 1)..<flow.instructions.count {
        let instruction = flow.instructions[number]
        // Instructions that name a place on the stack (COPY, LIST_APPEND, DICT_MERGE, …) leave what is below it there.
        guard let depth = flow.stackDepth(before: number), instruction.opcode.operand != .position else { continue }
        let lowest = depth - instruction.opcode.popped(Int(instruction.argument))
        if lowest <= slot {
            return lowest == slot && [.call, .callKw, .callFunctionEx].contains(instruction.opcode)
        }
    }
    return false
}
