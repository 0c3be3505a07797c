// Private names of classes: `__x` in class `C` is `_C__x` (Language Reference 6.2.1).

import KraitBytecode

extension SyntaxTree {
    /// The identifier that stands for `name` within the class `className`: itself, unless it is private to the class.
    public func mangled(_ name: Identifier, in className: Identifier?) -> Identifier {
        guard let className, identifiers.isPrivate(name) else { return name }
        let letters = identifiers[className].utf8.drop { $0 == UInt8(ascii: "_") }
        if letters.isEmpty { return name }
        return identifiers.intern(PythonString(uncheckedUTF8: [UInt8(ascii: "_")] + letters + identifiers[name].utf8))
    }

    /// As ``mangled(_:in:)``, in a scope that may restrict mangling to certain names.
    public func mangled(_ name: Identifier, in className: Identifier?, _ scope: Scope) -> Identifier {
        if className == nil { return name }
        if let only = scope.mangledNames, !only.names.contains(name) { return name }
        return mangled(name, in: className)
    }
}

extension IdentifierTable {
    /// Whether the name begins with two underscores, does not end with two, and has no dot in it.
    func isPrivate(_ name: Identifier) -> Bool {
        let underscore = UInt8(ascii: "_")
        let text = self[name].utf8
        guard text.count > 2, text[0] == underscore, text[1] == underscore else { return false }
        if text[text.count - 1] == underscore && text[text.count - 2] == underscore { return false }
        return !text.contains(UInt8(ascii: "."))
    }
}
