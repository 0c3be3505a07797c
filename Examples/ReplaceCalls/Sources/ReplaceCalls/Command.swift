import Foundation
import KraitBytecode

/// `ReplaceCalls OLD=MODULE.FUNCTION IN.pyc OUT.pyc`
@main
struct Command {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 3, let replacement = Replacement(arguments[1]) else {
            fail("usage: ReplaceCalls OLD=MODULE.FUNCTION IN.pyc OUT.pyc")
        }
        do {
            let input = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
            var file = try PycFile(reading: [UInt8](input), name: PythonString(arguments[2]))
            let result = try replaceCalls(of: replacement.old, by: replacement.function, of: replacement.module, in: file.code)
            file.code = result.code
            try Data(try file.bytes()).write(to: URL(fileURLWithPath: arguments[3]))
            print("replaced \(result.count) calls")
        } catch {
            fail("\(error)")
        }
    }

    private static func fail(_ message: String) -> Never {
        FileHandle.standardError.write(Data("\(message)\n".utf8))
        exit(1)
    }
}

/// `OLD=MODULE.FUNCTION`
struct Replacement {
    var old: PythonString
    var module: PythonString
    var function: PythonString

    init?(_ text: String) {
        let sides = text.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2, !sides[0].isEmpty, let dot = sides[1].lastIndex(of: ".") else { return nil }
        old = PythonString(String(sides[0]))
        module = PythonString(String(sides[1][..<dot]))
        function = PythonString(String(sides[1][sides[1].index(after: dot)...]))
        guard !module.isEmpty, !function.isEmpty else { return nil }
    }
}
