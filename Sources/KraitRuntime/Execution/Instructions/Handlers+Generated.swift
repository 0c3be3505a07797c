// Generated from RegisterInstructions.spec by Utilities/GenerateInstructions. Do not edit.
//
// C function pointers take no Swift types: each instruction has an entry point with raw pointers, into which its handler is inlined.

import CKrait

typealias Raw = UnsafeMutableRawPointer

extension UnsafeMutableRawPointer {
    @inline(__always) fileprivate var instruction: PC { assumingMemoryBound(to: Instruction.self) }
    @inline(__always) fileprivate var values: Registers { assumingMemoryBound(to: Value.self) }
    @inline(__always) fileprivate var thread: Thread { assumingMemoryBound(to: ThreadState.self) }
}

@c func krait_add(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .add, .register) }
@c func krait_add_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .add, .register) }
@c func krait_addConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .add, .constant) }
@c func krait_addConstant_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .add, .constant) }
@c func krait_addFloat(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .add, .float) }
@c func krait_addFloat_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .add, .float) }
@c func krait_beforeAsyncWith(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { beforeAsyncWith(pc.instruction, r.values, k.values, t.thread) }
@c func krait_beforeWith(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { beforeWith(pc.instruction, r.values, k.values, t.thread) }
@c func krait_bitAnd(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .and, .register) }
@c func krait_bitAnd_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .and, .register) }
@c func krait_bitAndConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .and, .constant) }
@c func krait_bitOr(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .or, .register) }
@c func krait_bitXor(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .xor, .register) }
@c func krait_bitXor_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .xor, .register) }
@c func krait_buildConstantKeyMap(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { buildConstantKeyMap(pc.instruction, r.values, k.values, t.thread) }
@c func krait_buildList(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { buildList(pc.instruction, r.values, k.values, t.thread) }
@c func krait_buildMap(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { buildMap(pc.instruction, r.values, k.values, t.thread) }
@c func krait_buildSet(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { buildSet(pc.instruction, r.values, k.values, t.thread) }
@c func krait_buildSlice(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { buildSlice(pc.instruction, r.values, k.values, t.thread) }
@c func krait_buildString(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { buildString(pc.instruction, r.values, k.values, t.thread) }
@c func krait_buildTuple(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { buildTuple(pc.instruction, r.values, k.values, t.thread) }
@c func krait_call(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { call(pc.instruction, r.values, k.values, t.thread) }
@c func krait_callAttributeBoundMethod(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callBoundMethod(pc.instruction, r.values, k.values, t.thread, .attribute) }
@c func krait_callAttributeBoundNative(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callBoundNative(pc.instruction, r.values, k.values, t.thread, .attribute) }
@c func krait_callAttributeBuiltinClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callBuiltinClass(pc.instruction, r.values, k.values, t.thread, .attribute) }
@c func krait_callAttributeClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callClass(pc.instruction, r.values, k.values, t.thread, .attribute) }
@c func krait_callAttributeContainerClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callContainerClass(pc.instruction, r.values, k.values, t.thread, .attribute) }
@c func krait_callAttributeFunction(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callFunction(pc.instruction, r.values, k.values, t.thread, .attribute) }
@c func krait_callAttributeNative(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callNative(pc.instruction, r.values, k.values, t.thread, .attribute) }
@c func krait_callAttributePlainClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callPlainClass(pc.instruction, r.values, k.values, t.thread, .attribute) }
@c func krait_callBoundMethod(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callBoundMethod(pc.instruction, r.values, k.values, t.thread, .plain) }
@c func krait_callBoundNative(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callBoundNative(pc.instruction, r.values, k.values, t.thread, .plain) }
@c func krait_callBuiltinClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callBuiltinClass(pc.instruction, r.values, k.values, t.thread, .plain) }
@c func krait_callClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callClass(pc.instruction, r.values, k.values, t.thread, .plain) }
@c func krait_callContainerClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callContainerClass(pc.instruction, r.values, k.values, t.thread, .plain) }
@c func krait_callFunction(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callFunction(pc.instruction, r.values, k.values, t.thread, .plain) }
@c func krait_callKeywords(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callKeywords(pc.instruction, r.values, k.values, t.thread) }
@c func krait_callMethod(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callMethod(pc.instruction, r.values, k.values, t.thread) }
@c func krait_callNative(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callNative(pc.instruction, r.values, k.values, t.thread, .plain) }
@c func krait_callNativeMethod(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callNativeMethod(pc.instruction, r.values, k.values, t.thread) }
@c func krait_callNativeMethodOfImmediate(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callNativeMethodOfImmediate(pc.instruction, r.values, k.values, t.thread) }
@c func krait_callPlainClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callPlainClass(pc.instruction, r.values, k.values, t.thread, .plain) }
@c func krait_callSpread(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callSpread(pc.instruction, r.values, k.values, t.thread) }
@c func krait_callType(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callType(pc.instruction, r.values, k.values, t.thread) }
@c func krait_callWithReceiver(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { callWithReceiver(pc.instruction, r.values, k.values, t.thread) }
@c func krait_checkBound(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { checkBound(pc.instruction, r.values, k.values, t.thread) }
@c func krait_checkExceptionMatch(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { checkExceptionMatch(pc.instruction, r.values, k.values, t.thread) }
@c func krait_checkGroupMatch(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { checkGroupMatch(pc.instruction, r.values, k.values, t.thread) }
@c func krait_cleanupThrow(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { cleanupThrow(pc.instruction, r.values, k.values, t.thread) }
@c func krait_contains(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { containment(pc.instruction, r.values, k.values, t.thread, true) }
@c func krait_containsNot(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { containment(pc.instruction, r.values, k.values, t.thread, false) }
@c func krait_convertValue(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { convertValue(pc.instruction, r.values, k.values, t.thread) }
@c func krait_copyFree(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { copyFree(pc.instruction, r.values, k.values, t.thread) }
@c func krait_deleteAttribute(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { deleteAttribute(pc.instruction, r.values, k.values, t.thread) }
@c func krait_deleteCell(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { deleteCell(pc.instruction, r.values, k.values, t.thread) }
@c func krait_deleteGlobal(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { deleteGlobal(pc.instruction, r.values, k.values, t.thread) }
@c func krait_deleteItem(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { deleteItem(pc.instruction, r.values, k.values, t.thread) }
@c func krait_deleteLocal(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { deleteLocal(pc.instruction, r.values, k.values, t.thread) }
@c func krait_deleteName(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { deleteName(pc.instruction, r.values, k.values, t.thread) }
@c func krait_dictMerge(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { dictMerge(pc.instruction, r.values, k.values, t.thread) }
@c func krait_dictUpdate(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { dictUpdate(pc.instruction, r.values, k.values, t.thread) }
@c func krait_divide(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .divide, .register) }
@c func krait_divide_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .divide, .register) }
@c func krait_divideConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .divide, .constant) }
@c func krait_divideFloat(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .divide, .float) }
@c func krait_endAsyncFor(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { endAsyncFor(pc.instruction, r.values, k.values, t.thread) }
@c func krait_equal(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { compare(pc.instruction, r.values, k.values, t.thread, .equal) }
@c func krait_floorDivide(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .floorDivide, .register) }
@c func krait_floorDivide_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .floorDivide, .register) }
@c func krait_floorDivideConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .floorDivide, .constant) }
@c func krait_floorDivideConstant_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .floorDivide, .constant) }
@c func krait_forIterate(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { forIterate(pc.instruction, r.values, k.values, t.thread) }
@c func krait_forIterateAgain(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { forIterateAgain(pc.instruction, r.values, k.values, t.thread) }
@c func krait_forIterateKnown(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { forIterateKnown(pc.instruction, r.values, k.values, t.thread) }
@c func krait_forIterateUnpacking(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { forIterateUnpacking(pc.instruction, r.values, k.values, t.thread) }
@c func krait_formatSimple(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { formatSimple(pc.instruction, r.values, k.values, t.thread) }
@c func krait_formatWithSpecification(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { formatWithSpecification(pc.instruction, r.values, k.values, t.thread) }
@c func krait_getAsyncIterator(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { getAsyncIterator(pc.instruction, r.values, k.values, t.thread) }
@c func krait_getAsyncNext(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { getAsyncNext(pc.instruction, r.values, k.values, t.thread) }
@c func krait_getAwaitable(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { getAwaitable(pc.instruction, r.values, k.values, t.thread) }
@c func krait_getIterator(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { getIterator(pc.instruction, r.values, k.values, t.thread) }
@c func krait_getYieldFromIterator(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { getYieldFromIterator(pc.instruction, r.values, k.values, t.thread) }
@c func krait_greater(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { compare(pc.instruction, r.values, k.values, t.thread, .greater) }
@c func krait_greaterOrEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { compare(pc.instruction, r.values, k.values, t.thread, .greaterOrEqual) }
@c func krait_importFrom(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { importFrom(pc.instruction, r.values, k.values, t.thread) }
@c func krait_importName(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { importName(pc.instruction, r.values, k.values, t.thread) }
@c func krait_intrinsicOne(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { intrinsicOne(pc.instruction, r.values, k.values, t.thread) }
@c func krait_intrinsicTwo(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { intrinsicTwo(pc.instruction, r.values, k.values, t.thread) }
@c func krait_invert(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { invert(pc.instruction, r.values, k.values, t.thread) }
@c func krait_isNotSame(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { isNotSame(pc.instruction, r.values, k.values, t.thread) }
@c func krait_isSame(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { isSame(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jump(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jump(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpBackward(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpBackward(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpIfEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .equal, .register, if: true) }
@c func krait_jumpIfEqualConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .equal, .constant, if: true) }
@c func krait_jumpIfFalse(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpIfFalse(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpIfFalse_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return jumpIfFalse(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpIfGreater(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greater, .register, if: true) }
@c func krait_jumpIfGreaterConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greater, .constant, if: true) }
@c func krait_jumpIfGreaterOrEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greaterOrEqual, .register, if: true) }
@c func krait_jumpIfGreaterOrEqualConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greaterOrEqual, .constant, if: true) }
@c func krait_jumpIfLess(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .less, .register, if: true) }
@c func krait_jumpIfLessConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .less, .constant, if: true) }
@c func krait_jumpIfLessOrEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .lessOrEqual, .register, if: true) }
@c func krait_jumpIfLessOrEqualConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .lessOrEqual, .constant, if: true) }
@c func krait_jumpIfNone(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpIfNone(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpIfNotNone(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpIfNotNone(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpIfNotSame(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpIfNotSame(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpIfSame(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpIfSame(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpIfTrue(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpIfTrue(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpIfTrue_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return jumpIfTrue(pc.instruction, r.values, k.values, t.thread) }
@c func krait_jumpUnlessEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .equal, .register, if: false) }
@c func krait_jumpUnlessEqualConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .equal, .constant, if: false) }
@c func krait_jumpUnlessGreater(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greater, .register, if: false) }
@c func krait_jumpUnlessGreaterConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greater, .constant, if: false) }
@c func krait_jumpUnlessGreaterOrEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greaterOrEqual, .register, if: false) }
@c func krait_jumpUnlessGreaterOrEqualConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greaterOrEqual, .constant, if: false) }
@c func krait_jumpUnlessLess(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .less, .register, if: false) }
@c func krait_jumpUnlessLessConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .less, .constant, if: false) }
@c func krait_jumpUnlessLessOrEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .lessOrEqual, .register, if: false) }
@c func krait_jumpUnlessLessOrEqualConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .lessOrEqual, .constant, if: false) }
@c func krait_leftShift(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .leftShift, .register) }
@c func krait_leftShiftConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .leftShift, .constant) }
@c func krait_length(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { length(pc.instruction, r.values, k.values, t.thread) }
@c func krait_less(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { compare(pc.instruction, r.values, k.values, t.thread, .less) }
@c func krait_lessOrEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { compare(pc.instruction, r.values, k.values, t.thread, .lessOrEqual) }
@c func krait_listAppend(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { listAppend(pc.instruction, r.values, k.values, t.thread) }
@c func krait_listExtend(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { listExtend(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAssertionError(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAssertionError(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAttribute(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAttribute(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAttributeClassValue(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAttributeClassValue(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAttributeComputed(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAttributeComputed(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAttributeMember(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAttributeMember(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAttributeModule(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAttributeModule(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAttributeOfClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAttributeOfClass(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAttributeOverflow(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAttributeOverflow(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAttributeProperty(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAttributeProperty(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadAttributeSlot(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadAttributeSlot(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadBuildClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadBuildClass(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadBuiltinCached(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadBuiltinCached(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadBuiltinNameCached(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadBuiltinNameCached(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadCell(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadCell(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadClassMethod(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadClassMethod(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadClassMethodOfClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadClassMethodOfClass(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadConstant(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadConstant_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return loadConstant(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadFromDictOrCell(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadFromDictOrCell(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadFromDictOrGlobals(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadFromDictOrGlobals(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadGlobal(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadGlobal(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadGlobalCached(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadGlobalCached(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadItem(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadItem(pc.instruction, r.values, k.values, t.thread, .register) }
@c func krait_loadItem_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return loadItem(pc.instruction, r.values, k.values, t.thread, .register) }
@c func krait_loadItemConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadItem(pc.instruction, r.values, k.values, t.thread, .constant) }
@c func krait_loadItemConstant_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return loadItem(pc.instruction, r.values, k.values, t.thread, .constant) }
@c func krait_loadLocals(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadLocals(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadMethod(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadMethod(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadMethodCached(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadMethodCached(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadMethodClassValue(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadMethodClassValue(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadMethodOfClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadMethodOfClass(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadMethodOfImmediate(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadMethodOfImmediate(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadMethodOfModule(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadMethodOfModule(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadName(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadName(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadNameCached(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadNameCached(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadSlice(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadSlice(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadSuperAttribute(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadSuperAttribute(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loadSuperMethod(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { loadSuperMethod(pc.instruction, r.values, k.values, t.thread) }
@c func krait_loopIfEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .equal, .register, if: false, isLoop: true) }
@c func krait_loopIfEqualConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .equal, .constant, if: false, isLoop: true) }
@c func krait_loopIfGreater(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greater, .register, if: false, isLoop: true) }
@c func krait_loopIfGreaterConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greater, .constant, if: false, isLoop: true) }
@c func krait_loopIfGreaterFloat(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greater, .float, if: false, isLoop: true) }
@c func krait_loopIfGreaterOrEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greaterOrEqual, .register, if: false, isLoop: true) }
@c func krait_loopIfGreaterOrEqualConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greaterOrEqual, .constant, if: false, isLoop: true) }
@c func krait_loopIfGreaterOrEqualFloat(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .greaterOrEqual, .float, if: false, isLoop: true) }
@c func krait_loopIfLess(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .less, .register, if: false, isLoop: true) }
@c func krait_loopIfLessConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .less, .constant, if: false, isLoop: true) }
@c func krait_loopIfLessFloat(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .less, .float, if: false, isLoop: true) }
@c func krait_loopIfLessOrEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .lessOrEqual, .register, if: false, isLoop: true) }
@c func krait_loopIfLessOrEqualConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .lessOrEqual, .constant, if: false, isLoop: true) }
@c func krait_loopIfLessOrEqualFloat(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { jumpComparing(pc.instruction, r.values, k.values, t.thread, .lessOrEqual, .float, if: false, isLoop: true) }
@c func krait_makeCell(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { makeCell(pc.instruction, r.values, k.values, t.thread) }
@c func krait_makeFunction(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { makeFunction(pc.instruction, r.values, k.values, t.thread) }
@c func krait_mapAdd(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { mapAdd(pc.instruction, r.values, k.values, t.thread) }
@c func krait_matchClass(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { matchClass(pc.instruction, r.values, k.values, t.thread) }
@c func krait_matchKeys(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { matchKeys(pc.instruction, r.values, k.values, t.thread) }
@c func krait_matchMapping(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { matchMapping(pc.instruction, r.values, k.values, t.thread) }
@c func krait_matchSequence(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { matchSequence(pc.instruction, r.values, k.values, t.thread) }
@c func krait_matrixMultiply(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .matrixMultiply, .register) }
@c func krait_modulo(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .modulo, .register) }
@c func krait_modulo_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .modulo, .register) }
@c func krait_moduloConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .modulo, .constant) }
@c func krait_moduloConstant_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .modulo, .constant) }
@c func krait_move(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { move(pc.instruction, r.values, k.values, t.thread) }
@c func krait_move_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return move(pc.instruction, r.values, k.values, t.thread) }
@c func krait_moveAndClear(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { moveAndClear(pc.instruction, r.values, k.values, t.thread) }
@c func krait_multiply(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .multiply, .register) }
@c func krait_multiply_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .multiply, .register) }
@c func krait_multiplyConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .multiply, .constant) }
@c func krait_multiplyConstant_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .multiply, .constant) }
@c func krait_multiplyFloat(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .multiply, .float) }
@c func krait_multiplyFloat_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .multiply, .float) }
@c func krait_negate(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { negate(pc.instruction, r.values, k.values, t.thread) }
@c func krait_not(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { not(pc.instruction, r.values, k.values, t.thread) }
@c func krait_notEqual(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { compare(pc.instruction, r.values, k.values, t.thread, .notEqual) }
@c func krait_popException(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { popException(pc.instruction, r.values, k.values, t.thread) }
@c func krait_power(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .power, .register) }
@c func krait_pushExceptionInfo(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { pushExceptionInfo(pc.instruction, r.values, k.values, t.thread) }
@c func krait_raise(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { raise(pc.instruction, r.values, k.values, t.thread) }
@c func krait_reraise(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { reraise(pc.instruction, r.values, k.values, t.thread) }
@c func krait_returnConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { returnConstant(pc.instruction, r.values, k.values, t.thread) }
@c func krait_returnGenerator(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { returnGenerator(pc.instruction, r.values, k.values, t.thread) }
@c func krait_returnValue(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { returnValue(pc.instruction, r.values, k.values, t.thread) }
@c func krait_rightShift(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .rightShift, .register) }
@c func krait_rightShiftConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .rightShift, .constant) }
@c func krait_send(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { send(pc.instruction, r.values, k.values, t.thread) }
@c func krait_setAdd(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { setAdd(pc.instruction, r.values, k.values, t.thread) }
@c func krait_setFunctionAttribute(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { setFunctionAttribute(pc.instruction, r.values, k.values, t.thread) }
@c func krait_setUpdate(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { setUpdate(pc.instruction, r.values, k.values, t.thread) }
@c func krait_setupAnnotations(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { setupAnnotations(pc.instruction, r.values, k.values, t.thread) }
@c func krait_storeAttribute(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeAttribute(pc.instruction, r.values, k.values, t.thread) }
@c func krait_storeAttributeSlot(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeAttributeSlot(pc.instruction, r.values, k.values, t.thread) }
@c func krait_storeAttributeTransition(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeAttributeTransition(pc.instruction, r.values, k.values, t.thread) }
@c func krait_storeCell(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeCell(pc.instruction, r.values, k.values, t.thread) }
@c func krait_storeGlobal(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeGlobal(pc.instruction, r.values, k.values, t.thread) }
@c func krait_storeGlobalCached(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeGlobalCached(pc.instruction, r.values, k.values, t.thread) }
@c func krait_storeItem(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeItem(pc.instruction, r.values, k.values, t.thread, .register) }
@c func krait_storeItem_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return storeItem(pc.instruction, r.values, k.values, t.thread, .register) }
@c func krait_storeItemConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeItem(pc.instruction, r.values, k.values, t.thread, .constant) }
@c func krait_storeItemConstant_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return storeItem(pc.instruction, r.values, k.values, t.thread, .constant) }
@c func krait_storeName(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeName(pc.instruction, r.values, k.values, t.thread) }
@c func krait_storeNameCached(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeNameCached(pc.instruction, r.values, k.values, t.thread) }
@c func krait_storeSlice(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { storeSlice(pc.instruction, r.values, k.values, t.thread) }
@c func krait_subtract(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .subtract, .register) }
@c func krait_subtract_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .subtract, .register) }
@c func krait_subtractConstant(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .subtract, .constant) }
@c func krait_subtractConstant_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return arithmetic(pc.instruction, r.values, k.values, t.thread, .subtract, .constant) }
@c func krait_subtractFloat(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { arithmetic(pc.instruction, r.values, k.values, t.thread, .subtract, .float) }
@c func krait_toBool(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { toBool(pc.instruction, r.values, k.values, t.thread) }
@c func krait_unpackLocals(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { unpackLocals(pc.instruction, r.values, k.values, t.thread) }
@c func krait_unpackSequence(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { unpackSequence(pc.instruction, r.values, k.values, t.thread) }
@c func krait_unpackStar(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { unpackStar(pc.instruction, r.values, k.values, t.thread) }
@c func krait_withExceptStart(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { withExceptStart(pc.instruction, r.values, k.values, t.thread) }
@c func krait_yieldValue(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { yieldValue(pc.instruction, r.values, k.values, t.thread) }

/// The name of an instruction, for listings of register code.
func handlerName(_ handler: Handler) -> StaticString {
    let address = unsafeBitCast(handler, to: UInt.self)
    for (entry, name) in handlerNames where unsafeBitCast(entry, to: UInt.self) == address { return name }
    return "?"
}

let handlerNames: [(Handler, StaticString)] = [
    (krait_add, "add"),
    (krait_addConstant, "addConstant"),
    (krait_addFloat, "addFloat"),
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
    (krait_callAttributeBoundMethod, "callAttributeBoundMethod"),
    (krait_callAttributeBoundNative, "callAttributeBoundNative"),
    (krait_callAttributeBuiltinClass, "callAttributeBuiltinClass"),
    (krait_callAttributeClass, "callAttributeClass"),
    (krait_callAttributeContainerClass, "callAttributeContainerClass"),
    (krait_callAttributeFunction, "callAttributeFunction"),
    (krait_callAttributeNative, "callAttributeNative"),
    (krait_callAttributePlainClass, "callAttributePlainClass"),
    (krait_callBoundMethod, "callBoundMethod"),
    (krait_callBoundNative, "callBoundNative"),
    (krait_callBuiltinClass, "callBuiltinClass"),
    (krait_callClass, "callClass"),
    (krait_callContainerClass, "callContainerClass"),
    (krait_callFunction, "callFunction"),
    (krait_callKeywords, "callKeywords"),
    (krait_callMethod, "callMethod"),
    (krait_callNative, "callNative"),
    (krait_callNativeMethod, "callNativeMethod"),
    (krait_callNativeMethodOfImmediate, "callNativeMethodOfImmediate"),
    (krait_callPlainClass, "callPlainClass"),
    (krait_callSpread, "callSpread"),
    (krait_callType, "callType"),
    (krait_callWithReceiver, "callWithReceiver"),
    (krait_checkBound, "checkBound"),
    (krait_checkExceptionMatch, "checkExceptionMatch"),
    (krait_checkGroupMatch, "checkGroupMatch"),
    (krait_cleanupThrow, "cleanupThrow"),
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
    (krait_divideConstant, "divideConstant"),
    (krait_divideFloat, "divideFloat"),
    (krait_endAsyncFor, "endAsyncFor"),
    (krait_equal, "equal"),
    (krait_floorDivide, "floorDivide"),
    (krait_floorDivideConstant, "floorDivideConstant"),
    (krait_forIterate, "forIterate"),
    (krait_forIterateAgain, "forIterateAgain"),
    (krait_forIterateKnown, "forIterateKnown"),
    (krait_forIterateUnpacking, "forIterateUnpacking"),
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
    (krait_loadAttributeComputed, "loadAttributeComputed"),
    (krait_loadAttributeMember, "loadAttributeMember"),
    (krait_loadAttributeModule, "loadAttributeModule"),
    (krait_loadAttributeOfClass, "loadAttributeOfClass"),
    (krait_loadAttributeOverflow, "loadAttributeOverflow"),
    (krait_loadAttributeProperty, "loadAttributeProperty"),
    (krait_loadAttributeSlot, "loadAttributeSlot"),
    (krait_loadBuildClass, "loadBuildClass"),
    (krait_loadBuiltinCached, "loadBuiltinCached"),
    (krait_loadBuiltinNameCached, "loadBuiltinNameCached"),
    (krait_loadCell, "loadCell"),
    (krait_loadClassMethod, "loadClassMethod"),
    (krait_loadClassMethodOfClass, "loadClassMethodOfClass"),
    (krait_loadConstant, "loadConstant"),
    (krait_loadFromDictOrCell, "loadFromDictOrCell"),
    (krait_loadFromDictOrGlobals, "loadFromDictOrGlobals"),
    (krait_loadGlobal, "loadGlobal"),
    (krait_loadGlobalCached, "loadGlobalCached"),
    (krait_loadItem, "loadItem"),
    (krait_loadItemConstant, "loadItemConstant"),
    (krait_loadLocals, "loadLocals"),
    (krait_loadMethod, "loadMethod"),
    (krait_loadMethodCached, "loadMethodCached"),
    (krait_loadMethodClassValue, "loadMethodClassValue"),
    (krait_loadMethodOfClass, "loadMethodOfClass"),
    (krait_loadMethodOfImmediate, "loadMethodOfImmediate"),
    (krait_loadMethodOfModule, "loadMethodOfModule"),
    (krait_loadName, "loadName"),
    (krait_loadNameCached, "loadNameCached"),
    (krait_loadSlice, "loadSlice"),
    (krait_loadSuperAttribute, "loadSuperAttribute"),
    (krait_loadSuperMethod, "loadSuperMethod"),
    (krait_loopIfEqual, "loopIfEqual"),
    (krait_loopIfEqualConstant, "loopIfEqualConstant"),
    (krait_loopIfGreater, "loopIfGreater"),
    (krait_loopIfGreaterConstant, "loopIfGreaterConstant"),
    (krait_loopIfGreaterFloat, "loopIfGreaterFloat"),
    (krait_loopIfGreaterOrEqual, "loopIfGreaterOrEqual"),
    (krait_loopIfGreaterOrEqualConstant, "loopIfGreaterOrEqualConstant"),
    (krait_loopIfGreaterOrEqualFloat, "loopIfGreaterOrEqualFloat"),
    (krait_loopIfLess, "loopIfLess"),
    (krait_loopIfLessConstant, "loopIfLessConstant"),
    (krait_loopIfLessFloat, "loopIfLessFloat"),
    (krait_loopIfLessOrEqual, "loopIfLessOrEqual"),
    (krait_loopIfLessOrEqualConstant, "loopIfLessOrEqualConstant"),
    (krait_loopIfLessOrEqualFloat, "loopIfLessOrEqualFloat"),
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
    (krait_multiplyFloat, "multiplyFloat"),
    (krait_negate, "negate"),
    (krait_not, "not"),
    (krait_notEqual, "notEqual"),
    (krait_popException, "popException"),
    (krait_power, "power"),
    (krait_pushExceptionInfo, "pushExceptionInfo"),
    (krait_raise, "raise"),
    (krait_reraise, "reraise"),
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
    (krait_storeGlobalCached, "storeGlobalCached"),
    (krait_storeItem, "storeItem"),
    (krait_storeItemConstant, "storeItemConstant"),
    (krait_storeName, "storeName"),
    (krait_storeNameCached, "storeNameCached"),
    (krait_storeSlice, "storeSlice"),
    (krait_subtract, "subtract"),
    (krait_subtractConstant, "subtractConstant"),
    (krait_subtractFloat, "subtractFloat"),
    (krait_toBool, "toBool"),
    (krait_unpackLocals, "unpackLocals"),
    (krait_unpackSequence, "unpackSequence"),
    (krait_unpackStar, "unpackStar"),
    (krait_withExceptStart, "withExceptStart"),
    (krait_yieldValue, "yieldValue"),
    (krait_add_2, "add"),
    (krait_addConstant_2, "addConstant"),
    (krait_addFloat_2, "addFloat"),
    (krait_bitAnd_2, "bitAnd"),
    (krait_bitXor_2, "bitXor"),
    (krait_divide_2, "divide"),
    (krait_floorDivide_2, "floorDivide"),
    (krait_floorDivideConstant_2, "floorDivideConstant"),
    (krait_jumpIfFalse_2, "jumpIfFalse"),
    (krait_jumpIfTrue_2, "jumpIfTrue"),
    (krait_loadConstant_2, "loadConstant"),
    (krait_loadItem_2, "loadItem"),
    (krait_loadItemConstant_2, "loadItemConstant"),
    (krait_modulo_2, "modulo"),
    (krait_moduloConstant_2, "moduloConstant"),
    (krait_move_2, "move"),
    (krait_multiply_2, "multiply"),
    (krait_multiplyConstant_2, "multiplyConstant"),
    (krait_multiplyFloat_2, "multiplyFloat"),
    (krait_storeItem_2, "storeItem"),
    (krait_storeItemConstant_2, "storeItemConstant"),
    (krait_subtract_2, "subtract"),
    (krait_subtractConstant_2, "subtractConstant"),
]

/// Each specialized instruction and the general one that it takes the place of.
let specializedHandlers: [(Handler, Handler)] = [
    (krait_callAttributeBoundMethod, krait_callWithReceiver),
    (krait_callAttributeBoundNative, krait_callWithReceiver),
    (krait_callAttributeBuiltinClass, krait_callWithReceiver),
    (krait_callAttributeClass, krait_callWithReceiver),
    (krait_callAttributeContainerClass, krait_callWithReceiver),
    (krait_callAttributeFunction, krait_callWithReceiver),
    (krait_callAttributeNative, krait_callWithReceiver),
    (krait_callAttributePlainClass, krait_callWithReceiver),
    (krait_callBoundMethod, krait_call),
    (krait_callBoundNative, krait_call),
    (krait_callBuiltinClass, krait_call),
    (krait_callClass, krait_call),
    (krait_callContainerClass, krait_call),
    (krait_callFunction, krait_call),
    (krait_callMethod, krait_callWithReceiver),
    (krait_callNative, krait_call),
    (krait_callNativeMethod, krait_callWithReceiver),
    (krait_callNativeMethodOfImmediate, krait_callWithReceiver),
    (krait_callPlainClass, krait_call),
    (krait_callType, krait_call),
    (krait_forIterateKnown, krait_forIterate),
    (krait_loadAttributeClassValue, krait_loadAttribute),
    (krait_loadAttributeComputed, krait_loadAttribute),
    (krait_loadAttributeMember, krait_loadAttribute),
    (krait_loadAttributeModule, krait_loadAttribute),
    (krait_loadAttributeOfClass, krait_loadAttribute),
    (krait_loadAttributeOverflow, krait_loadAttribute),
    (krait_loadAttributeProperty, krait_loadAttribute),
    (krait_loadAttributeSlot, krait_loadAttribute),
    (krait_loadBuiltinCached, krait_loadGlobal),
    (krait_loadBuiltinNameCached, krait_loadName),
    (krait_loadClassMethod, krait_loadMethod),
    (krait_loadClassMethodOfClass, krait_loadMethod),
    (krait_loadGlobalCached, krait_loadGlobal),
    (krait_loadMethodCached, krait_loadMethod),
    (krait_loadMethodClassValue, krait_loadMethod),
    (krait_loadMethodOfClass, krait_loadMethod),
    (krait_loadMethodOfImmediate, krait_loadMethod),
    (krait_loadMethodOfModule, krait_loadMethod),
    (krait_loadNameCached, krait_loadName),
    (krait_loadSuperMethod, krait_loadSuperAttribute),
    (krait_storeAttributeSlot, krait_storeAttribute),
    (krait_storeAttributeTransition, krait_storeAttribute),
    (krait_storeGlobalCached, krait_storeGlobal),
    (krait_storeNameCached, krait_storeName),
]

/// Entry points of instructions that have two.
let secondHandlers: [(Handler, Handler)] = [
    (krait_add, krait_add_2),
    (krait_addConstant, krait_addConstant_2),
    (krait_addFloat, krait_addFloat_2),
    (krait_bitAnd, krait_bitAnd_2),
    (krait_bitXor, krait_bitXor_2),
    (krait_divide, krait_divide_2),
    (krait_floorDivide, krait_floorDivide_2),
    (krait_floorDivideConstant, krait_floorDivideConstant_2),
    (krait_jumpIfFalse, krait_jumpIfFalse_2),
    (krait_jumpIfTrue, krait_jumpIfTrue_2),
    (krait_loadConstant, krait_loadConstant_2),
    (krait_loadItem, krait_loadItem_2),
    (krait_loadItemConstant, krait_loadItemConstant_2),
    (krait_modulo, krait_modulo_2),
    (krait_moduloConstant, krait_moduloConstant_2),
    (krait_move, krait_move_2),
    (krait_multiply, krait_multiply_2),
    (krait_multiplyConstant, krait_multiplyConstant_2),
    (krait_multiplyFloat, krait_multiplyFloat_2),
    (krait_storeItem, krait_storeItem_2),
    (krait_storeItemConstant, krait_storeItemConstant_2),
    (krait_subtract, krait_subtract_2),
    (krait_subtractConstant, krait_subtractConstant_2),
]
