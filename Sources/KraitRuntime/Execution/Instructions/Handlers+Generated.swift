// One entry point for each handler beside this file, by Utilities/generate_handlers.py.
//
// C function pointers take no Swift types: each handler has an entry point with raw pointers, into which it is inlined.

@c func krait_add(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    add(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_addConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    addConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_beforeAsyncWith(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    beforeAsyncWith(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_beforeWith(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    beforeWith(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_bitAnd(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    bitAnd(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_bitAndConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    bitAndConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_bitOr(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    bitOr(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_bitXor(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    bitXor(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_buildConstantKeyMap(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    buildConstantKeyMap(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_buildList(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    buildList(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_buildMap(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    buildMap(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_buildSet(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    buildSet(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_buildSlice(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    buildSlice(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_buildString(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    buildString(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_buildTuple(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    buildTuple(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_call(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    call(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callBoundMethod(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callBoundMethod(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callBoundNative(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callBoundNative(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callBuiltinClass(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callBuiltinClass(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callClass(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callClass(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callFunction(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callFunction(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callKeywords(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callKeywords(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callMethod(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callMethod(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callNative(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callNative(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callNativeMethod(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callNativeMethod(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callSpread(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callSpread(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_callWithReceiver(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    callWithReceiver(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_checkBound(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    checkBound(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_checkExceptionMatch(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    checkExceptionMatch(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_checkGroupMatch(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    checkGroupMatch(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_cleanupThrow(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    cleanupThrow(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_clearLocal(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    clearLocal(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_contains(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    contains(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_containsNot(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    containsNot(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_convertValue(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    convertValue(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_copyFree(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    copyFree(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_deleteAttribute(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    deleteAttribute(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_deleteCell(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    deleteCell(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_deleteGlobal(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    deleteGlobal(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_deleteItem(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    deleteItem(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_deleteLocal(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    deleteLocal(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_deleteName(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    deleteName(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_dictMerge(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    dictMerge(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_dictUpdate(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    dictUpdate(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_divide(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    divide(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_endAsyncFor(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    endAsyncFor(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_equal(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    equal(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_floorDivide(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    floorDivide(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_floorDivideConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    floorDivideConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_forIterate(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    forIterate(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_forIterateGenerator(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    forIterateGenerator(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_formatSimple(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    formatSimple(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_formatWithSpecification(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    formatWithSpecification(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_getAsyncIterator(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    getAsyncIterator(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_getAsyncNext(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    getAsyncNext(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_getAwaitable(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    getAwaitable(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_getIterator(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    getIterator(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_getYieldFromIterator(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    getYieldFromIterator(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_greater(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    greater(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_greaterOrEqual(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    greaterOrEqual(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_importFrom(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    importFrom(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_importName(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    importName(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_intrinsicOne(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    intrinsicOne(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_intrinsicTwo(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    intrinsicTwo(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_invert(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    invert(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_isNotSame(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    isNotSame(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_isSame(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    isSame(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jump(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jump(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpBackward(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpBackward(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfEqual(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfEqual(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfEqualConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfEqualConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfFalse(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfFalse(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfGreater(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfGreater(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfGreaterConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfGreaterConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfGreaterOrEqual(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfGreaterOrEqual(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfGreaterOrEqualConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfGreaterOrEqualConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfLess(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfLess(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfLessConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfLessConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfLessOrEqual(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfLessOrEqual(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfLessOrEqualConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfLessOrEqualConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfNone(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfNone(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfNotNone(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfNotNone(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfNotSame(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfNotSame(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfSame(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfSame(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpIfTrue(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpIfTrue(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessEqual(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessEqual(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessEqualConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessEqualConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessGreater(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessGreater(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessGreaterConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessGreaterConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessGreaterOrEqual(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessGreaterOrEqual(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessGreaterOrEqualConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessGreaterOrEqualConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessLess(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessLess(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessLessConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessLessConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessLessOrEqual(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessLessOrEqual(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_jumpUnlessLessOrEqualConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    jumpUnlessLessOrEqualConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_leftShift(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    leftShift(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_leftShiftConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    leftShiftConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_length(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    length(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_less(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    less(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_lessOrEqual(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    lessOrEqual(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_listAppend(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    listAppend(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_listExtend(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    listExtend(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadAssertionError(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadAssertionError(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadAttribute(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadAttribute(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadAttributeClassValue(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadAttributeClassValue(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadAttributeMember(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadAttributeMember(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadAttributeModule(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadAttributeModule(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadAttributeOfClass(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadAttributeOfClass(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadAttributeOverflow(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadAttributeOverflow(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadAttributeProperty(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadAttributeProperty(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadAttributeSlot(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadAttributeSlot(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadBuildClass(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadBuildClass(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadBuiltinCached(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadBuiltinCached(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadCell(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadCell(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadFromDictOrCell(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadFromDictOrCell(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadFromDictOrGlobals(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadFromDictOrGlobals(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadGlobal(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadGlobal(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadGlobalCached(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadGlobalCached(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadItem(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadItem(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadLocals(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadLocals(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadMethod(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadMethod(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadMethodCached(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadMethodCached(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadMethodOfClass(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadMethodOfClass(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadMethodOfModule(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadMethodOfModule(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadName(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadName(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadSlice(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadSlice(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_loadSuperAttribute(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    loadSuperAttribute(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_makeCell(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    makeCell(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_makeFunction(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    makeFunction(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_mapAdd(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    mapAdd(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_matchClass(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    matchClass(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_matchKeys(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    matchKeys(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_matchMapping(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    matchMapping(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_matchSequence(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    matchSequence(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_matrixMultiply(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    matrixMultiply(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_modulo(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    modulo(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_moduloConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    moduloConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_move(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    move(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_moveAndClear(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    moveAndClear(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_multiply(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    multiply(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_multiplyConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    multiplyConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_negate(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    negate(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_not(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    not(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_notEqual(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    notEqual(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_popException(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    popException(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_power(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    power(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_pushExceptionInfo(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    pushExceptionInfo(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_raise(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    raise(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_reraise(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    reraise(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_resume(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    resume(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_returnConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    returnConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_returnGenerator(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    returnGenerator(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_returnValue(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    returnValue(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_rightShift(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    rightShift(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_rightShiftConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    rightShiftConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_send(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    send(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_setAdd(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    setAdd(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_setFunctionAttribute(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    setFunctionAttribute(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_setUpdate(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    setUpdate(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_setupAnnotations(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    setupAnnotations(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_storeAttribute(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    storeAttribute(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_storeAttributeSlot(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    storeAttributeSlot(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_storeAttributeTransition(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    storeAttributeTransition(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_storeCell(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    storeCell(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_storeGlobal(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    storeGlobal(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_storeItem(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    storeItem(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_storeName(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    storeName(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_storeSlice(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    storeSlice(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_subtract(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    subtract(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_subtractConstant(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    subtractConstant(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_toBool(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    toBool(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_unpackSequence(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    unpackSequence(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_unpackStar(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    unpackStar(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_withExceptStart(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    withExceptStart(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}
@c func krait_yieldValue(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {
    yieldValue(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}

/// The name of a handler, for listings of register code.
func handlerName(_ handler: Handler) -> StaticString {
    let address = unsafeBitCast(handler, to: UInt.self)
    for (entry, name) in handlerNames where unsafeBitCast(entry, to: UInt.self) == address { return name }
    return "?"
}

private let handlerNames: [(Handler, StaticString)] = [
    (krait_add, "add"),
    (krait_addConstant, "addConstant"),
    (krait_beforeAsyncWith, "beforeAsyncWith"),
    (krait_beforeWith, "beforeWith"),
    (krait_bitAnd, "bitAnd"),
    (krait_bitAndConstant, "bitAndConstant"),
    (krait_bitOr, "bitOr"),
    (krait_bitXor, "bitXor"),
    (krait_buildConstantKeyMap, "buildConstantKeyMap"),
    (krait_buildList, "buildList"),
    (krait_buildMap, "buildMap"),
    (krait_buildSet, "buildSet"),
    (krait_buildSlice, "buildSlice"),
    (krait_buildString, "buildString"),
    (krait_buildTuple, "buildTuple"),
    (krait_call, "call"),
    (krait_callBoundMethod, "callBoundMethod"),
    (krait_callBoundNative, "callBoundNative"),
    (krait_callBuiltinClass, "callBuiltinClass"),
    (krait_callClass, "callClass"),
    (krait_callFunction, "callFunction"),
    (krait_callKeywords, "callKeywords"),
    (krait_callMethod, "callMethod"),
    (krait_callNative, "callNative"),
    (krait_callNativeMethod, "callNativeMethod"),
    (krait_callSpread, "callSpread"),
    (krait_callWithReceiver, "callWithReceiver"),
    (krait_checkBound, "checkBound"),
    (krait_checkExceptionMatch, "checkExceptionMatch"),
    (krait_checkGroupMatch, "checkGroupMatch"),
    (krait_cleanupThrow, "cleanupThrow"),
    (krait_clearLocal, "clearLocal"),
    (krait_contains, "contains"),
    (krait_containsNot, "containsNot"),
    (krait_convertValue, "convertValue"),
    (krait_copyFree, "copyFree"),
    (krait_deleteAttribute, "deleteAttribute"),
    (krait_deleteCell, "deleteCell"),
    (krait_deleteGlobal, "deleteGlobal"),
    (krait_deleteItem, "deleteItem"),
    (krait_deleteLocal, "deleteLocal"),
    (krait_deleteName, "deleteName"),
    (krait_dictMerge, "dictMerge"),
    (krait_dictUpdate, "dictUpdate"),
    (krait_divide, "divide"),
    (krait_endAsyncFor, "endAsyncFor"),
    (krait_equal, "equal"),
    (krait_floorDivide, "floorDivide"),
    (krait_floorDivideConstant, "floorDivideConstant"),
    (krait_forIterate, "forIterate"),
    (krait_forIterateGenerator, "forIterateGenerator"),
    (krait_formatSimple, "formatSimple"),
    (krait_formatWithSpecification, "formatWithSpecification"),
    (krait_getAsyncIterator, "getAsyncIterator"),
    (krait_getAsyncNext, "getAsyncNext"),
    (krait_getAwaitable, "getAwaitable"),
    (krait_getIterator, "getIterator"),
    (krait_getYieldFromIterator, "getYieldFromIterator"),
    (krait_greater, "greater"),
    (krait_greaterOrEqual, "greaterOrEqual"),
    (krait_importFrom, "importFrom"),
    (krait_importName, "importName"),
    (krait_intrinsicOne, "intrinsicOne"),
    (krait_intrinsicTwo, "intrinsicTwo"),
    (krait_invert, "invert"),
    (krait_isNotSame, "isNotSame"),
    (krait_isSame, "isSame"),
    (krait_jump, "jump"),
    (krait_jumpBackward, "jumpBackward"),
    (krait_jumpIfEqual, "jumpIfEqual"),
    (krait_jumpIfEqualConstant, "jumpIfEqualConstant"),
    (krait_jumpIfFalse, "jumpIfFalse"),
    (krait_jumpIfGreater, "jumpIfGreater"),
    (krait_jumpIfGreaterConstant, "jumpIfGreaterConstant"),
    (krait_jumpIfGreaterOrEqual, "jumpIfGreaterOrEqual"),
    (krait_jumpIfGreaterOrEqualConstant, "jumpIfGreaterOrEqualConstant"),
    (krait_jumpIfLess, "jumpIfLess"),
    (krait_jumpIfLessConstant, "jumpIfLessConstant"),
    (krait_jumpIfLessOrEqual, "jumpIfLessOrEqual"),
    (krait_jumpIfLessOrEqualConstant, "jumpIfLessOrEqualConstant"),
    (krait_jumpIfNone, "jumpIfNone"),
    (krait_jumpIfNotNone, "jumpIfNotNone"),
    (krait_jumpIfNotSame, "jumpIfNotSame"),
    (krait_jumpIfSame, "jumpIfSame"),
    (krait_jumpIfTrue, "jumpIfTrue"),
    (krait_jumpUnlessEqual, "jumpUnlessEqual"),
    (krait_jumpUnlessEqualConstant, "jumpUnlessEqualConstant"),
    (krait_jumpUnlessGreater, "jumpUnlessGreater"),
    (krait_jumpUnlessGreaterConstant, "jumpUnlessGreaterConstant"),
    (krait_jumpUnlessGreaterOrEqual, "jumpUnlessGreaterOrEqual"),
    (krait_jumpUnlessGreaterOrEqualConstant, "jumpUnlessGreaterOrEqualConstant"),
    (krait_jumpUnlessLess, "jumpUnlessLess"),
    (krait_jumpUnlessLessConstant, "jumpUnlessLessConstant"),
    (krait_jumpUnlessLessOrEqual, "jumpUnlessLessOrEqual"),
    (krait_jumpUnlessLessOrEqualConstant, "jumpUnlessLessOrEqualConstant"),
    (krait_leftShift, "leftShift"),
    (krait_leftShiftConstant, "leftShiftConstant"),
    (krait_length, "length"),
    (krait_less, "less"),
    (krait_lessOrEqual, "lessOrEqual"),
    (krait_listAppend, "listAppend"),
    (krait_listExtend, "listExtend"),
    (krait_loadAssertionError, "loadAssertionError"),
    (krait_loadAttribute, "loadAttribute"),
    (krait_loadAttributeClassValue, "loadAttributeClassValue"),
    (krait_loadAttributeMember, "loadAttributeMember"),
    (krait_loadAttributeModule, "loadAttributeModule"),
    (krait_loadAttributeOfClass, "loadAttributeOfClass"),
    (krait_loadAttributeOverflow, "loadAttributeOverflow"),
    (krait_loadAttributeProperty, "loadAttributeProperty"),
    (krait_loadAttributeSlot, "loadAttributeSlot"),
    (krait_loadBuildClass, "loadBuildClass"),
    (krait_loadBuiltinCached, "loadBuiltinCached"),
    (krait_loadCell, "loadCell"),
    (krait_loadConstant, "loadConstant"),
    (krait_loadFromDictOrCell, "loadFromDictOrCell"),
    (krait_loadFromDictOrGlobals, "loadFromDictOrGlobals"),
    (krait_loadGlobal, "loadGlobal"),
    (krait_loadGlobalCached, "loadGlobalCached"),
    (krait_loadItem, "loadItem"),
    (krait_loadLocals, "loadLocals"),
    (krait_loadMethod, "loadMethod"),
    (krait_loadMethodCached, "loadMethodCached"),
    (krait_loadMethodOfClass, "loadMethodOfClass"),
    (krait_loadMethodOfModule, "loadMethodOfModule"),
    (krait_loadName, "loadName"),
    (krait_loadSlice, "loadSlice"),
    (krait_loadSuperAttribute, "loadSuperAttribute"),
    (krait_makeCell, "makeCell"),
    (krait_makeFunction, "makeFunction"),
    (krait_mapAdd, "mapAdd"),
    (krait_matchClass, "matchClass"),
    (krait_matchKeys, "matchKeys"),
    (krait_matchMapping, "matchMapping"),
    (krait_matchSequence, "matchSequence"),
    (krait_matrixMultiply, "matrixMultiply"),
    (krait_modulo, "modulo"),
    (krait_moduloConstant, "moduloConstant"),
    (krait_move, "move"),
    (krait_moveAndClear, "moveAndClear"),
    (krait_multiply, "multiply"),
    (krait_multiplyConstant, "multiplyConstant"),
    (krait_negate, "negate"),
    (krait_not, "not"),
    (krait_notEqual, "notEqual"),
    (krait_popException, "popException"),
    (krait_power, "power"),
    (krait_pushExceptionInfo, "pushExceptionInfo"),
    (krait_raise, "raise"),
    (krait_reraise, "reraise"),
    (krait_resume, "resume"),
    (krait_returnConstant, "returnConstant"),
    (krait_returnGenerator, "returnGenerator"),
    (krait_returnValue, "returnValue"),
    (krait_rightShift, "rightShift"),
    (krait_rightShiftConstant, "rightShiftConstant"),
    (krait_send, "send"),
    (krait_setAdd, "setAdd"),
    (krait_setFunctionAttribute, "setFunctionAttribute"),
    (krait_setUpdate, "setUpdate"),
    (krait_setupAnnotations, "setupAnnotations"),
    (krait_storeAttribute, "storeAttribute"),
    (krait_storeAttributeSlot, "storeAttributeSlot"),
    (krait_storeAttributeTransition, "storeAttributeTransition"),
    (krait_storeCell, "storeCell"),
    (krait_storeGlobal, "storeGlobal"),
    (krait_storeItem, "storeItem"),
    (krait_storeName, "storeName"),
    (krait_storeSlice, "storeSlice"),
    (krait_subtract, "subtract"),
    (krait_subtractConstant, "subtractConstant"),
    (krait_toBool, "toBool"),
    (krait_unpackSequence, "unpackSequence"),
    (krait_unpackStar, "unpackStar"),
    (krait_withExceptStart, "withExceptStart"),
    (krait_yieldValue, "yieldValue"),
]
