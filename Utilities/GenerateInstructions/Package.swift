// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "GenerateInstructions",
    targets: [.executableTarget(name: "GenerateInstructions")],
    swiftLanguageModes: [.v6])
