/// Names that native code looks up: interned once for each machine.
public enum KnownName: UInt16, CaseIterable, Sendable {
    case dunderName
    case dunderQualname
    case dunderModule
    case dunderDoc
    case dunderDict
    case dunderWeakref
    case dunderSlots
    case dunderClass
    case dunderBases
    case dunderBase
    case dunderMro
    case dunderAnnotations
    case dunderTypeParams
    case dunderDefaults
    case dunderKwdefaults
    case dunderCode
    case dunderGlobals
    case dunderBuiltins
    case dunderClosure
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
    case dunderDebug
    case dunderSelf
    case dunderFunc
    case dunderWrapped
    case dunderIsabstractmethod
    case dunderAbstractmethods
    case dunderTextSignature
    case dunderSignature
    case dunderObjclass
    case dunderClasscell
    case dunderClassdictcell
    case dunderStaticAttributes
    case dunderFirstlineno
    case dunderOrigBases
    case dunderArgs
    case dunderOrigin
    case dunderParameters
    case dunderContext
    case dunderCause
    case dunderTraceback
    case dunderSuppressContext
    case dunderNotes
    case dunderSetName
    case dunderInitSubclass
    case dunderPrepare
    case dunderMissing
    case dunderMroEntries
    case dunderReduce
    case dunderCopy
    case dunderDeepcopy
    case dunderGetnewargs
    case dunderGetnewargsEx
    case dunderGetstate
    case dunderSetstate
    case dunderSizeof
    case dunderSubclasshook
    case dunderUnpacked
    case dunderTypingSubst
    case builtins
    case sys
    case metaclass
    case name
    case args
    case value
    case code
    case obj
    case key
    case `default`
    case sep
    case end
    case file
    case flush
    case strict
    case reverse
    case start
    case stop
    case step
    case `self`
    case other
    case keys
    case items
    case values
    case get
    case update
    case append
    case send
    case `throw`
    case close
    case join
    case read
    case write
    case mode
    case path
    case msg
    case errno
    case strerror
    case filename
    case filename2
    case lineno
    case offset
    case text
    case endLineno
    case endOffset
    case printFileAndLine
    case object
    case encoding
    case reason
    case exceptions
    case message
    case underscore
    case decode
    case encode
    case mro
    case fileno
    case isatty
    case buffer
    case closed
    case stdout
    case stderr
    case stdin
    case modules
    case metaPath
    case lastExc
    case excepthook
    case displayhook
    case unraisablehook
    case nameFrom
    case argv

    /// The texts, in the order of the cases.
    static var texts: StaticString {
        """
        __name__ __qualname__ __module__ __doc__ __dict__ __weakref__ __slots__ __class__ __bases__ __base__ __mro__ \
        __annotations__ __type_params__ __defaults__ __kwdefaults__ __code__ __globals__ __builtins__ __closure__ __file__ \
        __path__ __package__ __spec__ __loader__ __all__ __cached__ __main__ __import__ __build_class__ __debug__ __self__ \
        __func__ __wrapped__ __isabstractmethod__ __abstractmethods__ __text_signature__ __signature__ __objclass__ \
        __classcell__ __classdictcell__ __static_attributes__ __firstlineno__ __orig_bases__ __args__ __origin__ __parameters__ \
        __context__ __cause__ __traceback__ __suppress_context__ __notes__ __set_name__ __init_subclass__ __prepare__ \
        __missing__ __mro_entries__ __reduce__ __copy__ __deepcopy__ __getnewargs__ __getnewargs_ex__ __getstate__ __setstate__ \
        __sizeof__ __subclasshook__ __unpacked__ __typing_subst__ builtins sys metaclass name args value code obj key default \
        sep end file flush strict reverse start stop step self other keys items values get update append send throw close join \
        read write mode path msg errno strerror filename filename2 lineno offset text end_lineno end_offset print_file_and_line \
        object encoding reason exceptions message _ decode encode mro fileno isatty buffer closed stdout stderr stdin modules \
        meta_path last_exc excepthook displayhook unraisablehook name_from argv
        """
    }
}
