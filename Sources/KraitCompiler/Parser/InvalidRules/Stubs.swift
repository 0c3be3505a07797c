extension Parser {
    func invalidParameters(_ s: ParameterStyle) throws(SyntaxFailure) {}
    func invalidStarEtc(_ s: ParameterStyle) throws(SyntaxFailure) {}
    func invalidKeywordsParameter(_ s: ParameterStyle) throws(SyntaxFailure) {}
    func invalidDefault() throws(SyntaxFailure) {}
    func invalidArguments() throws(SyntaxFailure) {}
    func invalidArithmetic() throws(SyntaxFailure) {}
    func invalidAsPattern() throws(SyntaxFailure) {}
    func invalidAssignment() throws(SyntaxFailure) {}
    func invalidBlock() throws(SyntaxFailure) {}
    func invalidCaseBlock() throws(SyntaxFailure) {}
    func invalidClassDefinition() throws(SyntaxFailure) {}
    func invalidClassPattern() throws(SyntaxFailure) {}
    func invalidComprehension() throws(SyntaxFailure) {}
    func invalidDeleteStatement() throws(SyntaxFailure) {}
    func invalidDictionaryComprehension() throws(SyntaxFailure) {}
    func invalidDoubleStarredPairs() throws(SyntaxFailure) {}
    func invalidDoubleTypeComments() throws(SyntaxFailure) {}
    func invalidElseStatement() throws(SyntaxFailure) {}
    func invalidExceptStatement() throws(SyntaxFailure) {}
    func invalidExceptStatementIndent(isStar: Bool) throws(SyntaxFailure) {}
    func invalidExpression() throws(SyntaxFailure) {}
    func invalidFactor() throws(SyntaxFailure) {}
    func invalidFinallyStatement() throws(SyntaxFailure) {}
    func invalidForStatement() throws(SyntaxFailure) {}
    func invalidForTarget() throws(SyntaxFailure) {}
    func invalidFunctionDefinition() throws(SyntaxFailure) {}
    func invalidGroup() throws(SyntaxFailure) {}
    func invalidIfStatement() throws(SyntaxFailure) {}
    func invalidImport() throws(SyntaxFailure) {}
    func invalidImportFromTargets() throws(SyntaxFailure) {}
    func invalidKeyword() throws(SyntaxFailure) {}
    func invalidLegacyExpression() throws(SyntaxFailure) {}
    func invalidMatchStatement() throws(SyntaxFailure) {}
    func invalidNamedExpression() throws(SyntaxFailure) {}
    func invalidReplacementField() throws(SyntaxFailure) {}
    func invalidStarredExpression() throws(SyntaxFailure) {}
    func invalidTryStatement() throws(SyntaxFailure) {}
    func invalidTypeParameters() throws(SyntaxFailure) {}
    func invalidWhileStatement() throws(SyntaxFailure) {}
    func invalidWithItem() throws(SyntaxFailure) {}
    func invalidWithStatement() throws(SyntaxFailure) {}
    func invalidWithStatementIndent() throws(SyntaxFailure) {}
}
