// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Embedding",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "Krait", path: "../..")],
    targets: [.executableTarget(name: "Embedding", dependencies: [.product(name: "Krait", package: "Krait")])],
    swiftLanguageModes: [.v6])
