import Testing
@testable import KraitBytecode

@Test func pythonStringKeepsSurrogates() { #expect(PythonString(codePoints: [0x61, 0xD800]).utf8 == [0x61, 0xED, 0xA0, 0x80]) }
