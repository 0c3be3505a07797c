import Foundation

/// Prints how fast Krait is beside CPython: tables in Markdown.
///
///     swift run -c release --package-path Benchmarks Benchmarks --krait .build/release/krait --python python3.13 [--runs 5]
///         [--pyperformance FOLDER] [--only WORD]
///
/// The interpreters take turns, so that a slow minute of the machine hits both; each figure is the median over the runs. A ratio above 1 means that Krait is faster, or takes less.
/// `--pyperformance` is a folder with the files of the PyPI package `pyperformance` (`bm_fannkuch/run_benchmark.py` …); `pyperf.py` beside this package stands in for the
/// package that they import.
@main
struct Benchmarks {
    var krait = ".build/release/krait", python = "python3.13", runs = 5, only: String?, pyperformance: String?
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The programs, and how many times faster than CPython each is to be.
    static let programs: [(name: String, goal: Double)] = [
        ("while_ints", 6), ("while_float_sum", 6), ("while_floats", 6), ("fib", 3), ("methods", 3), ("instances", 3), ("containers", 1.5), ("exceptions", 3), ("generators", 2), ("binary_trees", 3),
    ]
    static let pyperformanceNames = [
        "fannkuch", "nbody", "spectral_norm", "richards", "richards_super", "float", "nqueens", "coroutines", "pidigits", "meteor_contest", "unpack_sequence",
    ]

    static func main() {
        var benchmarks = Benchmarks()
        var words = CommandLine.arguments.dropFirst()
        while let option = words.popFirst() {
            guard let value = words.popFirst() else { fail("\(option) needs a value") }
            switch option {
            case "--krait": benchmarks.krait = value
            case "--python": benchmarks.python = value
            case "--runs": benchmarks.runs = max(1, Int(value) ?? 5)
            case "--only": benchmarks.only = value
            case "--pyperformance": benchmarks.pyperformance = value
            default: fail("unknown option \(option)")
            }
        }
        for (name, path) in [("krait", benchmarks.krait), ("python", benchmarks.python)] where run([path, "-c", "pass"]).status != 0 {
            fail("\(path) does not run: name another with --\(name)")
        }
        benchmarks.measurePrograms()
        benchmarks.measurePyperformance()
        if benchmarks.only == nil { benchmarks.measureSize() }
    }

    static func fail(_ text: String) -> Never {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        exit(2)
    }

    private func isWanted(_ name: String) -> Bool { only.map { name.contains($0) } ?? true }

    // MARK: - Speed

    private func measurePrograms() {
        let chosen = Self.programs.filter { isWanted($0.name) }
        if chosen.isEmpty { return }
        print("Seconds of processor time, start included; median of \(runs).\n\n| program | CPython | Krait | ratio | goal |\n|---|---|---|---|---|")
        var ratios: [Double] = []
        for (name, goal) in chosen {
            let file = "\(folder)/programs/\(name).py"
            var samples: [[Double]] = [[], []], isFailed = false
            for _ in 0..<runs {
                for (index, interpreter) in [python, krait].enumerated() {
                    let usage = run([interpreter, file])
                    isFailed = isFailed || usage.status != 0
                    samples[index].append(usage.processor)
                }
            }
            report(name, samples[0].median, samples[1].median, isFailed, goal: goal, &ratios)
        }
        reportMean(ratios)
    }

    private func measurePyperformance() {
        guard let pyperformance else { return }
        let chosen = Self.pyperformanceNames.filter(isWanted)
        print("Seconds a round, best of each run; median of \(runs).\n\n| pyperformance | CPython | Krait | ratio | goal |\n|---|---|---|---|---|")
        var ratios: [Double] = []
        for name in chosen {
            let file = "\(pyperformance)/bm_\(name)/run_benchmark.py"
            var samples: [[String: [Double]]] = [[:], [:]], order: [String] = [], isFailed = false
            for _ in 0..<runs {
                for (index, interpreter) in [python, krait].enumerated() {
                    let usage = run([interpreter, file], environment: ["PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"])
                    isFailed = isFailed || usage.status != 0
                    for line in usage.output.split(separator: "\n") where line.hasPrefix("RESULT ") {
                        let words = line.split(separator: " ")
                        guard words.count > 2, let best = Double(words[2]) else { continue }
                        if !order.contains(String(words[1])) { order.append(String(words[1])) }
                        samples[index][String(words[1]), default: []].append(best)
                    }
                }
            }
            if order.isEmpty { report(name, 0, 0, true, goal: 1, &ratios) }
            for benchmark in order { report(benchmark, samples[0][benchmark]?.median ?? 0, samples[1][benchmark]?.median ?? 0, isFailed, goal: 1, &ratios) }
        }
        reportMean(ratios, goal: 2.5)
    }

    private func report(_ name: String, _ base: Double, _ time: Double, _ isFailed: Bool, goal: Double, _ ratios: inout [Double]) {
        let ratio = time > 0 ? base / time : 0
        if !isFailed { ratios.append(ratio) }
        print("| \(name) | \(base.text(4)) | \(isFailed ? "failed" : time.text(4)) | \(isFailed ? "" : ratio.text(2)) | \(goal.text(1)) |")
        fflush(nil)
    }

    private func reportMean(_ ratios: [Double], goal: Double? = nil) {
        let mean = ratios.isEmpty ? 0 : exp(ratios.map { log($0) }.reduce(0, +) / Double(ratios.count))
        print("| **geometric mean of \(ratios.count)** | | | **\(mean.text(2))** | \(goal?.text(1) ?? "") |\n")
    }

    // MARK: - Start and size

    private func measureSize() {
        let mebibyte = Double(1 << 20)
        print("Start, and memory that was resident at most; of the programs what exceeds that of `-c pass`.\n\n| | CPython | Krait | CPython : Krait |\n|---|---|---|---|")
        var elapsed: [[Double]] = [[], []], resident: [[Double]] = [[], []]
        for _ in 0..<max(runs * 4, 11) {
            for (index, interpreter) in [python, krait].enumerated() {
                let usage = run([interpreter, "-c", "pass"])
                elapsed[index].append(usage.elapsed * 1000)
                resident[index].append(Double(usage.resident) / mebibyte)
            }
        }
        print("| `-c pass`, ms | \(elapsed[0].median.text(1)) | \(elapsed[1].median.text(1)) | \((elapsed[0].median / elapsed[1].median).text(2)) |")
        print("| `-c pass`, MiB | \(resident[0].median.text(1)) | \(resident[1].median.text(1)) | \((resident[0].median / resident[1].median).text(2)) |")
        for (name, title) in [("list_of_ints", "a list of a million ints"), ("dict", "a dict of a million ints"), ("instances", "a million instances")] {
            let sizes = [python, krait].enumerated().map { index, interpreter in
                (0..<3).map { _ in Double(run([interpreter, "\(folder)/memory/\(name).py"]).resident) / mebibyte }.median - resident[index].median
            }
            print("| \(title), MiB | \(sizes[0].text(1)) | \(sizes[1].text(1)) | \((sizes[0] / sizes[1]).text(2)) |")
        }
    }
}

extension [Double] {
    var median: Double {
        let sorted = self.sorted()
        return isEmpty ? 0 : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}

extension Double {
    func text(_ digits: Int) -> String { String(format: "%.\(digits)f", self) }
}
