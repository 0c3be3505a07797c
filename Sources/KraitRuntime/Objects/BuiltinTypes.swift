/// The built-in classes of a machine, by name: a view of a table that the collector marks.
public struct Types {
    /// One value for each class; the exception classes lie behind.
    let base: UnsafeMutablePointer<Value>
    static let count = 126

    /// The exception classes.
    public var exceptions: ExceptionTypes { ExceptionTypes(base: base + Types.count) }

    public var object: Value { get { base[0] } nonmutating set { base[0] = newValue } }
    public var type: Value { get { base[1] } nonmutating set { base[1] = newValue } }
    public var int: Value { get { base[2] } nonmutating set { base[2] = newValue } }
    public var bool: Value { get { base[3] } nonmutating set { base[3] = newValue } }
    public var float: Value { get { base[4] } nonmutating set { base[4] = newValue } }
    public var complex: Value { get { base[5] } nonmutating set { base[5] = newValue } }
    public var str: Value { get { base[6] } nonmutating set { base[6] = newValue } }
    public var bytes: Value { get { base[7] } nonmutating set { base[7] = newValue } }
    public var byteArray: Value { get { base[8] } nonmutating set { base[8] = newValue } }
    public var memoryView: Value { get { base[9] } nonmutating set { base[9] = newValue } }
    public var list: Value { get { base[10] } nonmutating set { base[10] = newValue } }
    public var tuple: Value { get { base[11] } nonmutating set { base[11] = newValue } }
    public var dict: Value { get { base[12] } nonmutating set { base[12] = newValue } }
    public var set: Value { get { base[13] } nonmutating set { base[13] = newValue } }
    public var frozenSet: Value { get { base[14] } nonmutating set { base[14] = newValue } }
    public var range: Value { get { base[15] } nonmutating set { base[15] = newValue } }
    public var slice: Value { get { base[16] } nonmutating set { base[16] = newValue } }
    public var none: Value { get { base[17] } nonmutating set { base[17] = newValue } }
    public var ellipsis: Value { get { base[18] } nonmutating set { base[18] = newValue } }
    public var notImplemented: Value { get { base[19] } nonmutating set { base[19] = newValue } }
    public var function: Value { get { base[20] } nonmutating set { base[20] = newValue } }
    public var nativeFunction: Value { get { base[21] } nonmutating set { base[21] = newValue } }
    public var boundMethod: Value { get { base[22] } nonmutating set { base[22] = newValue } }
    public var methodDescriptor: Value { get { base[23] } nonmutating set { base[23] = newValue } }
    public var wrapperDescriptor: Value { get { base[24] } nonmutating set { base[24] = newValue } }
    public var classMethodDescriptor: Value { get { base[25] } nonmutating set { base[25] = newValue } }
    public var methodWrapper: Value { get { base[26] } nonmutating set { base[26] = newValue } }
    public var memberDescriptor: Value { get { base[27] } nonmutating set { base[27] = newValue } }
    public var getSetDescriptor: Value { get { base[28] } nonmutating set { base[28] = newValue } }
    public var property: Value { get { base[29] } nonmutating set { base[29] = newValue } }
    public var staticMethod: Value { get { base[30] } nonmutating set { base[30] = newValue } }
    public var classMethod: Value { get { base[31] } nonmutating set { base[31] = newValue } }
    public var superObject: Value { get { base[32] } nonmutating set { base[32] = newValue } }
    public var code: Value { get { base[33] } nonmutating set { base[33] = newValue } }
    public var cell: Value { get { base[34] } nonmutating set { base[34] = newValue } }
    public var frame: Value { get { base[35] } nonmutating set { base[35] = newValue } }
    public var traceback: Value { get { base[36] } nonmutating set { base[36] = newValue } }
    public var module: Value { get { base[37] } nonmutating set { base[37] = newValue } }
    public var weakReference: Value { get { base[38] } nonmutating set { base[38] = newValue } }
    public var mappingProxy: Value { get { base[39] } nonmutating set { base[39] = newValue } }
    public var generator: Value { get { base[40] } nonmutating set { base[40] = newValue } }
    public var coroutine: Value { get { base[41] } nonmutating set { base[41] = newValue } }
    public var asyncGenerator: Value { get { base[42] } nonmutating set { base[42] = newValue } }
    public var asyncGeneratorSend: Value { get { base[43] } nonmutating set { base[43] = newValue } }
    public var asyncGeneratorThrow: Value { get { base[44] } nonmutating set { base[44] = newValue } }
    public var coroutineWrapper: Value { get { base[45] } nonmutating set { base[45] = newValue } }
    public var dictKeys: Value { get { base[46] } nonmutating set { base[46] = newValue } }
    public var dictValues: Value { get { base[47] } nonmutating set { base[47] = newValue } }
    public var dictItems: Value { get { base[48] } nonmutating set { base[48] = newValue } }
    public var iterator: Value { get { base[49] } nonmutating set { base[49] = newValue } }
    public var callableIterator: Value { get { base[50] } nonmutating set { base[50] = newValue } }
    public var listIterator: Value { get { base[51] } nonmutating set { base[51] = newValue } }
    public var listReverseIterator: Value { get { base[52] } nonmutating set { base[52] = newValue } }
    public var tupleIterator: Value { get { base[53] } nonmutating set { base[53] = newValue } }
    public var rangeIterator: Value { get { base[54] } nonmutating set { base[54] = newValue } }
    public var longRangeIterator: Value { get { base[55] } nonmutating set { base[55] = newValue } }
    public var strIterator: Value { get { base[56] } nonmutating set { base[56] = newValue } }
    public var strASCIIIterator: Value { get { base[57] } nonmutating set { base[57] = newValue } }
    public var bytesIterator: Value { get { base[58] } nonmutating set { base[58] = newValue } }
    public var byteArrayIterator: Value { get { base[59] } nonmutating set { base[59] = newValue } }
    public var setIterator: Value { get { base[60] } nonmutating set { base[60] = newValue } }
    public var dictKeyIterator: Value { get { base[61] } nonmutating set { base[61] = newValue } }
    public var dictValueIterator: Value { get { base[62] } nonmutating set { base[62] = newValue } }
    public var dictItemIterator: Value { get { base[63] } nonmutating set { base[63] = newValue } }
    public var dictReverseKeyIterator: Value { get { base[64] } nonmutating set { base[64] = newValue } }
    public var dictReverseValueIterator: Value { get { base[65] } nonmutating set { base[65] = newValue } }
    public var dictReverseItemIterator: Value { get { base[66] } nonmutating set { base[66] = newValue } }
    public var enumerate: Value { get { base[67] } nonmutating set { base[67] = newValue } }
    public var zip: Value { get { base[68] } nonmutating set { base[68] = newValue } }
    public var map: Value { get { base[69] } nonmutating set { base[69] = newValue } }
    public var filter: Value { get { base[70] } nonmutating set { base[70] = newValue } }
    public var reversed: Value { get { base[71] } nonmutating set { base[71] = newValue } }
    public var genericAlias: Value { get { base[72] } nonmutating set { base[72] = newValue } }
    public var union: Value { get { base[73] } nonmutating set { base[73] = newValue } }
    public var simpleNamespace: Value { get { base[74] } nonmutating set { base[74] = newValue } }
    public var typeVariable: Value { get { base[75] } nonmutating set { base[75] = newValue } }
    public var parameterSpecification: Value { get { base[76] } nonmutating set { base[76] = newValue } }
    public var typeVariableTuple: Value { get { base[77] } nonmutating set { base[77] = newValue } }
    public var typeAlias: Value { get { base[78] } nonmutating set { base[78] = newValue } }
    public var noDefault: Value { get { base[79] } nonmutating set { base[79] = newValue } }
    public var generic: Value { get { base[80] } nonmutating set { base[80] = newValue } }
    public var parameterSpecificationArguments: Value { get { base[81] } nonmutating set { base[81] = newValue } }
    public var parameterSpecificationKeywords: Value { get { base[82] } nonmutating set { base[82] = newValue } }
    public var genericAliasIterator: Value { get { base[83] } nonmutating set { base[83] = newValue } }
    public var weakProxy: Value { get { base[84] } nonmutating set { base[84] = newValue } }
    public var weakCallableProxy: Value { get { base[85] } nonmutating set { base[85] = newValue } }
    public var anextAwaitable: Value { get { base[86] } nonmutating set { base[86] = newValue } }
    public var abcData: Value { get { base[87] } nonmutating set { base[87] = newValue } }
    public var frameLocals: Value { get { base[88] } nonmutating set { base[88] = newValue } }
    public var textStream: Value { get { base[89] } nonmutating set { base[89] = newValue } }
    public var binaryStream: Value { get { base[90] } nonmutating set { base[90] = newValue } }
    public var teeIterator: Value { get { base[91] } nonmutating set { base[91] = newValue } }
    public var teeBlock: Value { get { base[92] } nonmutating set { base[92] = newValue } }
    public var grouper: Value { get { base[93] } nonmutating set { base[93] = newValue } }
    public var memoryIterator: Value { get { base[94] } nonmutating set { base[94] = newValue } }
    public var deque: Value { get { base[95] } nonmutating set { base[95] = newValue } }
    public var dequeIterator: Value { get { base[96] } nonmutating set { base[96] = newValue } }
    public var dequeReverseIterator: Value { get { base[97] } nonmutating set { base[97] = newValue } }
    public var defaultDict: Value { get { base[98] } nonmutating set { base[98] = newValue } }
    public var moduleSpec: Value { get { base[99] } nonmutating set { base[99] = newValue } }
    public var sourceLoader: Value { get { base[100] } nonmutating set { base[100] = newValue } }
    public var builtinImporter: Value { get { base[101] } nonmutating set { base[101] = newValue } }
    public var namespaceLoader: Value { get { base[102] } nonmutating set { base[102] = newValue } }
    public var unsupportedOperation: Value { get { base[103] } nonmutating set { base[103] = newValue } }
    public var structTime: Value { get { base[104] } nonmutating set { base[104] = newValue } }
    public var formatParser: Value { get { base[105] } nonmutating set { base[105] = newValue } }
    public var fieldNameParser: Value { get { base[106] } nonmutating set { base[106] = newValue } }
    public var context: Value { get { base[107] } nonmutating set { base[107] = newValue } }
    public var contextVariable: Value { get { base[108] } nonmutating set { base[108] = newValue } }
    public var contextToken: Value { get { base[109] } nonmutating set { base[109] = newValue } }
    public var missingToken: Value { get { base[110] } nonmutating set { base[110] = newValue } }
    public var chain: Value { get { base[111] } nonmutating set { base[111] = newValue } }
    public var itemSlice: Value { get { base[112] } nonmutating set { base[112] = newValue } }
    public var groupBy: Value { get { base[113] } nonmutating set { base[113] = newValue } }
    public var bufferWrapper: Value { get { base[114] } nonmutating set { base[114] = newValue } }
    public var tupleGetter: Value { get { base[115] } nonmutating set { base[115] = newValue } }
    public var comparisonKey: Value { get { base[116] } nonmutating set { base[116] = newValue } }
    public var orderedDict: Value { get { base[117] } nonmutating set { base[117] = newValue } }
    public var orderedDictKeys: Value { get { base[118] } nonmutating set { base[118] = newValue } }
    public var orderedDictValues: Value { get { base[119] } nonmutating set { base[119] = newValue } }
    public var orderedDictItems: Value { get { base[120] } nonmutating set { base[120] = newValue } }
    public var orderedDictIterator: Value { get { base[121] } nonmutating set { base[121] = newValue } }
    public var pattern: Value { get { base[122] } nonmutating set { base[122] = newValue } }
    public var patternMatch: Value { get { base[123] } nonmutating set { base[123] = newValue } }
    public var patternScanner: Value { get { base[124] } nonmutating set { base[124] = newValue } }
    public var patternTemplate: Value { get { base[125] } nonmutating set { base[125] = newValue } }
}

/// The built-in exception classes, in the order in which ``ExceptionTypes`` keeps them.
public enum ExceptionKind: Int, CaseIterable, Sendable {
    case baseException, baseExceptionGroup, generatorExit, keyboardInterrupt, systemExit, exception, exceptionGroup, arithmeticError
    case floatingPointError, overflowError, zeroDivisionError, assertionError, attributeError, bufferError, eofError, importError
    case moduleNotFoundError, lookupError, indexError, keyError, memoryError, nameError, unboundLocalError, osError, blockingIOError
    case childProcessError, connectionError, brokenPipeError, connectionAbortedError, connectionRefusedError, connectionResetError
    case fileExistsError, fileNotFoundError, interruptedError, isADirectoryError, notADirectoryError, permissionError, processLookupError
    case timeoutError, referenceError, runtimeError, notImplementedError, pythonFinalizationError, recursionError, stopAsyncIteration
    case stopIteration, syntaxError, incompleteInputError, indentationError, tabError, systemError, typeError, valueError, unicodeError
    case unicodeDecodeError, unicodeEncodeError, unicodeTranslateError, warning, bytesWarning, deprecationWarning, encodingWarning
    case futureWarning, importWarning, pendingDeprecationWarning, resourceWarning, runtimeWarning, syntaxWarning, unicodeWarning
    case userWarning

    /// The class's name.
    var name: String {
        var words = Words(ExceptionKind.names)
        for _ in 0..<rawValue { _ = words.next() }
        return words.next().map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The names of all classes. (What `"\(self)"` does is slow, and leads into parts of the Swift library that nothing else at the start needs.)
    private static var names: StaticString {
        """
        BaseException BaseExceptionGroup GeneratorExit KeyboardInterrupt SystemExit Exception ExceptionGroup ArithmeticError FloatingPointError
        OverflowError ZeroDivisionError AssertionError AttributeError BufferError EOFError ImportError ModuleNotFoundError LookupError IndexError
        KeyError MemoryError NameError UnboundLocalError OSError BlockingIOError ChildProcessError ConnectionError BrokenPipeError
        ConnectionAbortedError ConnectionRefusedError ConnectionResetError FileExistsError FileNotFoundError InterruptedError IsADirectoryError
        NotADirectoryError PermissionError ProcessLookupError TimeoutError ReferenceError RuntimeError NotImplementedError PythonFinalizationError
        RecursionError StopAsyncIteration StopIteration SyntaxError _IncompleteInputError IndentationError TabError SystemError TypeError ValueError
        UnicodeError UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError Warning BytesWarning DeprecationWarning EncodingWarning
        FutureWarning ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning
        """
    }
}

/// The built-in exception classes: a view of a table that the collector marks.
public struct ExceptionTypes {
    let base: UnsafeMutablePointer<Value>
    static let count = 69

    /// The class of a kind.
    public subscript(_ kind: ExceptionKind) -> Value { get { base[kind.rawValue] } nonmutating set { base[kind.rawValue] = newValue } }

    public var baseException: Value { base[0] }
    public var baseExceptionGroup: Value { base[1] }
    public var generatorExit: Value { base[2] }
    public var keyboardInterrupt: Value { base[3] }
    public var systemExit: Value { base[4] }
    public var exception: Value { base[5] }
    public var exceptionGroup: Value { base[6] }
    public var arithmeticError: Value { base[7] }
    public var floatingPointError: Value { base[8] }
    public var overflowError: Value { base[9] }
    public var zeroDivisionError: Value { base[10] }
    public var assertionError: Value { base[11] }
    public var attributeError: Value { base[12] }
    public var bufferError: Value { base[13] }
    public var eofError: Value { base[14] }
    public var importError: Value { base[15] }
    public var moduleNotFoundError: Value { base[16] }
    public var lookupError: Value { base[17] }
    public var indexError: Value { base[18] }
    public var keyError: Value { base[19] }
    public var memoryError: Value { base[20] }
    public var nameError: Value { base[21] }
    public var unboundLocalError: Value { base[22] }
    public var osError: Value { base[23] }
    public var blockingIOError: Value { base[24] }
    public var childProcessError: Value { base[25] }
    public var connectionError: Value { base[26] }
    public var brokenPipeError: Value { base[27] }
    public var connectionAbortedError: Value { base[28] }
    public var connectionRefusedError: Value { base[29] }
    public var connectionResetError: Value { base[30] }
    public var fileExistsError: Value { base[31] }
    public var fileNotFoundError: Value { base[32] }
    public var interruptedError: Value { base[33] }
    public var isADirectoryError: Value { base[34] }
    public var notADirectoryError: Value { base[35] }
    public var permissionError: Value { base[36] }
    public var processLookupError: Value { base[37] }
    public var timeoutError: Value { base[38] }
    public var referenceError: Value { base[39] }
    public var runtimeError: Value { base[40] }
    public var notImplementedError: Value { base[41] }
    public var pythonFinalizationError: Value { base[42] }
    public var recursionError: Value { base[43] }
    public var stopAsyncIteration: Value { base[44] }
    public var stopIteration: Value { base[45] }
    public var syntaxError: Value { base[46] }
    public var incompleteInputError: Value { base[47] }
    public var indentationError: Value { base[48] }
    public var tabError: Value { base[49] }
    public var systemError: Value { base[50] }
    public var typeError: Value { base[51] }
    public var valueError: Value { base[52] }
    public var unicodeError: Value { base[53] }
    public var unicodeDecodeError: Value { base[54] }
    public var unicodeEncodeError: Value { base[55] }
    public var unicodeTranslateError: Value { base[56] }
    public var warning: Value { base[57] }
    public var bytesWarning: Value { base[58] }
    public var deprecationWarning: Value { base[59] }
    public var encodingWarning: Value { base[60] }
    public var futureWarning: Value { base[61] }
    public var importWarning: Value { base[62] }
    public var pendingDeprecationWarning: Value { base[63] }
    public var resourceWarning: Value { base[64] }
    public var runtimeWarning: Value { base[65] }
    public var syntaxWarning: Value { base[66] }
    public var unicodeWarning: Value { base[67] }
    public var userWarning: Value { base[68] }
}

/// Shapes of the cells that the machine itself makes: a view of a table that the collector marks.
public struct Shapes {
    let base: UnsafeMutablePointer<ShapePointer>
    static let count = 75
    /// Stands in until the machine is set up.
    static var none: ShapePointer { ShapePointer(bitPattern: 16).unsafelyUnwrapped }

    public var shape: ShapePointer { @inline(__always) get { base[0] } nonmutating set { base[0] = newValue } }
    public var values: ShapePointer { @inline(__always) get { base[1] } nonmutating set { base[1] = newValue } }
    public var bytesStorage: ShapePointer { @inline(__always) get { base[2] } nonmutating set { base[2] = newValue } }
    public var dictTable: ShapePointer { @inline(__always) get { base[3] } nonmutating set { base[3] = newValue } }
    public var int: ShapePointer { @inline(__always) get { base[4] } nonmutating set { base[4] = newValue } }
    public var float: ShapePointer { @inline(__always) get { base[5] } nonmutating set { base[5] = newValue } }
    public var complex: ShapePointer { @inline(__always) get { base[6] } nonmutating set { base[6] = newValue } }
    public var str: ShapePointer { @inline(__always) get { base[7] } nonmutating set { base[7] = newValue } }
    public var bytes: ShapePointer { @inline(__always) get { base[8] } nonmutating set { base[8] = newValue } }
    public var byteArray: ShapePointer { @inline(__always) get { base[9] } nonmutating set { base[9] = newValue } }
    public var list: ShapePointer { @inline(__always) get { base[10] } nonmutating set { base[10] = newValue } }
    public var tuple: ShapePointer { @inline(__always) get { base[11] } nonmutating set { base[11] = newValue } }
    public var dict: ShapePointer { @inline(__always) get { base[12] } nonmutating set { base[12] = newValue } }
    public var set: ShapePointer { @inline(__always) get { base[13] } nonmutating set { base[13] = newValue } }
    public var frozenSet: ShapePointer { @inline(__always) get { base[14] } nonmutating set { base[14] = newValue } }
    public var range: ShapePointer { @inline(__always) get { base[15] } nonmutating set { base[15] = newValue } }
    public var slice: ShapePointer { @inline(__always) get { base[16] } nonmutating set { base[16] = newValue } }
    public var type: ShapePointer { @inline(__always) get { base[17] } nonmutating set { base[17] = newValue } }
    public var code: ShapePointer { @inline(__always) get { base[18] } nonmutating set { base[18] = newValue } }
    public var function: ShapePointer { @inline(__always) get { base[19] } nonmutating set { base[19] = newValue } }
    public var nativeFunction: ShapePointer { @inline(__always) get { base[20] } nonmutating set { base[20] = newValue } }
    public var boundMethod: ShapePointer { @inline(__always) get { base[21] } nonmutating set { base[21] = newValue } }
    public var cell: ShapePointer { @inline(__always) get { base[22] } nonmutating set { base[22] = newValue } }
    public var module: ShapePointer { @inline(__always) get { base[23] } nonmutating set { base[23] = newValue } }
    public var frame: ShapePointer { @inline(__always) get { base[24] } nonmutating set { base[24] = newValue } }
    public var traceback: ShapePointer { @inline(__always) get { base[25] } nonmutating set { base[25] = newValue } }
    public var weakReference: ShapePointer { @inline(__always) get { base[26] } nonmutating set { base[26] = newValue } }
    public var property: ShapePointer { @inline(__always) get { base[27] } nonmutating set { base[27] = newValue } }
    public var staticMethod: ShapePointer { @inline(__always) get { base[28] } nonmutating set { base[28] = newValue } }
    public var classMethod: ShapePointer { @inline(__always) get { base[29] } nonmutating set { base[29] = newValue } }
    public var superObject: ShapePointer { @inline(__always) get { base[30] } nonmutating set { base[30] = newValue } }
    public var memberDescriptor: ShapePointer { @inline(__always) get { base[31] } nonmutating set { base[31] = newValue } }
    public var getSetDescriptor: ShapePointer { @inline(__always) get { base[32] } nonmutating set { base[32] = newValue } }
    public var generator: ShapePointer { @inline(__always) get { base[33] } nonmutating set { base[33] = newValue } }
    public var coroutine: ShapePointer { @inline(__always) get { base[34] } nonmutating set { base[34] = newValue } }
    public var asyncGenerator: ShapePointer { @inline(__always) get { base[35] } nonmutating set { base[35] = newValue } }
    public var listIterator: ShapePointer { @inline(__always) get { base[36] } nonmutating set { base[36] = newValue } }
    public var tupleIterator: ShapePointer { @inline(__always) get { base[37] } nonmutating set { base[37] = newValue } }
    public var rangeIterator: ShapePointer { @inline(__always) get { base[38] } nonmutating set { base[38] = newValue } }
    public var strIterator: ShapePointer { @inline(__always) get { base[39] } nonmutating set { base[39] = newValue } }
    public var setIterator: ShapePointer { @inline(__always) get { base[40] } nonmutating set { base[40] = newValue } }
    public var dictKeyIterator: ShapePointer { @inline(__always) get { base[41] } nonmutating set { base[41] = newValue } }
    public var dictValueIterator: ShapePointer { @inline(__always) get { base[42] } nonmutating set { base[42] = newValue } }
    public var dictItemIterator: ShapePointer { @inline(__always) get { base[43] } nonmutating set { base[43] = newValue } }
    public var enumerate: ShapePointer { @inline(__always) get { base[44] } nonmutating set { base[44] = newValue } }
    public var zip: ShapePointer { @inline(__always) get { base[45] } nonmutating set { base[45] = newValue } }
    public var coroutineWrapper: ShapePointer { @inline(__always) get { base[46] } nonmutating set { base[46] = newValue } }
    public var anextAwaitable: ShapePointer { @inline(__always) get { base[47] } nonmutating set { base[47] = newValue } }
    public var asyncGeneratorSend: ShapePointer { @inline(__always) get { base[48] } nonmutating set { base[48] = newValue } }
    public var asyncGeneratorThrow: ShapePointer { @inline(__always) get { base[49] } nonmutating set { base[49] = newValue } }
    public var frameLocals: ShapePointer { @inline(__always) get { base[50] } nonmutating set { base[50] = newValue } }
    public var textStream: ShapePointer { @inline(__always) get { base[51] } nonmutating set { base[51] = newValue } }
    public var binaryStream: ShapePointer { @inline(__always) get { base[52] } nonmutating set { base[52] = newValue } }
    public var setTable: ShapePointer { @inline(__always) get { base[53] } nonmutating set { base[53] = newValue } }
    public var dictKeys: ShapePointer { @inline(__always) get { base[54] } nonmutating set { base[54] = newValue } }
    public var dictValues: ShapePointer { @inline(__always) get { base[55] } nonmutating set { base[55] = newValue } }
    public var dictItems: ShapePointer { @inline(__always) get { base[56] } nonmutating set { base[56] = newValue } }
    public var dictReverseKeyIterator: ShapePointer { @inline(__always) get { base[57] } nonmutating set { base[57] = newValue } }
    public var dictReverseValueIterator: ShapePointer { @inline(__always) get { base[58] } nonmutating set { base[58] = newValue } }
    public var dictReverseItemIterator: ShapePointer { @inline(__always) get { base[59] } nonmutating set { base[59] = newValue } }
    public var listReverseIterator: ShapePointer { @inline(__always) get { base[60] } nonmutating set { base[60] = newValue } }
    public var methodDescriptor: ShapePointer { @inline(__always) get { base[61] } nonmutating set { base[61] = newValue } }
    public var wrapperDescriptor: ShapePointer { @inline(__always) get { base[62] } nonmutating set { base[62] = newValue } }
    public var classMethodDescriptor: ShapePointer { @inline(__always) get { base[63] } nonmutating set { base[63] = newValue } }
    public var methodWrapper: ShapePointer { @inline(__always) get { base[64] } nonmutating set { base[64] = newValue } }
    public var strASCIIIterator: ShapePointer { @inline(__always) get { base[74] } nonmutating set { base[74] = newValue } }
    public var nativeMember: ShapePointer { @inline(__always) get { base[65] } nonmutating set { base[65] = newValue } }
}
