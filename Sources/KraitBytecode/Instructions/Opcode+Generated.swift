// Generated from Instructions.spec by Utilities/GenerateInstructions. Do not edit.

extension Opcode {
    // MARK: No operation and bookkeeping
    /// Room for the inline cache of the instruction before it; never executed.
    @inlinable public static var cache: Opcode { Opcode(rawValue: 0) }
    /// Does nothing; keeps a line in the location table, so that tracing sees it.
    @inlinable public static var nop: Opcode { Opcode(rawValue: 30) }
    /// Marks where a frame begins or goes on after a `yield` or `await`, and looks for signals and tracing.
    @inlinable public static var resume: Opcode { Opcode(rawValue: 149) }
    /// Does nothing as long as nobody asks for attention.
    @inlinable public static var resumeCheck: Opcode { Opcode(rawValue: 207) }
    /// Gives the next instruction eight more significant bits of operand; up to three can follow each other.
    @inlinable public static var extendedArg: Opcode { Opcode(rawValue: 71) }
    /// Never executed; internal to CPython's loop.
    @inlinable public static var reserved: Opcode { Opcode(rawValue: 17) }
    /// Enters a compiled trace; written by a running interpreter, never by the compiler.
    @inlinable public static var enterExecutor: Opcode { Opcode(rawValue: 70) }
    /// Leaves the interpreter loop and returns the value to native code; part of internal code only.
    @inlinable public static var interpreterExit: Opcode { Opcode(rawValue: 22) }
    /// Raises TypeError when `__init__` returned something else than None; part of internal code only.
    @inlinable public static var exitInitCheck: Opcode { Opcode(rawValue: 13) }
    // MARK: Stack
    /// Drops the top of the stack.
    @inlinable public static var popTop: Opcode { Opcode(rawValue: 32) }
    /// Pushes the NULL that a call expects where it has no `self`.
    @inlinable public static var pushNull: Opcode { Opcode(rawValue: 34) }
    /// Pushes again the item at the position.
    @inlinable public static var copy: Opcode { Opcode(rawValue: 61) }
    /// Exchanges the top with the item at the position.
    @inlinable public static var swap: Opcode { Opcode(rawValue: 115) }
    // MARK: Constants and local variables
    /// Pushes a constant.
    @inlinable public static var loadConst: Opcode { Opcode(rawValue: 83) }
    /// Pushes a local variable that is known to be bound.
    @inlinable public static var loadFast: Opcode { Opcode(rawValue: 85) }
    /// Pushes a local variable, or raises UnboundLocalError.
    @inlinable public static var loadFastCheck: Opcode { Opcode(rawValue: 87) }
    /// Pushes a local variable, or NULL if it is unbound, and unbinds it: inlined comprehensions save outer variables with it.
    @inlinable public static var loadFastAndClear: Opcode { Opcode(rawValue: 86) }
    /// Pushes two local variables that are known to be bound.
    @inlinable public static var loadFastLoadFast: Opcode { Opcode(rawValue: 88) }
    /// Binds a local variable.
    @inlinable public static var storeFast: Opcode { Opcode(rawValue: 110) }
    /// Binds the first local variable, then pushes the second.
    @inlinable public static var storeFastLoadFast: Opcode { Opcode(rawValue: 111) }
    /// Binds two local variables, the first to the top of the stack.
    @inlinable public static var storeFastStoreFast: Opcode { Opcode(rawValue: 112) }
    /// Unbinds a local variable, or raises UnboundLocalError.
    @inlinable public static var deleteFast: Opcode { Opcode(rawValue: 65) }
    // MARK: Cell and free variables
    /// Puts a new cell in the variable's slot, holding the argument that was there.
    @inlinable public static var makeCell: Opcode { Opcode(rawValue: 94) }
    /// Copies the cells of the function's closure into the frame.
    @inlinable public static var copyFreeVars: Opcode { Opcode(rawValue: 62) }
    /// Pushes what the cell holds, or raises NameError or UnboundLocalError.
    @inlinable public static var loadDeref: Opcode { Opcode(rawValue: 84) }
    /// Puts the value in the cell.
    @inlinable public static var storeDeref: Opcode { Opcode(rawValue: 109) }
    /// Empties the cell, or raises if it was empty.
    @inlinable public static var deleteDeref: Opcode { Opcode(rawValue: 64) }
    /// Looks the variable up in a namespace first and in its cell next: class bodies and annotation scopes.
    @inlinable public static var loadFromDictOrDeref: Opcode { Opcode(rawValue: 89) }
    // MARK: Names and globals
    /// Pushes the value of a name from locals, globals or builtins, or raises NameError.
    @inlinable public static var loadName: Opcode { Opcode(rawValue: 92) }
    /// Binds a name in the locals of a module or class body.
    @inlinable public static var storeName: Opcode { Opcode(rawValue: 114) }
    /// Unbinds a name in the locals of a module or class body, or raises NameError.
    @inlinable public static var deleteName: Opcode { Opcode(rawValue: 67) }
    /// Pushes the value of a name from globals or builtins, or raises NameError.
    @inlinable public static var loadGlobal: Opcode { Opcode(rawValue: 91) }
    /// Reads a builtin by its index while the keys of both dicts are what they were.
    @inlinable public static var loadGlobalBuiltin: Opcode { Opcode(rawValue: 203) }
    /// Reads a global by its index while the dict's keys are what they were.
    @inlinable public static var loadGlobalModule: Opcode { Opcode(rawValue: 204) }
    /// Binds a global.
    @inlinable public static var storeGlobal: Opcode { Opcode(rawValue: 113) }
    /// Unbinds a global, or raises NameError.
    @inlinable public static var deleteGlobal: Opcode { Opcode(rawValue: 66) }
    /// Looks a name up in a namespace first, then in globals and builtins: annotation scopes in class bodies.
    @inlinable public static var loadFromDictOrGlobals: Opcode { Opcode(rawValue: 90) }
    /// Pushes the dict of locals of a class body.
    @inlinable public static var loadLocals: Opcode { Opcode(rawValue: 25) }
    /// Makes `__annotations__` in the locals if it is not there.
    @inlinable public static var setupAnnotations: Opcode { Opcode(rawValue: 37) }
    /// Pushes `builtins.__build_class__`.
    @inlinable public static var loadBuildClass: Opcode { Opcode(rawValue: 24) }
    /// Pushes AssertionError, whatever that name is bound to.
    @inlinable public static var loadAssertionError: Opcode { Opcode(rawValue: 23) }
    // MARK: Attributes and items
    /// Pushes an attribute; for a method call, function and object, or the attribute and NULL.
    @inlinable public static var loadAttr: Opcode { Opcode(rawValue: 82) }
    /// The owner is a class of a known version.
    @inlinable public static var loadAttrClass: Opcode { Opcode(rawValue: 191) }
    /// The owner's class defines `__getattribute__` in Python; its frame is entered.
    @inlinable public static var loadAttrGetattributeOverridden: Opcode { Opcode(rawValue: 192) }
    /// The attribute lies at a known place of the object.
    @inlinable public static var loadAttrInstanceValue: Opcode { Opcode(rawValue: 193) }
    /// A method; the object's dict is not made yet.
    @inlinable public static var loadAttrMethodLazyDict: Opcode { Opcode(rawValue: 194) }
    /// A method; the objects of the class have no dict.
    @inlinable public static var loadAttrMethodNoDict: Opcode { Opcode(rawValue: 195) }
    /// A method; the object's values are stored inline and do not hide it.
    @inlinable public static var loadAttrMethodWithValues: Opcode { Opcode(rawValue: 196) }
    /// The owner is a module whose dict has the keys it had.
    @inlinable public static var loadAttrModule: Opcode { Opcode(rawValue: 197) }
    /// A class attribute that is no descriptor; the objects of the class have no dict.
    @inlinable public static var loadAttrNondescriptorNoDict: Opcode { Opcode(rawValue: 198) }
    /// A class attribute that is no descriptor, not hidden by the values of the object.
    @inlinable public static var loadAttrNondescriptorWithValues: Opcode { Opcode(rawValue: 199) }
    /// A property written in Python; its frame is entered.
    @inlinable public static var loadAttrProperty: Opcode { Opcode(rawValue: 200) }
    /// The attribute is one of `__slots__`.
    @inlinable public static var loadAttrSlot: Opcode { Opcode(rawValue: 201) }
    /// The attribute is in the object's dict, probably at the same index as last time.
    @inlinable public static var loadAttrWithHint: Opcode { Opcode(rawValue: 202) }
    /// Sets an attribute.
    @inlinable public static var storeAttr: Opcode { Opcode(rawValue: 108) }
    /// The attribute lies at a known place of the object.
    @inlinable public static var storeAttrInstanceValue: Opcode { Opcode(rawValue: 209) }
    /// The attribute is one of `__slots__`.
    @inlinable public static var storeAttrSlot: Opcode { Opcode(rawValue: 210) }
    /// The attribute is in the object's dict, probably at the same index as last time.
    @inlinable public static var storeAttrWithHint: Opcode { Opcode(rawValue: 211) }
    /// Deletes an attribute.
    @inlinable public static var deleteAttr: Opcode { Opcode(rawValue: 63) }
    /// Pushes an attribute of `super(class, self)` without making the super object where that can't be seen.
    @inlinable public static var loadSuperAttr: Opcode { Opcode(rawValue: 93) }
    /// `super` is the builtin; an attribute is loaded.
    @inlinable public static var loadSuperAttrAttr: Opcode { Opcode(rawValue: 205) }
    /// `super` is the builtin; a method is loaded.
    @inlinable public static var loadSuperAttrMethod: Opcode { Opcode(rawValue: 206) }
    /// Pushes `container[key]`.
    @inlinable public static var binarySubscr: Opcode { Opcode(rawValue: 5) }
    /// The container is exactly a dict.
    @inlinable public static var binarySubscrDict: Opcode { Opcode(rawValue: 157) }
    /// The container's `__getitem__` is written in Python; its frame is entered.
    @inlinable public static var binarySubscrGetitem: Opcode { Opcode(rawValue: 158) }
    /// A list and a small non-negative int.
    @inlinable public static var binarySubscrListInt: Opcode { Opcode(rawValue: 159) }
    /// A str and a small non-negative int, giving an ASCII character.
    @inlinable public static var binarySubscrStrInt: Opcode { Opcode(rawValue: 160) }
    /// A tuple and a small non-negative int.
    @inlinable public static var binarySubscrTupleInt: Opcode { Opcode(rawValue: 161) }
    /// Does `container[key] = value`.
    @inlinable public static var storeSubscr: Opcode { Opcode(rawValue: 39) }
    /// The container is exactly a dict.
    @inlinable public static var storeSubscrDict: Opcode { Opcode(rawValue: 212) }
    /// A list and a small non-negative int inside of it.
    @inlinable public static var storeSubscrListInt: Opcode { Opcode(rawValue: 213) }
    /// Does `del container[key]`.
    @inlinable public static var deleteSubscr: Opcode { Opcode(rawValue: 9) }
    /// Pushes `container[start:stop]`.
    @inlinable public static var binarySlice: Opcode { Opcode(rawValue: 4) }
    /// Does `container[start:stop] = value`.
    @inlinable public static var storeSlice: Opcode { Opcode(rawValue: 38) }
    // MARK: Operators and tests
    /// Pushes `-value`.
    @inlinable public static var unaryNegative: Opcode { Opcode(rawValue: 42) }
    /// Pushes `~value`.
    @inlinable public static var unaryInvert: Opcode { Opcode(rawValue: 41) }
    /// Pushes the other one of True and False; the input is a bool.
    @inlinable public static var unaryNot: Opcode { Opcode(rawValue: 43) }
    /// Pushes `bool(value)`.
    @inlinable public static var toBool: Opcode { Opcode(rawValue: 40) }
    /// The value's class, of a known version, has neither `__bool__` nor `__len__`.
    @inlinable public static var toBoolAlwaysTrue: Opcode { Opcode(rawValue: 214) }
    /// The value is a bool already.
    @inlinable public static var toBoolBool: Opcode { Opcode(rawValue: 215) }
    /// The value is exactly an int.
    @inlinable public static var toBoolInt: Opcode { Opcode(rawValue: 216) }
    /// The value is exactly a list.
    @inlinable public static var toBoolList: Opcode { Opcode(rawValue: 217) }
    /// The value is None.
    @inlinable public static var toBoolNone: Opcode { Opcode(rawValue: 218) }
    /// The value is exactly a str.
    @inlinable public static var toBoolStr: Opcode { Opcode(rawValue: 219) }
    /// Applies a binary operator, plain or in-place.
    @inlinable public static var binaryOp: Opcode { Opcode(rawValue: 45) }
    /// Adds two floats.
    @inlinable public static var binaryOpAddFloat: Opcode { Opcode(rawValue: 150) }
    /// Adds two ints.
    @inlinable public static var binaryOpAddInt: Opcode { Opcode(rawValue: 151) }
    /// Joins two strs.
    @inlinable public static var binaryOpAddUnicode: Opcode { Opcode(rawValue: 152) }
    /// Joins two strs and stores the result in the local variable that the next instruction, a STORE_FAST, names; skips that instruction.
    @inlinable public static var binaryOpInplaceAddUnicode: Opcode { Opcode(rawValue: 3) }
    /// Multiplies two floats.
    @inlinable public static var binaryOpMultiplyFloat: Opcode { Opcode(rawValue: 153) }
    /// Multiplies two ints.
    @inlinable public static var binaryOpMultiplyInt: Opcode { Opcode(rawValue: 154) }
    /// Subtracts two floats.
    @inlinable public static var binaryOpSubtractFloat: Opcode { Opcode(rawValue: 155) }
    /// Subtracts two ints.
    @inlinable public static var binaryOpSubtractInt: Opcode { Opcode(rawValue: 156) }
    /// Compares; the operand also says for which outcomes a specialized form is right, and whether the result is made a bool.
    @inlinable public static var compareOp: Opcode { Opcode(rawValue: 58) }
    /// Compares two floats.
    @inlinable public static var compareOpFloat: Opcode { Opcode(rawValue: 182) }
    /// Compares two small ints.
    @inlinable public static var compareOpInt: Opcode { Opcode(rawValue: 183) }
    /// Compares two strs for equality.
    @inlinable public static var compareOpStr: Opcode { Opcode(rawValue: 184) }
    /// Pushes `left is right`; `is not` if the operand is 1.
    @inlinable public static var isOp: Opcode { Opcode(rawValue: 76) }
    /// Pushes `left in right`; `not in` if the operand is 1.
    @inlinable public static var containsOp: Opcode { Opcode(rawValue: 59) }
    /// The right one is exactly a dict.
    @inlinable public static var containsOpDict: Opcode { Opcode(rawValue: 185) }
    /// The right one is exactly a set or frozenset.
    @inlinable public static var containsOpSet: Opcode { Opcode(rawValue: 186) }
    // MARK: Building values
    /// Makes a tuple of the items.
    @inlinable public static var buildTuple: Opcode { Opcode(rawValue: 52) }
    /// Makes a list of the items.
    @inlinable public static var buildList: Opcode { Opcode(rawValue: 47) }
    /// Makes a set of the items.
    @inlinable public static var buildSet: Opcode { Opcode(rawValue: 49) }
    /// Makes a dict of so many pairs of key and value.
    @inlinable public static var buildMap: Opcode { Opcode(rawValue: 48) }
    /// Makes a dict of so many values, with the keys in a tuple.
    @inlinable public static var buildConstKeyMap: Opcode { Opcode(rawValue: 46) }
    /// Joins strs.
    @inlinable public static var buildString: Opcode { Opcode(rawValue: 51) }
    /// Makes a slice of two or three parts.
    @inlinable public static var buildSlice: Opcode { Opcode(rawValue: 50) }
    /// Appends to the list at the position (counted without the item).
    @inlinable public static var listAppend: Opcode { Opcode(rawValue: 80) }
    /// Appends all items of the iterable to the list at the position (counted without the iterable).
    @inlinable public static var listExtend: Opcode { Opcode(rawValue: 81) }
    /// Adds to the set at the position (counted without the item).
    @inlinable public static var setAdd: Opcode { Opcode(rawValue: 105) }
    /// Adds all items of the iterable to the set at the position (counted without the iterable).
    @inlinable public static var setUpdate: Opcode { Opcode(rawValue: 107) }
    /// Puts the pair in the dict at the position (counted without the pair).
    @inlinable public static var mapAdd: Opcode { Opcode(rawValue: 95) }
    /// Puts all pairs of the mapping in the dict at the position (counted without the mapping).
    @inlinable public static var dictUpdate: Opcode { Opcode(rawValue: 69) }
    /// As DICT_UPDATE for the keywords of a call: raises TypeError, which names the callable, where a key is there already.
    @inlinable public static var dictMerge: Opcode { Opcode(rawValue: 68) }
    /// Converts a replacement field of an f-string by `str`, `repr` or `ascii`.
    @inlinable public static var convertValue: Opcode { Opcode(rawValue: 60) }
    /// Formats a value with an empty format specification.
    @inlinable public static var formatSimple: Opcode { Opcode(rawValue: 14) }
    /// Formats a value with a format specification.
    @inlinable public static var formatWithSpec: Opcode { Opcode(rawValue: 15) }
    // MARK: Unpacking
    /// Takes exactly so many items from an iterable and pushes them, the first on top; else raises ValueError.
    @inlinable public static var unpackSequence: Opcode { Opcode(rawValue: 117) }
    /// A list of the right length.
    @inlinable public static var unpackSequenceList: Opcode { Opcode(rawValue: 220) }
    /// A tuple of the right length.
    @inlinable public static var unpackSequenceTuple: Opcode { Opcode(rawValue: 221) }
    /// A tuple of two.
    @inlinable public static var unpackSequenceTwoTuple: Opcode { Opcode(rawValue: 222) }
    /// Unpacks into targets before a starred one, a list for the starred one, and targets after it.
    @inlinable public static var unpackEx: Opcode { Opcode(rawValue: 116) }
    // MARK: Jumps
    /// Jumps forward.
    @inlinable public static var jumpForward: Opcode { Opcode(rawValue: 79) }
    /// Jumps backward, after a look for signals.
    @inlinable public static var jumpBackward: Opcode { Opcode(rawValue: 77) }
    /// Jumps backward without a look for signals: loops of `await` and `yield from`.
    @inlinable public static var jumpBackwardNoInterrupt: Opcode { Opcode(rawValue: 78) }
    /// Jumps if the value, a bool, is False.
    @inlinable public static var popJumpIfFalse: Opcode { Opcode(rawValue: 97) }
    /// Jumps if the value, a bool, is True.
    @inlinable public static var popJumpIfTrue: Opcode { Opcode(rawValue: 100) }
    /// Jumps if the value is None.
    @inlinable public static var popJumpIfNone: Opcode { Opcode(rawValue: 98) }
    /// Jumps if the value is not None.
    @inlinable public static var popJumpIfNotNone: Opcode { Opcode(rawValue: 99) }
    // MARK: Iteration
    /// Pushes `iter(iterable)`.
    @inlinable public static var getIter: Opcode { Opcode(rawValue: 19) }
    /// Pushes the next item; jumps to the END_FOR of the loop when there is none.
    @inlinable public static var forIter: Opcode { Opcode(rawValue: 72) }
    /// A generator, whose frame is entered and pushes the item.
    @inlinable public static var forIterGen: Opcode { Opcode(rawValue: 187) }
    /// An iterator of a list.
    @inlinable public static var forIterList: Opcode { Opcode(rawValue: 188) }
    /// An iterator of a range.
    @inlinable public static var forIterRange: Opcode { Opcode(rawValue: 189) }
    /// An iterator of a tuple.
    @inlinable public static var forIterTuple: Opcode { Opcode(rawValue: 190) }
    /// Ends a loop; the POP_TOP after it drops the iterator.
    @inlinable public static var endFor: Opcode { Opcode(rawValue: 11) }
    // MARK: Functions and calls
    /// Makes a function of a code object and the globals of the frame.
    @inlinable public static var makeFunction: Opcode { Opcode(rawValue: 26) }
    /// Gives a new function its defaults, keyword defaults, annotations or closure.
    @inlinable public static var setFunctionAttribute: Opcode { Opcode(rawValue: 106) }
    /// Calls with so many positional arguments.
    @inlinable public static var call: Opcode { Opcode(rawValue: 53) }
    /// A class with `__init__` in Python: makes the object and enters the frame.
    @inlinable public static var callAllocAndEnterInit: Opcode { Opcode(rawValue: 162) }
    /// A bound method in Python that takes exactly these arguments; its frame is entered.
    @inlinable public static var callBoundMethodExactArgs: Opcode { Opcode(rawValue: 163) }
    /// A bound method in Python; its frame is entered.
    @inlinable public static var callBoundMethodGeneral: Opcode { Opcode(rawValue: 164) }
    /// A builtin class with a fast constructor.
    @inlinable public static var callBuiltinClass: Opcode { Opcode(rawValue: 165) }
    /// A builtin function that takes an array of arguments.
    @inlinable public static var callBuiltinFast: Opcode { Opcode(rawValue: 166) }
    /// A builtin function that takes an array of arguments, and keywords.
    @inlinable public static var callBuiltinFastWithKeywords: Opcode { Opcode(rawValue: 167) }
    /// A builtin function of one argument.
    @inlinable public static var callBuiltinO: Opcode { Opcode(rawValue: 168) }
    /// The builtin `isinstance`.
    @inlinable public static var callIsinstance: Opcode { Opcode(rawValue: 169) }
    /// The builtin `len`.
    @inlinable public static var callLen: Opcode { Opcode(rawValue: 170) }
    /// The method `append` of a list; skips the POP_TOP after it.
    @inlinable public static var callListAppend: Opcode { Opcode(rawValue: 171) }
    /// A native method that takes an array of arguments.
    @inlinable public static var callMethodDescriptorFast: Opcode { Opcode(rawValue: 172) }
    /// A native method that takes an array of arguments, and keywords.
    @inlinable public static var callMethodDescriptorFastWithKeywords: Opcode { Opcode(rawValue: 173) }
    /// A native method without arguments.
    @inlinable public static var callMethodDescriptorNoargs: Opcode { Opcode(rawValue: 174) }
    /// A native method of one argument.
    @inlinable public static var callMethodDescriptorO: Opcode { Opcode(rawValue: 175) }
    /// Anything that is neither a Python function nor a bound method of one.
    @inlinable public static var callNonPyGeneral: Opcode { Opcode(rawValue: 176) }
    /// A Python function that takes exactly these arguments; its frame is entered.
    @inlinable public static var callPyExactArgs: Opcode { Opcode(rawValue: 177) }
    /// A Python function; its frame is entered.
    @inlinable public static var callPyGeneral: Opcode { Opcode(rawValue: 178) }
    /// `str` with one argument.
    @inlinable public static var callStr1: Opcode { Opcode(rawValue: 179) }
    /// `tuple` with one argument.
    @inlinable public static var callTuple1: Opcode { Opcode(rawValue: 180) }
    /// `type` with one argument.
    @inlinable public static var callType1: Opcode { Opcode(rawValue: 181) }
    /// Calls with so many arguments, of which the last ones have the names in the tuple.
    @inlinable public static var callKw: Opcode { Opcode(rawValue: 57) }
    /// Calls with a tuple of arguments and, if the operand is 1, a dict of keywords.
    @inlinable public static var callFunctionEx: Opcode { Opcode(rawValue: 54) }
    /// Calls an internal function of one argument.
    @inlinable public static var callIntrinsic1: Opcode { Opcode(rawValue: 55) }
    /// Calls an internal function of two arguments.
    @inlinable public static var callIntrinsic2: Opcode { Opcode(rawValue: 56) }
    /// Returns the value to the caller.
    @inlinable public static var returnValue: Opcode { Opcode(rawValue: 36) }
    /// Returns a constant to the caller.
    @inlinable public static var returnConst: Opcode { Opcode(rawValue: 103) }
    // MARK: Generators and coroutines
    /// Makes a generator, coroutine or asynchronous generator of the frame and returns it; the value is what the first resumption pushes.
    @inlinable public static var returnGenerator: Opcode { Opcode(rawValue: 35) }
    /// Yields; the operand is 1 where it is part of `yield from` or `await`.
    @inlinable public static var yieldValue: Opcode { Opcode(rawValue: 118) }
    /// Sends a value to the receiver; jumps with its return value when it is exhausted.
    @inlinable public static var send: Opcode { Opcode(rawValue: 104) }
    /// The receiver is a generator or coroutine, whose frame is entered.
    @inlinable public static var sendGen: Opcode { Opcode(rawValue: 208) }
    /// Drops the receiver from under the value.
    @inlinable public static var endSend: Opcode { Opcode(rawValue: 12) }
    /// Handles an exception thrown into `yield from` or `await`: StopIteration gives its value, everything else is raised again.
    @inlinable public static var cleanupThrow: Opcode { Opcode(rawValue: 8) }
    /// Pushes the iterator for `yield from`: a generator itself, a coroutine only inside of a coroutine.
    @inlinable public static var getYieldFromIter: Opcode { Opcode(rawValue: 21) }
    /// Pushes what `await` runs; the operand is 1 after `__aenter__`, 2 after `__aexit__`, for the message.
    @inlinable public static var getAwaitable: Opcode { Opcode(rawValue: 73) }
    /// Pushes `iterable.__aiter__()`.
    @inlinable public static var getAiter: Opcode { Opcode(rawValue: 16) }
    /// Pushes the awaitable of `iterator.__anext__()`.
    @inlinable public static var getAnext: Opcode { Opcode(rawValue: 18) }
    /// Ends `async for` on StopAsyncIteration; raises every other exception again.
    @inlinable public static var endAsyncFor: Opcode { Opcode(rawValue: 10) }
    // MARK: Exceptions and with
    /// Raises again (0), raises an exception (1), or an exception with a cause (2).
    @inlinable public static var raiseVarargs: Opcode { Opcode(rawValue: 101) }
    /// Raises the exception again; if the operand is not 0, the item so far below it is the offset where it was raised first.
    @inlinable public static var reraise: Opcode { Opcode(rawValue: 102) }
    /// Enters a handler: makes the exception the current one and keeps the previous one below it.
    @inlinable public static var pushExcInfo: Opcode { Opcode(rawValue: 33) }
    /// Leaves a handler: makes the previous exception the current one.
    @inlinable public static var popExcept: Opcode { Opcode(rawValue: 31) }
    /// Tests the exception against the class or tuple of classes of an `except`.
    @inlinable public static var checkExcMatch: Opcode { Opcode(rawValue: 7) }
    /// Splits an exception group for `except*`: pushes what does not match and what does, or None.
    @inlinable public static var checkEgMatch: Opcode { Opcode(rawValue: 6) }
    /// Loads `__exit__` and calls `__enter__`.
    @inlinable public static var beforeWith: Opcode { Opcode(rawValue: 2) }
    /// Loads `__aexit__` and calls `__aenter__`.
    @inlinable public static var beforeAsyncWith: Opcode { Opcode(rawValue: 1) }
    /// Calls `exit` with the exception that left the body of a `with`.
    @inlinable public static var withExceptStart: Opcode { Opcode(rawValue: 44) }
    // MARK: Imports
    /// Calls `__import__`.
    @inlinable public static var importName: Opcode { Opcode(rawValue: 75) }
    /// Pushes an attribute of a module, or the submodule of that name, or raises ImportError.
    @inlinable public static var importFrom: Opcode { Opcode(rawValue: 74) }
    // MARK: Pattern matching
    /// Pushes `len(subject)`.
    @inlinable public static var getLen: Opcode { Opcode(rawValue: 20) }
    /// Pushes whether the subject's class is a sequence for patterns.
    @inlinable public static var matchSequence: Opcode { Opcode(rawValue: 29) }
    /// Pushes whether the subject's class is a mapping for patterns.
    @inlinable public static var matchMapping: Opcode { Opcode(rawValue: 28) }
    /// Pushes the tuple of values for the keys, or None if one is missing.
    @inlinable public static var matchKeys: Opcode { Opcode(rawValue: 27) }
    /// Pushes the tuple of attributes of a class pattern with so many positional parts, or None if it does not match.
    @inlinable public static var matchClass: Opcode { Opcode(rawValue: 96) }
    // MARK: Instrumented forms
    /// RESUME that reports the start or the resumption of the function.
    @inlinable public static var instrumentedResume: Opcode { Opcode(rawValue: 236) }
    /// END_FOR that reports the StopIteration of a loop over a generator.
    @inlinable public static var instrumentedEndFor: Opcode { Opcode(rawValue: 237) }
    /// END_SEND that reports the StopIteration of a generator.
    @inlinable public static var instrumentedEndSend: Opcode { Opcode(rawValue: 238) }
    /// RETURN_VALUE that reports the return.
    @inlinable public static var instrumentedReturnValue: Opcode { Opcode(rawValue: 239) }
    /// RETURN_CONST that reports the return.
    @inlinable public static var instrumentedReturnConst: Opcode { Opcode(rawValue: 240) }
    /// YIELD_VALUE that reports the yield.
    @inlinable public static var instrumentedYieldValue: Opcode { Opcode(rawValue: 241) }
    /// LOAD_SUPER_ATTR that reports the call of `super`.
    @inlinable public static var instrumentedLoadSuperAttr: Opcode { Opcode(rawValue: 242) }
    /// FOR_ITER that reports the branch.
    @inlinable public static var instrumentedForIter: Opcode { Opcode(rawValue: 243) }
    /// CALL that reports the call.
    @inlinable public static var instrumentedCall: Opcode { Opcode(rawValue: 244) }
    /// CALL_KW that reports the call.
    @inlinable public static var instrumentedCallKw: Opcode { Opcode(rawValue: 245) }
    /// CALL_FUNCTION_EX that reports the call.
    @inlinable public static var instrumentedCallFunctionEx: Opcode { Opcode(rawValue: 246) }
    /// Reports that an instruction is executed, then executes the original one.
    @inlinable public static var instrumentedInstruction: Opcode { Opcode(rawValue: 247) }
    /// JUMP_FORWARD that reports the jump.
    @inlinable public static var instrumentedJumpForward: Opcode { Opcode(rawValue: 248) }
    /// JUMP_BACKWARD that reports the jump.
    @inlinable public static var instrumentedJumpBackward: Opcode { Opcode(rawValue: 249) }
    /// POP_JUMP_IF_TRUE that reports the branch.
    @inlinable public static var instrumentedPopJumpIfTrue: Opcode { Opcode(rawValue: 250) }
    /// POP_JUMP_IF_FALSE that reports the branch.
    @inlinable public static var instrumentedPopJumpIfFalse: Opcode { Opcode(rawValue: 251) }
    /// POP_JUMP_IF_NONE that reports the branch.
    @inlinable public static var instrumentedPopJumpIfNone: Opcode { Opcode(rawValue: 252) }
    /// POP_JUMP_IF_NOT_NONE that reports the branch.
    @inlinable public static var instrumentedPopJumpIfNotNone: Opcode { Opcode(rawValue: 253) }
    /// Reports a new line, then executes the original instruction.
    @inlinable public static var instrumentedLine: Opcode { Opcode(rawValue: 254) }
    // MARK: Pseudo instructions
    /// A jump whose direction the assembler finds.
    @inlinable public static var jump: Opcode { Opcode(rawValue: 256) }
    /// A jump that does not look for signals when it goes backward.
    @inlinable public static var jumpNoInterrupt: Opcode { Opcode(rawValue: 257) }
    /// Pushes the cell itself, for a closure.
    @inlinable public static var loadClosure: Opcode { Opcode(rawValue: 258) }
    /// LOAD_ATTR that loads a method.
    @inlinable public static var loadMethod: Opcode { Opcode(rawValue: 259) }
    /// LOAD_SUPER_ATTR that loads a method, after `super` with two arguments.
    @inlinable public static var loadSuperMethod: Opcode { Opcode(rawValue: 260) }
    /// LOAD_SUPER_ATTR after `super` without arguments; CPython counts one output too many here.
    @inlinable public static var loadZeroSuperAttr: Opcode { Opcode(rawValue: 261) }
    /// LOAD_SUPER_ATTR that loads a method, after `super` without arguments.
    @inlinable public static var loadZeroSuperMethod: Opcode { Opcode(rawValue: 262) }
    /// Ends the innermost protected range.
    @inlinable public static var popBlock: Opcode { Opcode(rawValue: 263) }
    /// Begins a range whose handler also gets the offset of the instruction that raised.
    @inlinable public static var setupCleanup: Opcode { Opcode(rawValue: 264) }
    /// Begins a range whose handler gets the exception.
    @inlinable public static var setupFinally: Opcode { Opcode(rawValue: 265) }
    /// Begins the body of a `with`; the handler gets the exception, and the offset below it.
    @inlinable public static var setupWith: Opcode { Opcode(rawValue: 266) }
    /// Binds or, given NULL, unbinds a local variable: inlined comprehensions restore outer variables with it.
    @inlinable public static var storeFastMaybeNull: Opcode { Opcode(rawValue: 267) }
}

extension Opcode {
    /// How many numbers the tables cover.
    @usableFromInline static let tableSize = 268
    /// ``Properties`` of each number; 0 for numbers without an instruction.
    @usableFromInline static let properties: [UInt32] = [
        0x1, 0x701, 0x701, 0x1086503, 0x501, 0x1000501, 0x501, 0x501, 0x701, 0x501, 0x701, 0x1001, 0x1001, 0x701, 0x501, 0x501,
        0x501, 0x1, 0x701, 0x501, 0x501, 0x701, 0x401, 0x1, 0x501, 0x501, 0x701, 0x501, 0x1, 0x1, 0x1001, 0x401,
        0x1001, 0x1, 0x1001, 0x701, 0x10001, 0x501, 0x501, 0x1000501, 0x3000501, 0x501, 0x501, 0x1001, 0x501, 0x1000503, 0x503, 0x103,
        0x503, 0x703, 0x103, 0x103, 0x103, 0x3000f03, 0xf03, 0x503, 0x503, 0xf03, 0x1000503, 0x1000503, 0x103, 0x1003, 0x3, 0x50b,
        0x723, 0x513, 0x70b, 0x70b, 0x503, 0x503, 0x3, 0x3, 0x1000743, 0x503, 0x50b, 0x50b, 0x3, 0x1008dc3, 0x80c3, 0x8043,
        0x103, 0x503, 0x900050b, 0x1007, 0x523, 0x1013, 0x13, 0x513, 0x13, 0x723, 0x70b, 0x400050b, 0x70b, 0x100050b, 0x323, 0x503,
        0x503, 0x1000043, 0x1000043, 0x1000043, 0x1000043, 0x10703, 0x10703, 0x10007, 0x1000743, 0x503, 0x403, 0x503, 0x400050b, 0x423, 0x13, 0x13,
        0x13, 0x50b, 0x50b, 0x1003, 0x503, 0x1000503, 0x403, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0,
        0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0,
        0x0, 0x0, 0x0, 0x0, 0x0, 0xd03, 0x1084003, 0x1084103, 0x1084103, 0x1084003, 0x1084103, 0x1084003, 0x1084103, 0x1082501, 0x1082401, 0x1082001,
        0x1082001, 0x1082001, 0x3082703, 0x3086003, 0x3086703, 0x3082d03, 0x3082d03, 0x3082d03, 0x3082d03, 0x3082703, 0x3082703, 0x3082303, 0x3082d03, 0x3082d03, 0x3082d03, 0x3082d03,
        0x3084d03, 0x3086003, 0x3086703, 0x3082d03, 0x3082d03, 0x3082003, 0x1084003, 0x1086003, 0x1084003, 0x1082503, 0x1082503, 0x1082043, 0x1084043, 0x1084143, 0x1084043, 0x908200b,
        0x908240b, 0x908600b, 0x908600b, 0x908400b, 0x908600b, 0x908200b, 0x908400b, 0x908600b, 0x908240b, 0x908600b, 0x908600b, 0x408200b, 0x408200b, 0x108250b, 0x108250b, 0x82003,
        0x1082043, 0x408600b, 0x408400b, 0x408240b, 0x1082501, 0x1082001, 0x3084001, 0x3084001, 0x3084401, 0x3084001, 0x3084001, 0x3084401, 0x1082003, 0x1082003, 0x1082003, 0x0,
        0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x100f03, 0x100301, 0x100301, 0x100701,
        0x100707, 0x100703, 0x100003, 0x100703, 0x100503, 0x100503, 0x100001, 0x100501, 0x100003, 0x100803, 0x100003, 0x100003, 0x100003, 0x100003, 0x100001, 0x0,
        0x48d43, 0x48043, 0x41013, 0x4050b, 0x4050b, 0x4050b, 0x4050b, 0x41001, 0x61003, 0x61003, 0x61003, 0x40013,
    ]
    /// ``Operand`` of each number.
    @usableFromInline static let operands: [UInt8] = [
        0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15, 12, 12, 12, 12, 12, 12, 12, 12, 24, 19, 20, 12, 16, 17, 18, 13, 12, 2,
        8, 6, 2, 2, 13, 13, 24, 23, 9, 24, 2, 2, 17, 10, 10, 9, 13, 13, 3, 1, 8, 6, 6, 6, 7, 8, 2, 4, 2, 5, 8, 13,
        12, 9, 9, 9, 9, 24, 24, 1, 9, 13, 21, 13, 2, 8, 6, 7, 7, 2, 2, 13, 14, 12, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 22, 15, 15, 15, 15, 15, 15, 15, 0, 0, 0,
        0, 0, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 16, 16, 16, 17, 17, 9, 9, 9, 9, 3,
        3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 5, 5, 22, 9, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 12, 12, 12, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 24, 0, 0, 0, 1, 24, 24, 24, 24, 24, 0, 0, 24, 24, 24, 24, 24, 24, 0, 0,
        11, 11, 6, 2, 2, 2, 2, 0, 11, 11, 11, 6,
    ]
    /// The instruction that each number is a special form of, or itself.
    @usableFromInline static let generalForms: [UInt16] = [
        0, 1, 2, 45, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
        24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
        48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71,
        72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95,
        96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119,
        120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143,
        144, 145, 146, 147, 148, 149, 45, 45, 45, 45, 45, 45, 45, 5, 5, 5, 5, 5, 53, 53, 53, 53, 53, 53,
        53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 58, 58, 58, 59, 59, 72, 72, 72, 72, 82,
        82, 82, 82, 82, 82, 82, 82, 82, 82, 82, 82, 91, 91, 93, 93, 149, 104, 108, 108, 108, 39, 39, 40, 40,
        40, 40, 40, 40, 117, 117, 117, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 149, 11, 12, 36,
        103, 118, 93, 72, 53, 57, 54, 247, 79, 77, 100, 97, 98, 99, 254, 255, 79, 79, 85, 82, 93, 93, 93, 30,
        30, 30, 30, 110,
    ]
}

extension Opcode {
    /// How many items each number takes from the stack; -1 where the operand decides.
    @usableFromInline static let poppedCounts: [Int8] = [
        0, 1, 1, 2, 3, 2, 2, 2, 3, 2, 2, 1, 2, 1, 1, 2, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 2, 1, 1, 0, 1,
        1, 1, 0, 0, 1, 0, 4, 3, 1, 1, 1, 1, 4, 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, -1, 2, 2, 1, -1, 0, 1,
        0, 0, 0, 0, -1, -1, 0, 0, 1, 1, 1, 2, 2, 0, 0, 0, -1, -1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 3, 0, -1,
        3, 1, 1, 1, 1, -1, -1, 0, 2, -1, 2, -1, 2, 1, 1, 1, 2, 1, 1, -1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
        2, 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, 3, -1, -1, -1, -1, -1, -1, -1, 3, 3, 3, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 3, 3, 0, 2, 2, 2, 2, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 1, 3, 3, 3, 0, 0, 0, 0, 1,
    ]

    /// The counts that depend on the operand.
    @usableFromInline func poppedDependingOn(_ oparg: Int) -> Int {
        switch rawValue {
        case 46, 69, 80, 81, 102, 105, 107: oparg &+ 1  // BUILD_CONST_KEY_MAP …
        case 48: (oparg &* 2)  // BUILD_MAP
        case 50: (oparg == 3 ? 1 : 0) &+ 2  // BUILD_SLICE
        case 54: (oparg & 1) &+ 3  // CALL_FUNCTION_EX
        case 57: oparg &+ 3  // CALL_KW
        case 47, 49, 51, 52, 61, 101, 115: oparg  // BUILD_LIST …
        case 68: oparg &+ 4  // DICT_MERGE
        case 53, 95, 162, 163, 164, 165, 166, 167, 168, 169, 170, 172, 173, 174, 175, 176, 177, 178: oparg &+ 2  // CALL …
        default: 0
        }
    }

    /// How many items each number leaves on the stack; -1 where the operand decides.
    @usableFromInline static let pushedCounts: [Int8] = [
        0, 2, 2, 0, 1, 1, 2, 2, 2, 0, 0, 0, 1, 0, 1, 1, 1, 0, 2, 1, 2, 1, 0, 1, 1, 1, 1, 3, 2, 2, 0, 0,
        0, 2, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, 0, 0,
        0, 0, 0, 0, -1, -1, 0, 0, 2, 1, 2, 1, 1, 0, 0, 0, -1, -1, -1, 1, 1, 1, 1, 1, 2, 1, 1, -1, 1, -1, 0, -1,
        1, 0, 0, 0, 0, 0, -1, 0, 2, -1, 1, -1, 0, 0, 0, 1, 0, 0, 0, -1, -1, -1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, -1,
        1, -1, 2, 2, 2, -1, 1, 1, 1, -1, -1, -1, -1, 1, 2, 0, 2, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, -1, -1, 2, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 1, 2, 2, 2, 2, 0, 0, 0, 0, 0,
    ]

    /// The counts that depend on the operand.
    @usableFromInline func pushedDependingOn(_ oparg: Int) -> Int {
        switch rawValue {
        case 61: oparg &+ 1  // COPY
        case 68: oparg &+ 3  // DICT_MERGE
        case 82, 91, 93, 191, 193, 197, 201, 202, 203, 204, 242: (oparg & 1) &+ 1  // LOAD_ATTR …
        case 69, 80, 81, 95, 102, 105, 107, 115, 117, 220, 221: oparg  // DICT_UPDATE …
        case 116: (oparg >> 8) &+ (oparg & 0xFF) &+ 1  // UNPACK_EX
        default: 0
        }
    }

    /// How much the stack grows on the way to the handler; nil where the jump makes no difference.
    @usableFromInline var jumpEffect: Int? {
        switch rawValue {
        case 264: 2  // SETUP_CLEANUP
        case 265: 1  // SETUP_FINALLY
        case 266: 1  // SETUP_WITH
        default: nil
        }
    }
}

extension Opcode {
    /// Names of all numbers.
    static let names: [String] = [
        "CACHE", "BEFORE_ASYNC_WITH", "BEFORE_WITH", "BINARY_OP_INPLACE_ADD_UNICODE", "BINARY_SLICE", "BINARY_SUBSCR",
        "CHECK_EG_MATCH", "CHECK_EXC_MATCH", "CLEANUP_THROW", "DELETE_SUBSCR", "END_ASYNC_FOR", "END_FOR",
        "END_SEND", "EXIT_INIT_CHECK", "FORMAT_SIMPLE", "FORMAT_WITH_SPEC", "GET_AITER", "RESERVED",
        "GET_ANEXT", "GET_ITER", "GET_LEN", "GET_YIELD_FROM_ITER", "INTERPRETER_EXIT", "LOAD_ASSERTION_ERROR",
        "LOAD_BUILD_CLASS", "LOAD_LOCALS", "MAKE_FUNCTION", "MATCH_KEYS", "MATCH_MAPPING", "MATCH_SEQUENCE",
        "NOP", "POP_EXCEPT", "POP_TOP", "PUSH_EXC_INFO", "PUSH_NULL", "RETURN_GENERATOR",
        "RETURN_VALUE", "SETUP_ANNOTATIONS", "STORE_SLICE", "STORE_SUBSCR", "TO_BOOL", "UNARY_INVERT",
        "UNARY_NEGATIVE", "UNARY_NOT", "WITH_EXCEPT_START", "BINARY_OP", "BUILD_CONST_KEY_MAP", "BUILD_LIST",
        "BUILD_MAP", "BUILD_SET", "BUILD_SLICE", "BUILD_STRING", "BUILD_TUPLE", "CALL",
        "CALL_FUNCTION_EX", "CALL_INTRINSIC_1", "CALL_INTRINSIC_2", "CALL_KW", "COMPARE_OP", "CONTAINS_OP",
        "CONVERT_VALUE", "COPY", "COPY_FREE_VARS", "DELETE_ATTR", "DELETE_DEREF", "DELETE_FAST",
        "DELETE_GLOBAL", "DELETE_NAME", "DICT_MERGE", "DICT_UPDATE", "ENTER_EXECUTOR", "EXTENDED_ARG",
        "FOR_ITER", "GET_AWAITABLE", "IMPORT_FROM", "IMPORT_NAME", "IS_OP", "JUMP_BACKWARD",
        "JUMP_BACKWARD_NO_INTERRUPT", "JUMP_FORWARD", "LIST_APPEND", "LIST_EXTEND", "LOAD_ATTR", "LOAD_CONST",
        "LOAD_DEREF", "LOAD_FAST", "LOAD_FAST_AND_CLEAR", "LOAD_FAST_CHECK", "LOAD_FAST_LOAD_FAST", "LOAD_FROM_DICT_OR_DEREF",
        "LOAD_FROM_DICT_OR_GLOBALS", "LOAD_GLOBAL", "LOAD_NAME", "LOAD_SUPER_ATTR", "MAKE_CELL", "MAP_ADD",
        "MATCH_CLASS", "POP_JUMP_IF_FALSE", "POP_JUMP_IF_NONE", "POP_JUMP_IF_NOT_NONE", "POP_JUMP_IF_TRUE", "RAISE_VARARGS",
        "RERAISE", "RETURN_CONST", "SEND", "SET_ADD", "SET_FUNCTION_ATTRIBUTE", "SET_UPDATE",
        "STORE_ATTR", "STORE_DEREF", "STORE_FAST", "STORE_FAST_LOAD_FAST", "STORE_FAST_STORE_FAST", "STORE_GLOBAL",
        "STORE_NAME", "SWAP", "UNPACK_EX", "UNPACK_SEQUENCE", "YIELD_VALUE", "<119>",
        "<120>", "<121>", "<122>", "<123>", "<124>", "<125>",
        "<126>", "<127>", "<128>", "<129>", "<130>", "<131>",
        "<132>", "<133>", "<134>", "<135>", "<136>", "<137>",
        "<138>", "<139>", "<140>", "<141>", "<142>", "<143>",
        "<144>", "<145>", "<146>", "<147>", "<148>", "RESUME",
        "BINARY_OP_ADD_FLOAT", "BINARY_OP_ADD_INT", "BINARY_OP_ADD_UNICODE", "BINARY_OP_MULTIPLY_FLOAT", "BINARY_OP_MULTIPLY_INT", "BINARY_OP_SUBTRACT_FLOAT",
        "BINARY_OP_SUBTRACT_INT", "BINARY_SUBSCR_DICT", "BINARY_SUBSCR_GETITEM", "BINARY_SUBSCR_LIST_INT", "BINARY_SUBSCR_STR_INT", "BINARY_SUBSCR_TUPLE_INT",
        "CALL_ALLOC_AND_ENTER_INIT", "CALL_BOUND_METHOD_EXACT_ARGS", "CALL_BOUND_METHOD_GENERAL", "CALL_BUILTIN_CLASS", "CALL_BUILTIN_FAST", "CALL_BUILTIN_FAST_WITH_KEYWORDS",
        "CALL_BUILTIN_O", "CALL_ISINSTANCE", "CALL_LEN", "CALL_LIST_APPEND", "CALL_METHOD_DESCRIPTOR_FAST", "CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS",
        "CALL_METHOD_DESCRIPTOR_NOARGS", "CALL_METHOD_DESCRIPTOR_O", "CALL_NON_PY_GENERAL", "CALL_PY_EXACT_ARGS", "CALL_PY_GENERAL", "CALL_STR_1",
        "CALL_TUPLE_1", "CALL_TYPE_1", "COMPARE_OP_FLOAT", "COMPARE_OP_INT", "COMPARE_OP_STR", "CONTAINS_OP_DICT",
        "CONTAINS_OP_SET", "FOR_ITER_GEN", "FOR_ITER_LIST", "FOR_ITER_RANGE", "FOR_ITER_TUPLE", "LOAD_ATTR_CLASS",
        "LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN", "LOAD_ATTR_INSTANCE_VALUE", "LOAD_ATTR_METHOD_LAZY_DICT", "LOAD_ATTR_METHOD_NO_DICT", "LOAD_ATTR_METHOD_WITH_VALUES", "LOAD_ATTR_MODULE",
        "LOAD_ATTR_NONDESCRIPTOR_NO_DICT", "LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES", "LOAD_ATTR_PROPERTY", "LOAD_ATTR_SLOT", "LOAD_ATTR_WITH_HINT", "LOAD_GLOBAL_BUILTIN",
        "LOAD_GLOBAL_MODULE", "LOAD_SUPER_ATTR_ATTR", "LOAD_SUPER_ATTR_METHOD", "RESUME_CHECK", "SEND_GEN", "STORE_ATTR_INSTANCE_VALUE",
        "STORE_ATTR_SLOT", "STORE_ATTR_WITH_HINT", "STORE_SUBSCR_DICT", "STORE_SUBSCR_LIST_INT", "TO_BOOL_ALWAYS_TRUE", "TO_BOOL_BOOL",
        "TO_BOOL_INT", "TO_BOOL_LIST", "TO_BOOL_NONE", "TO_BOOL_STR", "UNPACK_SEQUENCE_LIST", "UNPACK_SEQUENCE_TUPLE",
        "UNPACK_SEQUENCE_TWO_TUPLE", "<223>", "<224>", "<225>", "<226>", "<227>",
        "<228>", "<229>", "<230>", "<231>", "<232>", "<233>",
        "<234>", "<235>", "INSTRUMENTED_RESUME", "INSTRUMENTED_END_FOR", "INSTRUMENTED_END_SEND", "INSTRUMENTED_RETURN_VALUE",
        "INSTRUMENTED_RETURN_CONST", "INSTRUMENTED_YIELD_VALUE", "INSTRUMENTED_LOAD_SUPER_ATTR", "INSTRUMENTED_FOR_ITER", "INSTRUMENTED_CALL", "INSTRUMENTED_CALL_KW",
        "INSTRUMENTED_CALL_FUNCTION_EX", "INSTRUMENTED_INSTRUCTION", "INSTRUMENTED_JUMP_FORWARD", "INSTRUMENTED_JUMP_BACKWARD", "INSTRUMENTED_POP_JUMP_IF_TRUE", "INSTRUMENTED_POP_JUMP_IF_FALSE",
        "INSTRUMENTED_POP_JUMP_IF_NONE", "INSTRUMENTED_POP_JUMP_IF_NOT_NONE", "INSTRUMENTED_LINE", "<255>", "JUMP", "JUMP_NO_INTERRUPT",
        "LOAD_CLOSURE", "LOAD_METHOD", "LOAD_SUPER_METHOD", "LOAD_ZERO_SUPER_ATTR", "LOAD_ZERO_SUPER_METHOD", "POP_BLOCK",
        "SETUP_CLEANUP", "SETUP_FINALLY", "SETUP_WITH", "STORE_FAST_MAYBE_NULL",
    ]
}

extension Opcode {
    /// The parts of the inline cache with their sizes in code units, in order.
    public var cacheFormat: [(name: String, size: Int)] {
        switch isSpecialized ? general.rawValue : rawValue {
        case 91: [("counter", 1), ("index", 1), ("module_keys_version", 1), ("builtin_keys_version", 1)]  // LOAD_GLOBAL
        case 82: [("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)]  // LOAD_ATTR
        case 108: [("counter", 1), ("version", 2), ("index", 1)]  // STORE_ATTR
        case 93: [("counter", 1)]  // LOAD_SUPER_ATTR
        case 5: [("counter", 1)]  // BINARY_SUBSCR
        case 39: [("counter", 1)]  // STORE_SUBSCR
        case 40: [("counter", 1), ("version", 2)]  // TO_BOOL
        case 45: [("counter", 1)]  // BINARY_OP
        case 58: [("counter", 1)]  // COMPARE_OP
        case 59: [("counter", 1)]  // CONTAINS_OP
        case 117: [("counter", 1)]  // UNPACK_SEQUENCE
        case 77: [("counter", 1)]  // JUMP_BACKWARD
        case 97: [("counter", 1)]  // POP_JUMP_IF_FALSE
        case 100: [("counter", 1)]  // POP_JUMP_IF_TRUE
        case 98: [("counter", 1)]  // POP_JUMP_IF_NONE
        case 99: [("counter", 1)]  // POP_JUMP_IF_NOT_NONE
        case 72: [("counter", 1)]  // FOR_ITER
        case 53: [("counter", 1), ("func_version", 2)]  // CALL
        case 104: [("counter", 1)]  // SEND
        default: []
        }
    }
}

extension BytecodeVersion {
    /// All versions that can be read.
    public static let all: [BytecodeVersion] = [python313]

    public static let python313 = BytecodeVersion(
        name: "3.13", magicNumber: 3571,
        opcodes: [
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
            24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
            48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71,
            72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95,
            96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, none,
            none, none, none, none, none, none, none, none, none, none, none, none, none, none, none, none, none, none, none, none, none, none, none, none,
            none, none, none, none, none, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167,
            168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191,
            192, 193, 194, 195, 196, 197, 198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215,
            216, 217, 218, 219, 220, 221, 222, none, none, none, none, none, none, none, none, none, none, none, none, none, 236, 237, 238, 239,
            240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254,
        ])
}

/// The operators of BINARY_OP.
public enum BinaryOperator: UInt8, CaseIterable, Sendable {
    case add = 0
    case and = 1
    case floorDivide = 2
    case lshift = 3
    case matrixMultiply = 4
    case multiply = 5
    case remainder = 6
    case or = 7
    case power = 8
    case rshift = 9
    case subtract = 10
    case trueDivide = 11
    case xor = 12
    case inplaceAdd = 13
    case inplaceAnd = 14
    case inplaceFloorDivide = 15
    case inplaceLshift = 16
    case inplaceMatrixMultiply = 17
    case inplaceMultiply = 18
    case inplaceRemainder = 19
    case inplaceOr = 20
    case inplacePower = 21
    case inplaceRshift = 22
    case inplaceSubtract = 23
    case inplaceTrueDivide = 24
    case inplaceXor = 25

    /// The name in CPython's headers.
    public var name: String {
        switch self {
        case .add: "NB_ADD"
        case .and: "NB_AND"
        case .floorDivide: "NB_FLOOR_DIVIDE"
        case .lshift: "NB_LSHIFT"
        case .matrixMultiply: "NB_MATRIX_MULTIPLY"
        case .multiply: "NB_MULTIPLY"
        case .remainder: "NB_REMAINDER"
        case .or: "NB_OR"
        case .power: "NB_POWER"
        case .rshift: "NB_RSHIFT"
        case .subtract: "NB_SUBTRACT"
        case .trueDivide: "NB_TRUE_DIVIDE"
        case .xor: "NB_XOR"
        case .inplaceAdd: "NB_INPLACE_ADD"
        case .inplaceAnd: "NB_INPLACE_AND"
        case .inplaceFloorDivide: "NB_INPLACE_FLOOR_DIVIDE"
        case .inplaceLshift: "NB_INPLACE_LSHIFT"
        case .inplaceMatrixMultiply: "NB_INPLACE_MATRIX_MULTIPLY"
        case .inplaceMultiply: "NB_INPLACE_MULTIPLY"
        case .inplaceRemainder: "NB_INPLACE_REMAINDER"
        case .inplaceOr: "NB_INPLACE_OR"
        case .inplacePower: "NB_INPLACE_POWER"
        case .inplaceRshift: "NB_INPLACE_RSHIFT"
        case .inplaceSubtract: "NB_INPLACE_SUBTRACT"
        case .inplaceTrueDivide: "NB_INPLACE_TRUE_DIVIDE"
        case .inplaceXor: "NB_INPLACE_XOR"
        }
    }

    /// What `dis` shows.
    public var symbol: String {
        switch self {
        case .add: "+"
        case .and: "&"
        case .floorDivide: "//"
        case .lshift: "<<"
        case .matrixMultiply: "@"
        case .multiply: "*"
        case .remainder: "%"
        case .or: "|"
        case .power: "**"
        case .rshift: ">>"
        case .subtract: "-"
        case .trueDivide: "/"
        case .xor: "^"
        case .inplaceAdd: "+="
        case .inplaceAnd: "&="
        case .inplaceFloorDivide: "//="
        case .inplaceLshift: "<<="
        case .inplaceMatrixMultiply: "@="
        case .inplaceMultiply: "*="
        case .inplaceRemainder: "%="
        case .inplaceOr: "|="
        case .inplacePower: "**="
        case .inplaceRshift: ">>="
        case .inplaceSubtract: "-="
        case .inplaceTrueDivide: "/="
        case .inplaceXor: "^="
        }
    }
}

/// The operators of COMPARE_OP: the operand's bits from 5 on. Bit 4 says that the result is made a bool; bits 0-3 are the mask of outcomes.
public enum Comparison: UInt8, CaseIterable, Sendable {
    case lessThan = 0
    case lessThanOrEqual = 1
    case equal = 2
    case notEqual = 3
    case greaterThan = 4
    case greaterThanOrEqual = 5

    /// The name in CPython's headers.
    public var name: String {
        switch self {
        case .lessThan: "LESS_THAN"
        case .lessThanOrEqual: "LESS_THAN_OR_EQUAL"
        case .equal: "EQUAL"
        case .notEqual: "NOT_EQUAL"
        case .greaterThan: "GREATER_THAN"
        case .greaterThanOrEqual: "GREATER_THAN_OR_EQUAL"
        }
    }

    /// What `dis` shows.
    public var symbol: String {
        switch self {
        case .lessThan: "<"
        case .lessThanOrEqual: "<="
        case .equal: "=="
        case .notEqual: "!="
        case .greaterThan: ">"
        case .greaterThanOrEqual: ">="
        }
    }
}

/// The functions of CALL_INTRINSIC_1.
public enum Intrinsic1: UInt8, CaseIterable, Sendable {
    case invalid = 0
    case print = 1
    case importStar = 2
    case stopiterationError = 3
    case asyncGenWrap = 4
    case unaryPositive = 5
    case listToTuple = 6
    case typevar = 7
    case paramspec = 8
    case typevartuple = 9
    case subscriptGeneric = 10
    case `typealias` = 11

    /// The name in CPython's headers.
    public var name: String {
        switch self {
        case .invalid: "INTRINSIC_1_INVALID"
        case .print: "INTRINSIC_PRINT"
        case .importStar: "INTRINSIC_IMPORT_STAR"
        case .stopiterationError: "INTRINSIC_STOPITERATION_ERROR"
        case .asyncGenWrap: "INTRINSIC_ASYNC_GEN_WRAP"
        case .unaryPositive: "INTRINSIC_UNARY_POSITIVE"
        case .listToTuple: "INTRINSIC_LIST_TO_TUPLE"
        case .typevar: "INTRINSIC_TYPEVAR"
        case .paramspec: "INTRINSIC_PARAMSPEC"
        case .typevartuple: "INTRINSIC_TYPEVARTUPLE"
        case .subscriptGeneric: "INTRINSIC_SUBSCRIPT_GENERIC"
        case .typealias: "INTRINSIC_TYPEALIAS"
        }
    }
}

/// The functions of CALL_INTRINSIC_2.
public enum Intrinsic2: UInt8, CaseIterable, Sendable {
    case invalid = 0
    case prepReraiseStar = 1
    case typevarWithBound = 2
    case typevarWithConstraints = 3
    case setFunctionTypeParams = 4
    case setTypeparamDefault = 5

    /// The name in CPython's headers.
    public var name: String {
        switch self {
        case .invalid: "INTRINSIC_2_INVALID"
        case .prepReraiseStar: "INTRINSIC_PREP_RERAISE_STAR"
        case .typevarWithBound: "INTRINSIC_TYPEVAR_WITH_BOUND"
        case .typevarWithConstraints: "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS"
        case .setFunctionTypeParams: "INTRINSIC_SET_FUNCTION_TYPE_PARAMS"
        case .setTypeparamDefault: "INTRINSIC_SET_TYPEPARAM_DEFAULT"
        }
    }
}

/// The conversions of CONVERT_VALUE; no conversion has no instruction.
public enum Conversion: UInt8, CaseIterable, Sendable {
    case none = 0
    case str = 1
    case repr = 2
    case ascii = 3

    /// The name in CPython's headers.
    public var name: String {
        switch self {
        case .none: "NONE"
        case .str: "STR"
        case .repr: "REPR"
        case .ascii: "ASCII"
        }
    }

    /// What `dis` shows.
    public var symbol: String {
        switch self {
        case .none: ""
        case .str: "str"
        case .repr: "repr"
        case .ascii: "ascii"
        }
    }
}

/// What SET_FUNCTION_ATTRIBUTE sets.
public enum FunctionAttribute: UInt8, CaseIterable, Sendable {
    case defaults = 1
    case keywordDefaults = 2
    case annotations = 4
    case closure = 8

    /// The name in CPython's headers.
    public var name: String {
        switch self {
        case .defaults: "DEFAULTS"
        case .keywordDefaults: "KEYWORD_DEFAULTS"
        case .annotations: "ANNOTATIONS"
        case .closure: "CLOSURE"
        }
    }

    /// What `dis` shows.
    public var symbol: String {
        switch self {
        case .defaults: "defaults"
        case .keywordDefaults: "kwdefaults"
        case .annotations: "annotations"
        case .closure: "closure"
        }
    }
}

/// Where RESUME stands: the operand's bits 0 and 1. Bit 2 is set when just one handler, that of the generator itself, is around it.
public enum ResumePoint: UInt8, CaseIterable, Sendable {
    case functionStart = 0
    case afterYield = 1
    case afterYieldFrom = 2
    case afterAwait = 3

    /// The name in CPython's headers.
    public var name: String {
        switch self {
        case .functionStart: "FUNCTION_START"
        case .afterYield: "AFTER_YIELD"
        case .afterYieldFrom: "AFTER_YIELD_FROM"
        case .afterAwait: "AFTER_AWAIT"
        }
    }

    /// What `dis` shows.
    public var symbol: String {
        switch self {
        case .functionStart: "start"
        case .afterYield: "yield"
        case .afterYieldFrom: "yield from"
        case .afterAwait: "await"
        }
    }
}
