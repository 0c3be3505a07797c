import KraitBytecode
import KraitCompiler

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Takes one input after the other.
struct Worker {
    let inputs: Inputs
    /// Where the number of the input at hand is written, and the counts.
    let statusPath: String

    func run(_ numbers: Range<Int>, time: Int, memory: Int) throws {
        let status = open(statusPath, O_WRONLY | O_CREAT, 0o600)
        guard status >= 0 else { throw ExitFailure.noStatusFile }
        limitMemory(memory)
        var counts = Status(number: 0, accepted: 0)
        for number in numbers {
            counts.number = number
            withUnsafeBytes(of: counts) { _ = pwrite(status, $0.baseAddress, $0.count, 0) }
            let input = inputs.make(number)
            startTimer(seconds: time)
            let isAccepted = switch inputs.kind {
            case .source: try takeSource(input, number)
            case .pyc: takePyc(input)
            case .run: try takeProgram(input, number)
            }
            if isAccepted { counts.accepted += 1 }
        }
        counts.number = numbers.upperBound
        withUnsafeBytes(of: counts) { _ = pwrite(status, $0.baseAddress, $0.count, 0) }
        close(status)
    }

    struct Status {
        var number: Int
        var accepted: Int
    }

    enum ExitFailure: Error, CustomStringConvertible {
        case noStatusFile
        case rejectsOwnCode(String)
        case brokenHeap(String)
        var description: String {
            switch self {
            case .noStatusFile: "the status file can't be written"
            case .rejectsOwnCode(let reason): "what the compiler made is refused: \(reason)"
            case .brokenHeap(let problem): "the heap is broken: \(problem)"
            }
        }
    }

    /// Compiles; what comes out must be well-formed and must survive being written and read.
    private func takeSource(_ input: [UInt8], _ number: Int) throws -> Bool {
        var options = CompileOptions()
        options.filename = "fuzz.py"
        options.optimization = number % 3
        switch number % 16 {
        case 0: options.mode = .single
        case 1: options.mode = .eval
        default: break
        }
        options.warn = { (_) throws(CompileError) in }
        let origin: SourceText.Origin = [.file, .bytes, .string][number / 3 % 3]
        let code: CodeObject
        do {
            code = try compile(source: input, origin: origin, options: options)
        } catch {
            _ = error.rendered(filename: options.filename)
            return false
        }
        do {
            try code.verify()
            let bytes = try PycFile(code, validation: .timestamp(0, sourceSize: 0)).bytes()
            let again = try PycFile(reading: bytes, name: "fuzz").code
            if again != code { throw ExitFailure.rejectsOwnCode("it reads otherwise") }
        } catch let error as MarshalError where error.category == .valueError {
            // Code nested too deep for the format: CPython compiles it, and cannot write it either.
            return true
        } catch {
            throw ExitFailure.rejectsOwnCode("\(error)")
        }
        return true
    }

    /// Reads, shows, verifies, takes apart and writes.
    private func takePyc(_ input: [UInt8]) -> Bool {
        guard let file = try? PycFile(reading: input, name: "fuzz") else { return false }
        _ = try? Disassembler.disassemble(file.code)
        _ = try? file.bytes()
        var pending = [file.code]
        var isWellFormed = true
        var steps = 0
        while let code = pending.popLast(), steps < 1000 {
            steps += 1
            do {
                _ = try ControlFlow(code)
                _ = try CodeEditor(code).assemble()
            } catch {
                isWellFormed = false
            }
            for case .code(let inner) in code.fields.constants { pending.append(inner) }
        }
        return isWellFormed
    }

    /// Runs, whatever it holds; what is left must be a sound heap.
    private func takeProgram(_ input: [UInt8], _ number: Int) throws -> Bool {
        if let problem = Execution().run(input, number: number) { throw ExitFailure.brokenHeap(problem) }
        guard let file = try? PycFile(reading: input, name: "fuzz") else { return false }
        return (try? file.code.verify()) != nil
    }

    private func limitMemory(_ mebibytes: Int) {
        // Address space that is in use already, and the stack of the compiler.
        var pages = 0
        if let text = readFile("/proc/self/statm"), let first = String(decoding: text, as: UTF8.self).split(separator: " ").first {
            pages = Int(first) ?? 0
        }
        let limit = rlim_t(pages) * 4096 + rlim_t(mebibytes + 256) << 20
        var limits = rlimit(rlim_cur: limit, rlim_max: limit)
        #if canImport(Glibc)
            setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits)
        #else
            setrlimit(RLIMIT_AS, &limits)
        #endif
    }

    /// Kills this process after so many seconds of processor time.
    private func startTimer(seconds: Int) {
        var timer = itimerval()
        timer.it_value.tv_sec = seconds
        #if canImport(Glibc)
            setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
        #else
            setitimer(ITIMER_PROF, &timer, nil)
        #endif
    }
}
