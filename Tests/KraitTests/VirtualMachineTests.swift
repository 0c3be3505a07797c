import Foundation
import Testing

@testable import Krait

@Suite struct VirtualMachineTests {
    // MARK: - Running

    @Test func sourceAndExpressions() throws {
        let machine = try VirtualMachine()
        try machine.run("def area(w, h=2, *, scale=1):\n    return w * h * scale\nprint('hello', area(3))")
        #expect(machine.takeOutput() == "hello 6\n")
        #expect(machine.takeOutput() == "")
        #expect(try machine.evaluate("  area(4, 5)") == 20)
        #expect(try machine.call("area", 4, 5, keywords: ["scale": 10]) == 200)
        #expect(try machine.call("len", "four") == 4)
        #expect(try machine.globalNames().suffix(1) == ["area"])
        let area = try #require(try machine.global("area"))
        #expect(try Int(area(6, 7)) == 42)
        #expect(try Int(area(6, h: 7, scale: 2)) == 84)
        #expect(try area.call(1.5, 2) == 3.0)
        #expect(try area.isCallable())
        #expect(try machine.global("missing") == nil)
        #expect(area.typeName == "function")
    }

    @Test func namesStayBetweenRuns() throws {
        let machine = try VirtualMachine()
        try machine.run("x = 1")
        try machine.run("x += 1\ndef f(): return x")
        try machine.setGlobal("x", to: 40)
        #expect(try machine.call("f") == 40)
        #expect(try machine.evaluate("__name__") == "__main__")
        try machine.run("import sys\nassert sys.modules['__main__'].x == 40")
    }

    @Test func bytesOfSource() throws {
        let machine = try VirtualMachine()
        try machine.run(contents: Array("# -*- coding: latin-1 -*-\ntext = 'é'".unicodeScalars.map { UInt8($0.value) }))
        #expect(try machine.evaluate("text") == "é")
        #expect(performing: { try machine.run(contents: [0x78, 0x3D, 0x22, 0xFF, 0x22]) }, throws: { ($0 as? PythonError)?.exception?.typeName == "SyntaxError" })
    }

    @Test func aFile() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("krait-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("program.py")
        try "x = 6 * 7\n1 / 0".write(to: file, atomically: true, encoding: .utf8)
        let machine = try VirtualMachine()
        #expect(performing: { try machine.run(contentsOfFile: file.path) }, throws: {
            ($0 as? PythonError)?.exception?.traceback.contains("program.py\", line 2, in <module>\n    1 / 0\n    ~~^~~\nZeroDivisionError: division by zero\n") == true
        })
        #expect(try machine.evaluate("x") == 42)
        #expect(performing: { try machine.run(contentsOfFile: "/no/such/file.py") }, throws: { ($0 as? PythonError)?.exception?.message.contains("No such file") == true })
    }

    @Test func malformedBytecode() throws {
        let machine = try VirtualMachine()
        for bytes: [UInt8] in [[0xF3, 13, 13, 10], [0xF3, 13, 13, 10] + Array(repeating: 0, count: 100), [0x33, 13, 13, 10] + Array(repeating: 0xE3, count: 60)] {
            #expect(performing: { try machine.run(contents: bytes) }, throws: { ($0 as? PythonError)?.exception != nil })
        }
        #expect(throws: PythonError.self) { try machine.run(contents: [1, 2, 3], filename: "x.pyc") }
    }

    // MARK: - Errors

    @Test func exceptions() throws {
        let machine = try VirtualMachine()
        try machine.run("class Bad(Exception): pass\ndef f():\n    raise Bad('no') from KeyError('k')", filename: "f.py")
        let error = #expect(throws: PythonError.self) { let _: Int = try machine.call("f") }
        let exception = try #require(error?.exception)
        #expect(exception.typeName == "Bad")
        #expect(exception.message == "no")
        #expect(exception.traceback == """
            KeyError: 'k'

            The above exception was the direct cause of the following exception:

            Traceback (most recent call last):
              File "f.py", line 3, in f
                raise Bad('no') from KeyError('k')
            Bad: no

            """)
        #expect(try machine.exceptionObject(of: exception)?.attribute("args", as: [String].self) == ["no"])
        #expect(performing: { try machine.run("x = (1 +") }, throws: {
            let exception = ($0 as? PythonError)?.exception
            return exception?.typeName == "SyntaxError" && exception?.message == "'(' was never closed (<string>, line 1)"
        })
        // The object is that of the last exception only.
        #expect(machine.exceptionObject(of: exception) == nil)
        #expect(try machine.evaluate("__import__('sys').exception()") as Int? == nil)
    }

    @Test func exceptionsWhoseTextFails() throws {
        let machine = try VirtualMachine()
        for body in ["raise ValueError", "return 1", "return chr(0xDC00)", "raise SystemExit(3)"] {
            #expect(performing: { try machine.run("class E(Exception):\n    def __str__(self):\n        \(body)\nraise E") }, throws: { ($0 as? PythonError)?.exception?.typeName == "E" })
        }
    }

    @Test func exits() throws {
        let machine = try VirtualMachine()
        for (argument, error) in [
            ("", PythonError.exit(status: 0, message: nil)), ("None", .exit(status: 0, message: nil)), ("3", .exit(status: 3, message: nil)), ("259", .exit(status: 3, message: nil)),
            ("'sorry'", .exit(status: 1, message: "sorry")), ("(1, 2)", .exit(status: 1, message: "(1, 2)")), ("True", .exit(status: 1, message: nil)),
        ] {
            #expect(throws: error) { try machine.run("import sys\nsys.exit(\(argument))") }
        }
        #expect(try machine.evaluate("1") == 1)
    }

    // MARK: - Values

    private func check<Value: PythonConvertible & Equatable>(_ value: Value, _ repr: String, _ machine: VirtualMachine) throws {
        let object = try machine.object(value)
        #expect(try object.repr() == repr)
        #expect(try Value(object) == value)
        try machine.setGlobal("value", to: value)
        #expect(try machine.global("value", as: Value.self) == value)
    }

    @Test func valuesGoBothWays() throws {
        let machine = try VirtualMachine()
        try check(true, "True", machine)
        try check(0, "0", machine)
        try check(Int.max, "9223372036854775807", machine)
        try check(Int.min, "-9223372036854775808", machine)
        try check(UInt.max, "18446744073709551615", machine)
        try check(Int32(-7), "-7", machine)
        try check(UInt8(255), "255", machine)
        try check(1.5, "1.5", machine)
        try check(0.0, "0.0", machine)
        try check(Double.infinity, "inf", machine)
        try check(1e-300, "1e-300", machine)
        try check(Float(0.25), "0.25", machine)
        try check("", "''", machine)
        try check("grün 🐍\u{0}", "'grün 🐍\\x00'", machine)
        try check([UInt8](), "b''", machine)
        try check([0, 255, 65] as [UInt8], "b'\\x00\\xffA'", machine)
        try check([1, 2, 3], "[1, 2, 3]", machine)
        try check([[1], []], "[[1], []]", machine)
        try check(["a": [1.5]], "{'a': [1.5]}", machine)
        try check([1: nil, 2: "x"] as [Int: String?], machine: machine)
        try check(nil as Int?, "None", machine)
        try check(5 as Int?, "5", machine)
        try check([nil, 1] as [Int?], "[None, 1]", machine)
        try check(Set(["one"]), "{'one'}", machine)
        try check(try #require(PythonInteger("-123456789012345678901234567890")), "-123456789012345678901234567890", machine)
        try check(PythonInteger(12), "12", machine)
        let large = try #require(PythonInteger(String(repeating: "9", count: 6000)))
        try machine.setGlobal("large", to: large)
        #expect(try machine.evaluate("large == 10 ** 6000 - 1"))
        #expect(try machine.evaluate("10 ** 6000 - 1") == large)
        #expect(PythonInteger("1a") == nil && PythonInteger("") == nil && PythonInteger("-") == nil)
        #expect(PythonInteger("-000")?.description == "0")
    }

    private func check<Value: PythonConvertible & Equatable>(_ value: Value, machine: VirtualMachine) throws {
        #expect(try Value(try machine.object(value)) == value)
    }

    @Test func otherSourcesOfValues() throws {
        let machine = try VirtualMachine()
        #expect(try machine.evaluate("(1, 2)") == [1, 2])
        #expect(try machine.evaluate("range(3)") == [0, 1, 2])
        #expect(try machine.evaluate("(i * i for i in range(4))") == [0, 1, 4, 9])
        #expect(try machine.evaluate("bytearray(b'ab')") == [97, 98] as [UInt8])
        #expect(try machine.evaluate("memoryview(b'abcd')[1:3]") == [98, 99] as [UInt8])
        #expect(try machine.evaluate("3") == 3.0)
        #expect(try machine.evaluate("True") == 1)
        #expect(try machine.evaluate("frozenset([1])") == Set([1]))
        try machine.run("class S(str): pass\nclass I(int): pass\nclass D(dict): pass\nclass F(float): pass")
        #expect(try machine.evaluate("S('x')") == "x")
        #expect(try machine.evaluate("I(2 ** 63 - 1)") == Int.max)
        #expect(try machine.evaluate("D(a=1)") == ["a": 1])
        #expect(try machine.evaluate("F(2.5)") == 2.5)
    }

    @Test func valuesThatDoNotFit() throws {
        let machine = try VirtualMachine()
        func refuses<Value: PythonConvertible>(_ expression: String, _ type: Value.Type, _ text: String) {
            #expect(throws: PythonError.conversion(text), "\(expression)") { _ = try machine.evaluate(expression, as: type) }
        }
        refuses("'1'", Int.self, "expected int, got str")
        refuses("1.0", Int.self, "expected int, got float")
        refuses("2 ** 63", Int.self, "int out of the range of Int")
        refuses("-1", UInt.self, "int out of the range of UInt")
        refuses("256", UInt8.self, "int out of the range of UInt8")
        refuses("1", Bool.self, "expected bool, got int")
        refuses("1", String.self, "expected str, got int")
        refuses("'\\ud800'", String.self, "str with lone surrogates")
        refuses("'ab'", [String].self, "expected an iterable, got str")
        refuses("b'ab'", [Int].self, "expected an iterable, got bytes")
        refuses("[1]", [UInt8].self, "expected bytes, got list")
        refuses("None", Int.self, "expected int, got NoneType")
        refuses("[1, 'a']", [Int].self, "expected int, got str")
        refuses("{'a': 'b'}", [String: Int].self, "expected int, got str")
        refuses("[1]", Set<Int>.self, "expected set, got list")
        #expect(performing: { _ = try machine.evaluate("10 ** 400", as: Double.self) }, throws: { ($0 as? PythonError)?.exception?.typeName == "OverflowError" })
        #expect(performing: { _ = try machine.evaluate("(1 // 0 for i in '1')", as: [Int].self) }, throws: { ($0 as? PythonError)?.exception?.typeName == "ZeroDivisionError" })
        let other = try VirtualMachine()
        let object = try other.object([1])
        #expect(throws: PythonError.conversion("an object of another machine")) { try machine.setGlobal("x", to: object) }
        #expect(throws: PythonError.conversion("an object of another machine")) { let _: Int = try machine.call("len", object) }
    }

    // MARK: - Objects

    @Test func attributesAndItems() throws {
        let machine = try VirtualMachine()
        try machine.run("class Point:\n    def __init__(self, x): self.x = x\n    @property\n    def broken(self): return 1 // 0\n    def moved(self, by, *, twice=False): return Point(self.x + by * (2 if twice else 1))")
        let pointClass = try #require(try machine.global("Point"))
        let point = try pointClass(3)
        #expect(try point.attribute("x", as: Int.self) == 3)
        #expect(try point.attribute("y") == nil)
        #expect(performing: { try point.attribute("y", as: Int.self) }, throws: { ($0 as? PythonError)?.exception?.message == "'Point' object has no attribute 'y'" })
        #expect(throws: PythonError.self) { try point.attribute("broken") }
        try point.setAttribute("y", to: [1, 2])
        #expect(try point.attribute("y", as: [Int].self) == [1, 2])
        let moved: PythonObject = try point.callMethod("moved", 2, keywords: ["twice": true])
        #expect(try moved.attribute("x", as: Int.self) == 7)
        let table: PythonObject = try machine.evaluate("{'a': 1}")
        try table.setItem("b", to: 2.5)
        #expect(try Double(table.item("b")) == 2.5)
        #expect(try table.count() == 2)
        #expect(try table.elements().map { try String($0) } == ["a", "b"])
        #expect(performing: { _ = try table.item("c") }, throws: { ($0 as? PythonError)?.exception?.typeName == "KeyError" })
        #expect(try table.isEqual(to: ["a": 1.0, "b": 2.5]))
        #expect(try table.isTrue())
        #expect(table.description == "{'a': 1, 'b': 2.5}")
        #expect(table.isIdentical(to: table) && !table.isIdentical(to: point))
        #expect(try machine.importModule("sys").attribute("version_info")?.item(1).converted(to: Int.self) == 13)
    }

    @Test func referencesKeepObjectsAlive() throws {
        let machine = try VirtualMachine()
        try machine.run("import _weakref\nclass A:\n    def __init__(self): self.data = list(range(1000))\nalive = []")
        let made = try #require(try machine.global("A")), reference = try #require(try machine.importModule("_weakref").attribute("ref"))
        var kept: [PythonObject] = []
        for _ in 0..<50 { kept.append(try made()) }
        try machine.setGlobal("references", to: try kept.map { try reference($0) })
        for _ in 0..<3 { try machine.collectGarbage() }
        #expect(try machine.evaluate("sum(r() is not None for r in references)") == 50)
        #expect(try kept[7].attribute("data", as: [Int].self).count == 1000)
        let before = machine.core.referenceCount
        kept = []
        #expect(machine.core.referenceCount == before - 50)
        try machine.collectGarbage()
        // What lies in a register by chance may live on.
        #expect(try machine.evaluate("sum(r() is not None for r in references)") < 10)
    }

    @Test func objectsOutliveTheirMachine() throws {
        let object: PythonObject
        do {
            let machine = try VirtualMachine()
            object = try machine.evaluate("[1, 2, 3]")
        }
        #expect(try object.count() == 3)
        #expect(try object.machine.evaluate("1 + 1") == 2)
    }

    // MARK: - Swift functions

    @Test func functionsInSwift() throws {
        let machine = try VirtualMachine()
        try machine.define("area") { (width: Double, height: Int) in width * Double(height) }
        try machine.define("nothing") { () in }
        try machine.define("join") { (words: [String], separator: String?) in words.joined(separator: separator ?? "-") }
        #expect(try machine.evaluate("repr((area(1.5, 2), nothing()))") == "(3.0, None)")
        #expect(try machine.evaluate("join(['a', 'b'], None) + join(('c', 'd'), '+')") == "a-bc+d")
        for (call, text) in [
            ("area(1)", "area() takes 2 arguments (1 given)"), ("area(1, 'x')", "area() argument 2: expected int, got str"), ("area(width=1, height=2)", "area() takes no keyword arguments"),
        ] {
            #expect(performing: { try machine.run(call) }, throws: {
                let exception = ($0 as? PythonError)?.exception
                return exception?.typeName == "TypeError" && exception?.message == text
            })
        }
        let sum = try machine.function("sum_all") { arguments in
            var total: Int = try arguments.keyword("start") ?? 0
            for index in arguments.positional.indices { total += try arguments.argument(index, as: Int.self) }
            return total
        }
        try machine.setGlobal("sum_all", to: sum)
        #expect(try machine.evaluate("sum_all(1, 2, 3, start=10)") == 16)
        #expect(try machine.evaluate("list(map(sum_all, [1, 2], [3, 4]))") == [4, 6])
        #expect(try machine.evaluate("[repr(sum_all), sum_all.__name__, type(sum_all).__name__]") == ["<host function sum_all>", "sum_all", "host_function"])
        #expect(throws: PythonError.self) { try machine.run("type(sum_all)()") }
    }

    struct Failure: Error, CustomStringConvertible { var description: String { "it failed" } }

    @Test func errorsOfSwiftFunctions() throws {
        let machine = try VirtualMachine()
        try machine.define("fail") { () throws -> Int in throw Failure() }
        try machine.define("complain") { () throws -> Int in throw PythonException("LookupError", "not there") }
        try machine.define("leave") { () throws -> Int in throw PythonError.exit(status: 4, message: nil) }
        let again = try machine.function("again") { arguments in try arguments.positional[0].call() as PythonObject }
        try machine.setGlobal("again", to: again)
        try machine.run("""
            def caught(f, *args):
                try: f(*args)
                except Exception as error: return type(error).__name__ + ': ' + str(error)
            class Own(Exception): pass
            own = Own('mine')
            def raiser(): raise own
            """)
        #expect(try machine.evaluate("caught(fail)") == "RuntimeError: it failed")
        #expect(try machine.evaluate("caught(complain)") == "LookupError: not there")
        #expect(throws: PythonError.exit(status: 4, message: nil)) { try machine.run("leave()") }
        // An exception that goes through Swift stays the object that it is.
        try machine.run("try: again(raiser)\nexcept Own as error: same = error is own")
        #expect(try machine.global("same", as: Bool.self))
        // Its traceback goes on where Python called the function.
        #expect(performing: { try machine.run("fresh = Own('new')\ndef raiser(): raise fresh\nagain(raiser)") }, throws: { error in
            guard let exception = (error as? PythonError)?.exception else { return false }
            return exception.typeName == "Own" && exception.description == "Own: new"
                && exception.traceback.contains("line 3, in <module>\n    again(raiser)\n") && exception.traceback.contains("line 2, in raiser\n")
        })
    }

    @Test func limitsHoldThroughSwiftFunctions() throws {
        let machine = try VirtualMachine(limits: Limits(fuel: 100_000))
        // Even if the function ignores the error.
        let ignoring = try machine.function("ignoring") { arguments in
            try? arguments.machine.run("while True: pass")
            return 1
        }
        try machine.setGlobal("ignoring", to: ignoring)
        #expect(throws: PythonError.outOfFuel) { try machine.run("try:\n    ignoring()\nfinally:\n    after = 1") }
        #expect(try machine.global("after") == nil)
        let deep = try machine.function("deep") { arguments in try arguments.machine.call("recurse") as PythonObject }
        try machine.setGlobal("deep", to: deep)
        try machine.run("def recurse(): return deep()")
        #expect(performing: { try machine.run("recurse()") }, throws: { ($0 as? PythonError)?.exception?.typeName == "RecursionError" })
        #expect(try machine.evaluate("1 + 1") == 2)
    }

    final class Token {}

    @Test func closuresAreGivenBack() throws {
        weak var token: Token?
        do {
            let machine = try VirtualMachine()
            let owned = Token()
            token = owned
            try machine.define("use") { () -> Bool in withExtendedLifetime(owned) { true } }
            #expect(try machine.evaluate("use()"))
        }
        #expect(token == nil)
    }

    // MARK: - The world

    @Test func aSandboxHasNoFiles() throws {
        let machine = try VirtualMachine(environment: .sandbox(Sandbox(input: Array("first\nsecond".utf8), environment: ["A": "b"])))
        for path in ["/etc/passwd", "/", "."] {
            #expect(performing: { try machine.run("import sys\nsys.path.insert(0, '\(path)')\nimport passwd") }, throws: { ($0 as? PythonError)?.exception?.typeName == "ModuleNotFoundError" })
        }
        try machine.run("lines = [line for line in sys.stdin]\nprint('out')\nprint('err', file=sys.stderr)")
        #expect(try machine.evaluate("lines") == ["first\n", "second"])
        #expect(machine.takeOutput() == "out\n")
        #expect(machine.takeErrorOutput() == "err\n")
    }

    @Test func modulesFromFilesOfTheSandbox() throws {
        let sandbox = Sandbox(
            files: ["/app/rules.py": Array("def apply(x): return x + 1".utf8), "/app/pack/__init__.py": [], "/app/pack/deep.py": Array("value = 7".utf8)], searchPath: ["/app"])
        let machine = try VirtualMachine(environment: .sandbox(sandbox))
        try machine.run("import rules\nfrom pack import deep")
        #expect(try machine.evaluate("rules.apply(1) + deep.value") == 9)
        #expect(try machine.importModule("pack.deep").attribute("value", as: Int.self) == 7)
    }

    @Test func readableFoldersEndAtTheirEdge() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("krait-\(UUID())")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("open"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "x = 1".write(to: folder.appendingPathComponent("open/inside.py"), atomically: true, encoding: .utf8)
        try "x = 2".write(to: folder.appendingPathComponent("outside.py"), atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(at: folder.appendingPathComponent("open/link.py"), withDestinationURL: folder.appendingPathComponent("outside.py"))
        let open = folder.path + "/open"
        let machine = try VirtualMachine(environment: .sandbox(Sandbox(readableFolders: [open], searchPath: [open, open + "/.."])))
        try machine.run("import inside")
        for name in ["link", "outside"] {
            #expect(performing: { try machine.run("import \(name)") }, throws: { ($0 as? PythonError)?.exception?.typeName == "ModuleNotFoundError" })
        }
    }

    @Test func outputElsewhere() throws {
        final class Received: @unchecked Sendable { var text = "", errors = "" }
        let received = Received()
        let machine = try VirtualMachine(environment: .sandbox(Sandbox(output: .forward { stream, bytes in
            if stream == .standardOutput { received.text += String(decoding: bytes, as: UTF8.self) } else { received.errors += String(decoding: bytes, as: UTF8.self) }
        })))
        try machine.run("import sys\nprint('grün')\nprint('x', file=sys.stderr)\nsys.stdout.write('no line end')")
        #expect(received.text == "grün\nno line end")
        #expect(received.errors == "x\n")
        let small = try VirtualMachine(environment: .sandbox(Sandbox(capturedBytes: 10)))
        try small.run("for i in range(1000): print('abcdef')")
        #expect(small.takeOutput() == "abcdef\nabc")
    }

    // MARK: - Threads

    @Test func machinesRunInParallel() throws {
        let results = Mutex<[Int]>([])
        let threads = DispatchGroup()
        for seed in 0..<4 {
            threads.enter()
            let thread = Foundation.Thread {
                defer { threads.leave() }
                do {
                    let machine = try VirtualMachine(limits: Limits(memory: 64 << 20))
                    try machine.setGlobal("seed", to: seed)
                    for _ in 0..<3 {
                        try machine.run("""
                            class Node:
                                def __init__(self, depth): self.children = [Node(depth - 1) for _ in range(2)] if depth else []
                                def count(self): return 1 + sum(c.count() for c in self.children)
                            total = sum(Node(8).count() for _ in range(10)) + seed
                            names = {f'{seed}-{i}': i for i in range(2000)}
                            """)
                    }
                    let total = try machine.evaluate("total + len(names)", as: Int.self)
                    results.withLock { $0.append(total) }
                } catch {
                    Issue.record(error)
                }
            }
            thread.stackSize = 4 << 20
            thread.start()
        }
        threads.wait()
        #expect(results.withLock { $0.sorted() } == [7110, 7111, 7112, 7113])
    }

    /// A machine goes from thread to thread; two at once are refused.
    @Test func oneThreadAtATime() throws {
        struct Shared: @unchecked Sendable { var machine: VirtualMachine }
        let shared = Shared(machine: try VirtualMachine())
        func onThread(stack: Int, _ body: @escaping @Sendable () -> Void) {
            let done = DispatchSemaphore(value: 0)
            let thread = Foundation.Thread {
                body()
                done.signal()
            }
            thread.stackSize = stack
            thread.start()
            done.wait()
        }
        try shared.machine.run("kept = [[i] for i in range(1000)]\ndef deep(n): return n and sorted([n], key=lambda x: deep(n - 1)) and 1\nimport sys")
        for size in [512 << 10, 1 << 20, 8 << 20] {
            onThread(stack: size) {
                do {
                    #expect(try shared.machine.evaluate("sum(x[0] for x in kept)") == 499500)
                    let _: PythonObject = try shared.machine.call("deep", 900)
                } catch {
                    // Small stacks end in an exception, never in a crash.
                    #expect((error as? PythonError)?.exception?.typeName == "RecursionError")
                }
            }
        }
        let elsewhere = try shared.machine.function("elsewhere") { _ in
            onThread(stack: 1 << 20) {
                #expect(throws: PythonError.machineInUse) { try shared.machine.run("x = 1") }
            }
            return 1
        }
        let _: Int = try elsewhere.call()
        try shared.machine.run("x = 2")
    }
}

/// `Synchronization.Mutex` is newer than the platforms of the package.
final class Mutex<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value
    init(_ value: Value) { self.value = value }
    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body(&value)
    }
}
