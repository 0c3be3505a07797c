import Foundation
import Krait
import Testing

/// `Examples/tour.py` prints what CPython 3.13 prints, from source and from the `.pyc` that CPython made of it:
///
///     python3.13 tour.py > tour.out
///     python3.13 -c "import py_compile as p; p.compile('tour.py', '…/Fixtures/tour.pyc', 'tour.py', invalidation_mode=p.PycInvalidationMode.UNCHECKED_HASH)"
@Suite struct TourTests {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let examples = tests.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Examples")

    @Test(arguments: [examples.appendingPathComponent("tour.py"), tests.appendingPathComponent("Fixtures/tour.pyc")]) func tour(_ file: URL) throws {
        let machine = try VirtualMachine()
        try machine.run(contentsOfFile: file.path)
        let expected = try String(contentsOf: Self.examples.appendingPathComponent("tour.out"), encoding: .utf8)
        #expect(machine.takeOutput() == expected)
        #expect(machine.takeErrorOutput() == "")
    }
}
