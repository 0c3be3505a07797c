// The order in which the built-in classes and modules come to be. Each class defines itself in its own file.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func setUpBuiltinTypes() throws(Raised) {
        // What methods are made of.
        let shapes = machine.pointee.shapes
        for (path, layout) in [
            (\Shapes.nativeFunction, Native.layout), (\Shapes.methodDescriptor, Native.layout), (\Shapes.wrapperDescriptor, Native.layout),
            (\Shapes.classMethodDescriptor, Native.layout), (\Shapes.methodWrapper, Native.layout), (\Shapes.getSetDescriptor, GetSetDescriptor.layout),
            (\Shapes.nativeMember, GetSetDescriptor.layout), (\Shapes.function, Function.layout), (\Shapes.boundMethod, BoundMethod.layout), (\Shapes.cell, Cell.layout), (\Shapes.code, Code.layout),
            (\Shapes.module, Module.layout),
        ] where shapes[keyPath: path] == Shapes.none {
            machine.pointee.shapes[keyPath: path] = try Shape.make(machine.layout(layout), type: machine.pointee.types.object, self)
        }
        try defineObjectAndType()
        try defineFunctionType()
        try defineNativeTypes()
        try defineBoundMethod()
        try defineCell()
        try defineModule()
        try defineDescriptors()
        try defineNumbers()
        try defineText()
        try defineTuple()
        try defineList()
        try defineDict()
        try defineSets()
        try defineIteration()
        try defineSingletons()
        try defineExceptions()
        try defineGenerators()
        try defineIntrospection()
        try defineGenericAlias()
        try defineUnion()
        try defineSimpleNamespace()
        try defineTypeParameters()
        try defineWeakReferences()
        markPatternTypes()
        markWeaklyReferenceable()
        update(Type(machine.pointee.types.object))
    }

    func setUpModules() throws(Raised) {
        machine.pointee.modules = try Dict.make(self).value
        try defineImportTypes()
        try defineBuiltinsModule()
        try defineSysModule()
        for known in [KnownName.builtins, .sys] {
            guard let module = Dict(machine.pointee.modules).get(interned: Str(name(known))), module.is(.module) else { continue }
            try initialize(Module(module), spec: try makeBuiltinSpec(name(known)))
        }
        machine.pointee.reserveMemoryError = try makeException(
            Type(machine.pointee.types.exceptions.memoryError), arguments: Tuple(machine.pointee.emptyTuple)).value
    }
}
