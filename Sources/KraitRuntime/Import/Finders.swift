// `sys.meta_path`: what programs put there is asked before the search in Swift.
//
// The list begins empty. Where a finder gives a spec, importlib itself, loaded from the standard library, makes the module of it.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The module that a finder on `sys.meta_path` knows; nil if none does.
    func loadByFinders(_ name: Value, path: Value) throws(Raised) -> Value? {
        guard let finders = systemAttribute(.metaPath), finders.is(.list), List(finders).count > 0 else { return nil }
        let findSpec = try intern("find_spec").value
        var index = 0
        while index < List(finders).count {
            let finder = List(finders)[index]
            index += 1
            if try isStandardFinder(finder) { continue }
            guard let method = try getAttributeOrNil(finder, findSpec) else { continue }
            let spec = try call(method, name, path, .none)
            if spec.isNone { continue }
            if let module = modules.get(interned: Str(name)) { return module }
            let bootstrap = try load(try intern("_frozen_importlib").value)
            return try call(try getAttribute(bootstrap, try intern("_load_unlocked").value), spec)
        }
        return nil
    }

    /// Whether a finder is one of importlib's own, whose work is done in Swift.
    private func isStandardFinder(_ finder: Value) throws(Raised) -> Bool {
        guard finder.is(.type) else { return false }
        let module = Dict(Type(finder).fields.pointee.namespace).get(interned: Str(name(.dunderModule))) ?? .none
        guard module.is(.str) else { return false }
        let text = Str(module).text
        return text == "_frozen_importlib" || text == "_frozen_importlib_external"
    }
}
