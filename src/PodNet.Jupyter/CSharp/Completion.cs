using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PodNet.Jupyter.Languages;
using PodNet.Jupyter.Packages;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.CSharp;

/// <summary>What can stand at the cursor, from the compiler's symbols.</summary>
internal static class Completion
{
    private static readonly string[] Keywords =
    [
        .. SyntaxFacts.GetKeywordKinds().Concat([SyntaxKind.VarKeyword, SyntaxKind.AwaitKeyword, SyntaxKind.AsyncKeyword, SyntaxKind.RecordKeyword])
            .Select(SyntaxFacts.GetText).Where(k => k.Length > 0 && k.All(char.IsAsciiLetterLower)).Distinct(),
    ];

    public static CodeCompletions At(SubmissionChain chain, string code, int cursor)
    {
        cursor = Math.Clamp(cursor, 0, code.Length);
        int start = cursor;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1])) start--;
        string typed = code[start..cursor];
        if (typed.Length > 0 && char.IsAsciiDigit(typed[0])) return new([], cursor, cursor);

        (SyntaxTree tree, SemanticModel model) = chain.Analyze(PackageDirectives.Blank(code));
        SyntaxNode root = tree.GetRoot();
        if (IsText(root, start, cursor)) return new([], cursor, cursor);
        IEnumerable<CodeCompletion> found = LeftOfDot(root, start) is { } left ? Members(model, left, start) : Names(model, start, typed);
        return new(
            found.Where(c => c.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .DistinctBy(c => c.Text)
                .OrderBy(c => c.Text, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Text, StringComparer.Ordinal)
                .ToValueList(),
            start,
            cursor);
    }

    /// <summary>Whether the place lies in a string or a comment, where names mean nothing.</summary>
    private static bool IsText(SyntaxNode root, int start, int cursor)
    {
        if (cursor == 0) return false;
        SyntaxTrivia trivia = root.FindTrivia(cursor - 1);
        if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)) return true;
        SyntaxToken token = root.FindToken(start > 0 ? start - 1 : 0);
        bool isLiteral = token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;
        return isLiteral && token.SpanStart < cursor && (cursor < token.Span.End || !token.Text.EndsWith('"') || token.Text.Length == 1);
    }

    /// <summary>The expression or name before the dot at which the typed word hangs.</summary>
    private static ExpressionSyntax? LeftOfDot(SyntaxNode root, int start)
    {
        if (start == 0) return null;
        SyntaxToken dot = root.FindToken(start - 1);
        if (dot.Span.End > start) return null;
        return dot.Parent switch
        {
            MemberAccessExpressionSyntax access when access.OperatorToken == dot => access.Expression,
            QualifiedNameSyntax name when name.DotToken == dot => name.Left,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
    }

    private static IEnumerable<CodeCompletion> Members(SemanticModel model, ExpressionSyntax left, int position)
    {
        ISymbol? symbol = model.GetSymbolInfo(left).Symbol;
        ITypeSymbol? typeOfLeft = model.GetTypeInfo(left).Type;
        if (symbol is null && left is NameSyntax)
        {
            // Before another line, "x.Na" reads as a type's name in a declaration; it is meant as an expression.
            ExpressionSyntax expression = SyntaxFactory.ParseExpression(left.ToString());
            symbol = model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;
            typeOfLeft = model.GetSpeculativeTypeInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Type;
        }

        if (symbol is INamespaceSymbol space) return Shown(model.LookupNamespacesAndTypes(position, space));
        bool isType = symbol is ITypeSymbol;
        ITypeSymbol? type = symbol as ITypeSymbol ?? typeOfLeft;
        if (type is null or IErrorTypeSymbol) return [];
        ImmutableArray<ISymbol> members = model.LookupSymbols(position, type, includeReducedExtensionMethods: !isType);
        return Shown(members.Where(m => m is ITypeSymbol ? isType : m.IsStatic == isType));
    }

    private static IEnumerable<CodeCompletion> Names(SemanticModel model, int position, string typed)
    {
        IEnumerable<ISymbol> symbols = model.LookupSymbols(position);

        // Before a letter is typed, hundreds of types and keywords would hide the few names that are the notebook's own.
        return typed.Length == 0
            ? Shown(symbols.Where(s => s is not (ITypeSymbol or INamespaceSymbol) && s.ContainingType?.SpecialType != SpecialType.System_Object))
            : Shown(symbols).Concat(Keywords.Select(k => new CodeCompletion(k, "keyword")));
    }

    private static IEnumerable<CodeCompletion> Shown(IEnumerable<ISymbol> symbols) =>
        from symbol in symbols
        where symbol.CanBeReferencedByName && !symbol.IsImplicitlyDeclared && !IsHidden(symbol)
        select new CodeCompletion(symbol.Name, Kind(symbol));

    private static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(a =>
        (a.AttributeClass?.Name == "EditorBrowsableAttribute" && a.ConstructorArguments is [{ Value: 1 }]) || a.AttributeClass?.Name == "ObsoleteAttribute");

    private static string Kind(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "value",
        IFieldSymbol { ContainingType.IsScriptClass: true } => "variable",
        IFieldSymbol => "field",
        IEventSymbol => "event",
        INamespaceSymbol => "namespace",
        ITypeSymbol type => type.TypeKind.ToString().ToLowerInvariant(),
        _ => "variable",
    };
}
