/// Names that native code looks up: interned once for each machine.
public enum KnownName: UInt16, CaseIterable, Sendable {
    case dunderName
    case dunderQualname
    case dunderModule
    case dunderDoc
    case dunderDict
    case dunderSlots
    case dunderClass
    case dunderBases
    case dunderAnnotations
    case dunderTypeParams
    case dunderBuiltins
    case dunderFile
    case dunderPath
    case dunderPackage
    case dunderSpec
    case dunderLoader
    case dunderAll
    case dunderCached
    case dunderMain
    case dunderImport
    case dunderBuildClass
    case dunderIsabstractmethod
    case dunderAbstractmethods
    case dunderClasscell
    case dunderClassdictcell
    case dunderFirstlineno
    case dunderOrigBases
    case dunderArgs
    case dunderOrigin
    case dunderParameters
    case dunderNotes
    case dunderInitSubclass
    case dunderPrepare
    case dunderMroEntries
    case dunderReduce
    case dunderCopy
    case dunderGetnewargs
    case dunderGetnewargsEx
    case dunderGetstate
    case dunderSubclasshook
    case dunderTypingSubst
    case builtins
    case sys
    case name
    case args
    case value
    case code
    case key
    case flush
    case reverse
    case keys
    case items
    case values
    case get
    case send
    case `throw`
    case close
    case join
    case write
    case path
    case text
    case underscore
    case mro
    case closed
    case stdout
    case stderr
    case stdin
    case metaPath
    case excepthook
    case displayhook
    case unraisablehook
    case nameFrom
    case argv
    case none
    case `true`
    case `false`

    /// The texts, in the order of the cases.
    static var texts: StaticString {
        """
        __name__ __qualname__ __module__ __doc__ __dict__ __slots__ __class__ __bases__ __annotations__ __type_params__ \
        __builtins__ __file__ __path__ __package__ __spec__ __loader__ __all__ __cached__ __main__ __import__ __build_class__ \
        __isabstractmethod__ __abstractmethods__ __classcell__ __classdictcell__ __firstlineno__ __orig_bases__ __args__ \
        __origin__ __parameters__ __notes__ __init_subclass__ __prepare__ __mro_entries__ __reduce__ __copy__ __getnewargs__ \
        __getnewargs_ex__ __getstate__ __subclasshook__ __typing_subst__ builtins sys name args value code key flush reverse \
        keys items values get send throw close join write path text _ mro closed stdout stderr stdin meta_path excepthook \
        displayhook unraisablehook name_from argv None True False
        """
    }
}
