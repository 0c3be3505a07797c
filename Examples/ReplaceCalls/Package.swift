// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "ReplaceCalls",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "Krait", path: "../..")],
    targets: [
        .executableTarget(name: "ReplaceCalls", dependencies: [.product(name: "KraitBytecode", package: "Krait")]),
        .testTarget(
            name: "ReplaceCallsTests", dependencies: ["ReplaceCalls"], resources: [.copy("Fixtures")]),
    ],
    swiftLanguageModes: [.v6])
