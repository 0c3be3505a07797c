import Testing
@testable import KraitCompiler

@Test func identifiersAreUnique() {
    var table = IdentifierTable()
    let first = table.intern("a")
    for index in 0..<1000 { _ = table.intern(.init("x\(index)")) }
    #expect(table.intern("a") == first)
}
