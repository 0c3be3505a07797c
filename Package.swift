// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Krait",
    platforms: [.macOS(.v14), .iOS(.v17)],
    products: [
        .library(name: "Krait", targets: ["Krait"]),
        .library(name: "KraitBytecode", targets: ["KraitBytecode"]),
        .library(name: "KraitCompiler", targets: ["KraitCompiler"]),
        .executable(name: "krait", targets: ["KraitCommand"]),
        .executable(name: "krait-fuzz", targets: ["KraitFuzz"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // Unicode tables as C arrays: they compile in no time and cost nothing at start.
        .target(name: "CKraitUnicode"),
        .target(name: "KraitUnicode", dependencies: ["CKraitUnicode"]),
        .target(
            name: "KraitBytecode", dependencies: ["KraitUnicode"],
            exclude: ["Instructions/Instructions.spec"]),
        .target(
            name: "KraitCompiler",
            dependencies: ["KraitBytecode", "KraitUnicode"]),
        .target(name: "CKrait"),
        .target(
            name: "KraitRuntime",
            dependencies: ["CKrait", "KraitBytecode", "KraitCompiler", "KraitUnicode"],
            exclude: ["Execution/Instructions/RegisterInstructions.spec"]),
        .target(name: "Krait", dependencies: ["CKrait", "KraitRuntime"]),
        // The product is `krait`; the target has another name because `Krait` and `krait` are one folder on file systems
        // that ignore case.
        .executableTarget(
            name: "KraitCommand",
            dependencies: ["CKrait", "CLinkOptions", "KraitCompiler", "KraitRuntime"],
            // One file without Swift's and C++'s libraries, which offers its symbols to nobody: 2 MiB less to keep in memory, and a millisecond less to start.
            linkerSettings: [
                .unsafeFlags(["-static-stdlib", "-Xlinker", "--no-export-dynamic"], .when(platforms: [.linux], configuration: .release))
            ]),
        // For programs that should not load the parts of the Swift library that they do not use.
        .target(
            name: "CLinkOptions",
            cSettings: [.define("KRAIT_STATIC_LIBRARIES", .when(platforms: [.linux], configuration: .release))]),
        .executableTarget(
            name: "KraitFuzz",
            dependencies: ["KraitCompiler", "KraitRuntime", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        .testTarget(name: "KraitTests", dependencies: ["Krait"], exclude: ["Fixtures"]),
        .testTarget(name: "KraitRuntimeTests", dependencies: ["KraitRuntime", "KraitCompiler"]),
        .testTarget(name: "KraitUnicodeTests", dependencies: ["KraitUnicode"]),
        .testTarget(name: "KraitBytecodeTests", dependencies: ["KraitBytecode"], exclude: ["Fixtures"]),
        .testTarget(name: "KraitCompilerTests", dependencies: ["KraitCompiler"], exclude: ["Fixtures"]),
    ],
    swiftLanguageModes: [.v6])
