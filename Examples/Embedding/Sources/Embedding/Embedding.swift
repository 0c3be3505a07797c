import Krait

/// A shop whose discounts are formulas that its customers write: Python that nobody trusts.
struct Order: PythonConvertible {
    var customer: String
    var amounts: [Double]

    func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        let order = try machine.object(["customer": customer])
        try order.setItem("amounts", to: amounts)
        return order
    }

    init(customer: String, amounts: [Double]) {
        self.customer = customer
        self.amounts = amounts
    }

    init(_ object: PythonObject) throws(PythonError) {
        self.init(customer: try String(object.item("customer")), amounts: try [Double](object.item("amounts")))
    }
}

@main
struct Embedding {
    static func main() throws {
        let machine = try VirtualMachine(limits: Limits(memory: 32 << 20, fuel: 1_000_000, time: .milliseconds(200)))
        try machine.define("rate") { (customer: String) throws -> Double in
            guard customer != "nobody" else { throw PythonException("LookupError", "no customer \(customer)") }
            return customer.hasPrefix("a") ? 0.1 : 0.05
        }
        let order = Order(customer: "anna", amounts: [10, 20.5, 7])

        for formula in [
            "def discount(order): return sum(order['amounts']) * rate(order['customer'])",
            "def discount(order): return max(order['amounts'])",
            "def discount(order): return rate('nobody')",
            "def discount(order): return 'a lot'",
            "def discount(order):\n    try:\n        while True: pass\n    except BaseException:\n        return 1000",
            "def discount(order): return len('x' * 10 ** 10)",
            "import os\ndef discount(order): return os.system('ls')",
        ] {
            do {
                try machine.run(formula, filename: "formula")
                let discount: Double = try machine.call("discount", order)
                print("discount:", discount)
            } catch PythonError.exception(let exception) {
                print("refused:", exception.typeName, exception.message)
            } catch {
                print("refused:", error)
            }
        }
    }
}
