// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v14)],
    targets: [
        .executableTarget(name: "Benchmarks", dependencies: ["CSpawn"]),
        .target(name: "CSpawn"),
    ],
    swiftLanguageModes: [.v6])
