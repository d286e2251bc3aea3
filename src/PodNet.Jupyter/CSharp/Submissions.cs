using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PodNet.Jupyter.Languages;

namespace PodNet.Jupyter.CSharp;

/// <summary>What can be read off a cell's code before it runs.</summary>
internal static class Submissions
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>Some 10,000 lines, which take a few seconds.</summary>
    private const int MostTokens = 100_000;

    /// <summary>The compiler calls itself for what is nested, and beyond some ten thousand levels it takes the process with it.</summary>
    private const int MostNested = 500;

    /// <summary>Errors at the place where something begins that may end on a later line: a verbatim or raw string, a comment.</summary>
    private static readonly string[] OpenEnded = ["CS1039", "CS8997", "CS1035", "CS8967"];

    /// <summary>The code as the compiler reads it.</summary>
    public static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, ParseOptions);

    /// <summary>Why code is not even parsed, or null.</summary>
    public static CodeError? Refusal(string code)
    {
        int tokens = 0, nested = 0, angles = 0;
        foreach (SyntaxToken token in SyntaxFactory.ParseTokens(code, options: ParseOptions))
        {
            nested = token.Kind() switch
            {
                SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.OpenBraceToken => nested + 1,
                SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken => nested - 1,
                _ => nested,
            };
            // "<" may be "less than", which nothing closes; no type goes beyond the end of a statement.
            angles = token.Kind() switch
            {
                SyntaxKind.LessThanToken => angles + 1,
                SyntaxKind.GreaterThanToken => angles - 1,
                SyntaxKind.SemicolonToken or SyntaxKind.OpenBraceToken => 0,
                _ => angles,
            };
            if (Math.Max(nested, angles) > MostNested) return new("TooDeep", $"line {1 + code.AsSpan(0, token.SpanStart).Count('\n')}: more than {MostNested} brackets stand within "
                + "each other; take the inner ones out into variables or functions");
            if (++tokens > MostTokens) return new("TooLong", $"the cell is too long: it has more than {MostTokens} words and signs of C#, which takes minutes to "
                + "compile. Put data into a file and read that, or part the cell");
        }

        return null;
    }

    /// <summary>Whether the code can run, needs more lines, or is wrong however it goes on.</summary>
    public static Completeness CompletenessOf(string code)
    {
        if (Refusal(code) is not null) return Completeness.Complete; // Run, it says why.
        SyntaxTree tree = Parse(code);
        List<Diagnostic> errors = [.. tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
        if (SyntaxFactory.IsCompleteSubmission(tree)) return errors.Count > 0 ? Completeness.Invalid : Completeness.Complete;

        // What is missing is missed at the end; any other error stays one whatever follows.
        SyntaxNode root = tree.GetRoot();
        int skipped = root.DescendantTrivia().LastOrDefault(t => t.IsKind(SyntaxKind.SkippedTokensTrivia)).Span.End;
        int end = Math.Max(root.GetLastToken().Span.End, skipped);
        bool isWrong = errors.Any(e => e.Location.SourceSpan.Start < end && !OpenEnded.Contains(e.Id));
        return isWrong ? Completeness.Invalid : Completeness.Incomplete;
    }

    /// <summary>Whether the last thing in the cell is an expression whose value is to be shown, though it be null.</summary>
    public static bool EndInValue(Compilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        GlobalStatementSyntax? last = ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault() as GlobalStatementSyntax;
        return last?.Statement is ExpressionStatementSyntax { SemicolonToken.IsMissing: true } expression
            && compilation.GetSemanticModel(tree).GetTypeInfo(expression.Expression).Type is { SpecialType: not SpecialType.System_Void };
    }
}
