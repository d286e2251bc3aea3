using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PodNet.Jupyter.CSharp;

/// <summary>Puts calls of <see cref="Checkpoint"/> into a cell's code before it is compiled, so that an endless loop ends where an exception does no harm,
/// and an endless recursion in an exception instead of the end of the process. No line is added or removed: the lines that errors name stay right.</summary>
internal static class Checkpoints
{
    private const string Class = "global::PodNet.Jupyter.CSharp." + nameof(Checkpoint);
    private const string Loop = Class + "." + nameof(Checkpoint.Loop) + "();";
    private const string Call = Class + "." + nameof(Checkpoint.Call) + "();";

    /// <summary>The code with checkpoints. Code that is wrong comes back as it is: what the compiler says of it is to be about what was written.</summary>
    /// <param name="tree">The parsed cell.</param>
    /// <param name="meaning">Asked when there are lambdas without braces: they get none when they are to become expression trees.</param>
    public static string Insert(SyntaxTree tree, Func<SyntaxTree, SemanticModel> meaning)
    {
        string code = tree.GetText().ToString();
        if (tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error)) return code;
        Lazy<SemanticModel> model = new(() => meaning(tree));
        List<Edit> edits = [.. tree.GetRoot().DescendantNodes().SelectMany(node => Of(node, model))];
        StringBuilder text = new(code.Length + (edits.Count * Call.Length));
        int from = 0;
        // What ends at a place comes before what begins there.
        foreach (Edit edit in edits.OrderBy(e => e.Span.Start).ThenBy(e => !e.Text.EndsWith('}')))
        {
            text.Append(code, from, edit.Span.Start - from).Append(edit.Text);
            from = edit.Span.End;
        }

        return text.Append(code, from, code.Length - from).ToString();
    }

    private readonly record struct Edit(TextSpan Span, string Text);

    private static IEnumerable<Edit> Of(SyntaxNode node, Lazy<SemanticModel> model) => node switch
    {
        WhileStatementSyntax loop => Around(loop.Statement),
        DoStatementSyntax loop => Around(loop.Statement),
        ForStatementSyntax loop => Around(loop.Statement),
        CommonForEachStatementSyntax loop => Around(loop.Statement),
        GotoStatementSyntax jump => Around(jump),
        BaseMethodDeclarationSyntax method => Function(method.Body, method.ExpressionBody, method.SemicolonToken, IsProcedure(method)),
        LocalFunctionStatementSyntax f => Function(f.Body, f.ExpressionBody, f.SemicolonToken, IsProcedure(f.ReturnType, f.Modifiers)),
        AccessorDeclarationSyntax a => Function(a.Body, a.ExpressionBody, a.SemicolonToken, !a.IsKind(SyntaxKind.GetAccessorDeclaration)),
        PropertyDeclarationSyntax { ExpressionBody: { } body } p => Expression(body, p.SemicolonToken, isProcedure: false, "{get", "}"),
        IndexerDeclarationSyntax { ExpressionBody: { } body } i => Expression(body, i.SemicolonToken, isProcedure: false, "{get", "}"),
        AnonymousFunctionExpressionSyntax { Block: { } block } => [Head(block, Call)],
        LambdaExpressionSyntax { ExpressionBody: { } body } lambda => Lambda(lambda, body, model.Value),
        _ => [],
    };

    private static IEnumerable<Edit> Around(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => [Head(block, Loop)],
        // Wrong here, and to stay so.
        LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax => [],
        _ => [new(new(statement.SpanStart, 0), "{" + Loop), End(statement.Span.End)],
    };

    private static IEnumerable<Edit> Function(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, bool isProcedure)
    {
        if (block is not null) return [Head(block, Call)];
        return arrow is null ? [] : Expression(arrow, semicolon, isProcedure, "", "");
    }

    /// <summary>"=> x;" becomes "{ Call(); return x; }".</summary>
    private static IEnumerable<Edit> Expression(ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon, bool isProcedure, string before, string after)
    {
        string result = isProcedure || arrow.Expression is ThrowExpressionSyntax ? "" : "return ";
        yield return new(arrow.ArrowToken.Span, before + "{" + Call + result);
        yield return End(semicolon.Span.End);
        if (after.Length > 0) yield return End(semicolon.Span.End);
    }

    /// <summary>"n => x" becomes "n => { Call(); return x; }".</summary>
    private static IEnumerable<Edit> Lambda(LambdaExpressionSyntax lambda, ExpressionSyntax body, SemanticModel model)
    {
        bool isCode = lambda.AncestorsAndSelf().OfType<LambdaExpressionSyntax>().All(l => model.GetTypeInfo(l).ConvertedType?.TypeKind == TypeKind.Delegate);
        if (!isCode || model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol method) yield break;
        bool isProcedure = method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
        yield return new(new(body.SpanStart, 0), "{" + Call + (isProcedure || body is ThrowExpressionSyntax ? "" : "return "));
        yield return new(new(body.Span.End, 0), ";}");
    }

    private static Edit Head(BlockSyntax block, string call) => new(new(block.OpenBraceToken.Span.End, 0), call);

    private static Edit End(int place) => new(new(place, 0), "}");

    private static bool IsProcedure(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax m => IsProcedure(m.ReturnType, m.Modifiers),
        OperatorDeclarationSyntax o => IsProcedure(o.ReturnType, o.Modifiers),
        ConversionOperatorDeclarationSyntax => false,
        _ => true, // constructors and finalizers
    };

    /// <summary>Whether it gives nothing back: void, or async and no Task of something.</summary>
    private static bool IsProcedure(TypeSyntax result, SyntaxTokenList modifiers)
    {
        if (result is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }) return true;
        SimpleNameSyntax? name = result switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax alias => alias.Name,
            _ => result as SimpleNameSyntax,
        };
        return modifiers.Any(SyntaxKind.AsyncKeyword) && name is not GenericNameSyntax;
    }
}
