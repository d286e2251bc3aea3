using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using PodNet.Jupyter.Packages;
using PodNet.Magics;

namespace PodNet.Jupyter.CSharp;

/// <summary>What a name is: its declaration, and what its documentation says.</summary>
internal static class Inspection
{
    public static OutputBundle? At(SubmissionChain chain, string code, int cursor)
    {
        (SyntaxTree tree, SemanticModel model) = chain.Analyze(PackageDirectives.Blank(code));
        if (SymbolAt(tree.GetRoot(), model, Math.Clamp(cursor, 0, code.Length)) is not { } symbol) return null;
        string declaration = Declaration(symbol);
        List<string> words = [.. Documentation(symbol)];
        string plain = string.Join("\n\n", words.Prepend(declaration));
        string markdown = string.Join("\n\n", words.Select(EscapeMarkdown).Prepend($"```csharp\n{declaration}\n```"));
        return new([new("text/markdown", markdown), new(OutputBundle.Plain, plain)]);
    }

    /// <summary>The symbol of the word around the cursor or just before it.</summary>
    private static ISymbol? SymbolAt(SyntaxNode root, SemanticModel model, int cursor)
    {
        foreach (int place in (int[])[cursor, cursor - 1])
        {
            if (place < 0 || place >= root.FullSpan.End) continue;
            SyntaxToken token = root.FindToken(place);
            if (!token.Span.Contains(place) || token.Parent is not { } node) continue;
            SymbolInfo info = model.GetSymbolInfo(node);
            ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? model.GetDeclaredSymbol(node);
            if (symbol is not (null or IErrorTypeSymbol)) return symbol;
        }

        return null;
    }

    private static string Declaration(ISymbol symbol)
    {
        SymbolDisplayFormat format = SymbolDisplayFormat.MinimallyQualifiedFormat
            .AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)
            .AddParameterOptions(SymbolDisplayParameterOptions.IncludeDefaultValue)
            .AddKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword);
        if (symbol.ContainingType?.IsScriptClass == true) format = format.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);
        int overloads = symbol is IMethodSymbol { ContainingType: { } type } ? type.GetMembers(symbol.Name).Length - 1 : 0;
        string more = overloads > 0 ? $" (+ {overloads} more)" : "";
        return symbol.ToDisplayString(format) + more;
    }

    private static IEnumerable<string> Documentation(ISymbol symbol)
    {
        string? xml = symbol.OriginalDefinition.GetDocumentationCommentXml();
        if (string.IsNullOrWhiteSpace(xml)) return [];
        try
        {
            XElement member = XElement.Parse($"<doc>{xml}</doc>");
            return member.Descendants("summary").Select(Text)
                .Concat(member.Descendants("param").Select(p => $"{p.Attribute("name")?.Value}: {Text(p)}"))
                .Concat(member.Descendants("returns").Select(r => $"Returns: {Text(r)}"))
                .Concat(member.Descendants("exception").Select(e => $"{Last(e.Attribute("cref")?.Value ?? "")}: {Text(e)}"))
                .Where(t => t.Length > 0);
        }
        catch (XmlException)
        {
            return []; // Somebody's file beside somebody's library.
        }
    }

    private static string Text(XElement element)
    {
        StringBuilder text = new();
        foreach (XNode node in element.DescendantNodes())
        {
            if (node is XText words) text.Append(words.Value);
            else if (node is XElement { IsEmpty: true } reference)
                text.Append(Last(reference.Attribute("cref")?.Value ?? reference.Attribute("name")?.Value ?? reference.Attribute("langword")?.Value ?? ""));
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Last(string cref)
    {
        string name = cref.Split('(')[0];
        return name[(name.LastIndexOfAny(['.', ':']) + 1)..];
    }

    private static string EscapeMarkdown(string text) =>
        string.Concat(text.Select(c => c is '\\' or '`' or '*' or '_' or '<' or '>' or '[' or ']' or '#' or '|' ? $"\\{c}" : c.ToString()));
}
