import Foundation
import Testing

/// What the command does where something of the system is missing. All of it is what CPython does, unless `Documentation/Differences.md` says so.
@Suite(.enabled(if: ReleaseBuild.isCurrent)) struct CommandLineTests {
    private struct Case: Sendable {
        var script: String
        var output = ""
        var errors = ""
    }

    private static let ignored = "Exception ignored on flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n"

    private static let cases = [
        Case(script: "$K -c 'print(1)' > /dev/full; echo $?", output: "120\n", errors: ignored),
        Case(script: "$K -c 'import sys; print(1); sys.exit(3)' > /dev/full; echo $?", output: "120\n", errors: ignored),
        Case(script: "$K -c 'import sys; print(1, file=sys.stderr)' 2> /dev/full; echo $?", output: "120\n"),
        Case(script: "$K -c '1/0' 2> /dev/full; echo $?", output: "120\n"),
        Case(script: "$K -c 'import sys; print(1); sys.stderr.write(repr(sys.stdout))' >&-; echo $?", output: "0\n", errors: "None"),
        Case(script: "$K -c 'import sys; print(sys.stderr); 1/0' 2>&-; echo $?", output: "None\n1\n"),
        Case(script: "$K -c 'import sys; print(sys.stdin)' <&-; echo $?", output: "None\n0\n"),
        Case(script: "$K <&-; echo $?", output: "0\n"),
        Case(script: "$K '' 2>&1 | sed \"s#$K#K#; s#$PWD#D#\"", output: "K: can't find '__main__' module in 'D'\n"),
        Case(script: "$K < . 2>&1 | head -1", output: "Fatal Python error: init_sys_streams: <stdin> is a directory, cannot continue\n"),
        Case(script: "$K missing.py 2>&1 | sed \"s#$K#K#; s#$PWD#D#\"", output: "K: can't open file 'D/missing.py': [Errno 2] No such file or directory\n"),
        Case(script: "mkfifo fifo.py; echo 'import sys; print(sys.argv)' > fifo.py & $K fifo.py x; wait", output: "['fifo.py', 'x']\n"),
        Case(script: "$K -c 'import sys; print(ascii(sys.argv))' \"$(printf 'a\\377\\303(b')\"", output: "['-c', 'a\\udcff\\udcc3(b']\n"),
        Case(
            script: "$K -c \"$(printf 'print(ascii(\\047\\377\\047))')\"; echo $?", output: "1\n",
            errors: "Unable to decode the command from the command line:\nUnicodeEncodeError: 'utf-8' codec can't encode character '\\udcff' in position 13: surrogates not allowed\n"),
        Case(script: "seq 20000 | xargs -n 20000 -s 1000000 $K -c 'import sys; print(len(sys.argv), sys.argv[-1])'", output: "20001 20000\n"),
        Case(script: "env -i $K -c 'import sys; print(sys.flags.utf8_mode)'; LC_ALL=C.UTF-8 $K -c 'import sys; print(sys.flags.utf8_mode)'", output: "1\n0\n"),
        Case(script: "mkdir gone; cd gone; rmdir ../gone; $K -c 'import sys; print(sys.path[0])'; $K x.py 2>&1 | sed \"s#$K#K#\"", output: "\nK: can't open file 'x.py': [Errno 2] No such file or directory\n"),
        Case(script: "cp $K kr; ./kr -c 'import sys; print(sys.executable)' | sed \"s#$PWD#D#\"; PATH=.:$PATH kr -c 'import sys; print(sys.executable)' | sed \"s#$PWD#D#\"", output: "D/kr\nD/kr\n"),
        Case(script: "mkdir space; echo 'print(__name__)' > space/__main__.py; $K -m space; $K -m '' 2>&1 | sed \"s#$K#K#\"", output: "__main__\nK: No module named \n"),
        Case(script: "echo text > bad.pyc; $K bad.pyc; echo $?", output: "1\n", errors: "RuntimeError: Bad magic number in .pyc file\n"),
    ]

    @Test(arguments: cases.indices) func command(_ number: Int) throws {
        let test = Self.cases[number]
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process(), output = Pipe(), errors = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", test.script]
        process.currentDirectoryURL = folder
        process.environment = ["K": ReleaseBuild.program.path, "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(printed == test.output && complaints == test.errors, "\(test.script)")
    }
}
