/// The methods that the language looks up on the type of an operand, never on the instance (data model reference, "Special method lookup").
///
/// Each class holds for each of them what the lookup along its method resolution order finds; `Type.update` keeps that in step.
public enum SpecialMethod: UInt8, CaseIterable, Sendable {
    case new, `init`, del, repr, str, bytes, format, hash, bool, dir, sizeof, reduce
    case getAttribute, getAttr, setAttr, delAttr, get, set, delete, setName
    case call, instanceCheck, subclassCheck, classGetItem, initSubclass
    case less, lessOrEqual, equal, notEqual, greater, greaterOrEqual
    case length, lengthHint, getItem, setItem, delItem, missing, iterate, next, reversed, contains
    case enter, exit, asyncEnter, asyncExit, await, asyncIterate, asyncNext
    case negative, positive, absolute, invert, int, float, complex, index, round, truncate, floor, ceiling
    case add, subtract, multiply, matrixMultiply, divide, floorDivide, modulo, divmod, power
    case leftShift, rightShift, and, xor, or
    case rightAdd, rightSubtract, rightMultiply, rightMatrixMultiply, rightDivide, rightFloorDivide, rightModulo, rightDivmod, rightPower
    case rightLeftShift, rightRightShift, rightAnd, rightXor, rightOr
    case inPlaceAdd, inPlaceSubtract, inPlaceMultiply, inPlaceMatrixMultiply, inPlaceDivide, inPlaceFloorDivide, inPlaceModulo, inPlacePower
    case inPlaceLeftShift, inPlaceRightShift, inPlaceAnd, inPlaceXor, inPlaceOr
    case buffer, releaseBuffer, fspath, matchArguments

    /// The attributes' names, in the order of the cases.
    static var texts: StaticString {
        """
        __new__ __init__ __del__ __repr__ __str__ __bytes__ __format__ __hash__ __bool__ __dir__ __sizeof__ __reduce__ \
        __getattribute__ __getattr__ __setattr__ __delattr__ __get__ __set__ __delete__ __set_name__ \
        __call__ __instancecheck__ __subclasscheck__ __class_getitem__ __init_subclass__ \
        __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __len__ __length_hint__ __getitem__ __setitem__ __delitem__ \
        __missing__ __iter__ __next__ __reversed__ __contains__ __enter__ __exit__ __aenter__ __aexit__ __await__ __aiter__ \
        __anext__ __neg__ __pos__ __abs__ __invert__ __int__ __float__ __complex__ __index__ __round__ __trunc__ __floor__ \
        __ceil__ __add__ __sub__ __mul__ __matmul__ __truediv__ __floordiv__ __mod__ __divmod__ __pow__ __lshift__ __rshift__ \
        __and__ __xor__ __or__ __radd__ __rsub__ __rmul__ __rmatmul__ __rtruediv__ __rfloordiv__ __rmod__ __rdivmod__ __rpow__ \
        __rlshift__ __rrshift__ __rand__ __rxor__ __ror__ __iadd__ __isub__ __imul__ __imatmul__ __itruediv__ __ifloordiv__ \
        __imod__ __ipow__ __ilshift__ __irshift__ __iand__ __ixor__ __ior__ __buffer__ __release_buffer__ __fspath__ \
        __match_args__
        """
    }

    /// A constant that the compiler folds: it is asked wherever a class is.
    static var count: Int { Int(matchArguments.rawValue) + 1 }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The interned name of a special method.
    @inline(__always)
    func name(of method: SpecialMethod) -> Value { machine.pointee.specialNames[Int(method.rawValue)] }
}
