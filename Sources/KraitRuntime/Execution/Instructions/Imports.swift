// Imports.

/// `import k[c]`, with level and names in r[b] and r[b + 1].
func importName(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let base = r + pc.pointee.b.index
        r[pc.pointee.a.index] = try t.importName(k[pc.pointee.c.index], names: base[1], level: base[0])
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func importFrom(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try t.importFrom(r[pc.pointee.b.index], k[pc.pointee.c.index])
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}
