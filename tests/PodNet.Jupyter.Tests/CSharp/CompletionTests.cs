using PodNet.Jupyter.Languages;
using PodNet.Magics;

namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>What a front end asks while the user types. A bar marks the cursor.</summary>
public class CompletionTests
{
    private readonly CSharpNotebook _notebook = new();

    public CompletionTests() => _notebook.Value("var numbers = new List<int>(); string? text = \"\"; int Twice(int n) => 2 * n; enum Color { Red, Green }");

    [Theory]
    [InlineData("numbers.Co|", "Contains:method", "Count:property")]
    [InlineData("numbers.Sel|", "Select:method", "SelectMany:method")]
    [InlineData("text?.Subst|", "Substring:method")]
    [InlineData("num|", "numbers:variable")]
    [InlineData("Twi|", "Twice:method")]
    [InlineData("Color.|", "Green:value", "Red:value")]
    [InlineData("string.Jo|", "Join:method")]
    [InlineData("clus|", "cluster:property")]
    [InlineData("cluster.Tr|", "Trace:method")]
    [InlineData("cluster.Pods.Where(p => p.N|", "Name:property", "Node:property")]
    [InlineData("whi|", "while:keyword")]
    [InlineData("using System.Tex|", "Text:namespace")]
    [InlineData("var x = 1;\nx.CompareT|\nvar y = 2;", "CompareTo:method")]
    [InlineData("\"\U0001F600\".Len|", "Length:property")]
    public void Offers(string code, params string[] expected)
    {
        CodeCompletions found = Complete(code);
        string[] items = [.. found.Items.Select(i => $"{i.Text}:{i.Kind}")];
        Assert.All(expected, e => Assert.Contains(e, items));
        int cursor = code.IndexOf('|', StringComparison.Ordinal);
        Assert.Equal(cursor, found.End);
        Assert.All(found.Items, i => Assert.StartsWith(code[found.Start..cursor], i.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("\"numbers.|")]
    [InlineData("// numbers.|")]
    [InlineData("/* num|")]
    [InlineData("12|")]
    [InlineData("nothing.|")]
    public void Offers_nothing_where_nothing_can_stand(string code) => Assert.Empty(Complete(code).Items);

    [Fact]
    public void An_empty_line_offers_the_notebooks_own_names()
    {
        string[] items = [.. Complete("|").Items.Select(i => i.Text)];
        Assert.Superset(new HashSet<string> { "numbers", "text", "Twice", "cluster", "Display" }, items.ToHashSet());
        Assert.DoesNotContain("Console", items);
    }

    [Theory]
    [InlineData("cluster.Tra|ce(\"a\", \"b\")", "TracedExchange SessionCluster.Trace(string from, string to, int? port = null", "Follows a packet and its answer")]
    [InlineData("Twice|", "int Twice(int n)", "")]
    [InlineData("numb|ers", "List<int> numbers", "")]
    [InlineData("IpAddr|ess.Parse(\"1.2.3.4\")", "struct IpAddress", "128 bits")]
    public void Inspects(string code, string declaration, string words)
    {
        OutputBundle? found = _notebook.Language.Inspect(code.Replace("|", "", StringComparison.Ordinal), code.IndexOf('|', StringComparison.Ordinal));
        Assert.NotNull(found);
        Assert.Contains(declaration, found[OutputBundle.Plain], StringComparison.Ordinal);
        Assert.Contains(words, found[OutputBundle.Plain], StringComparison.Ordinal);
        Assert.StartsWith("```csharp\n", found["text/markdown"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("nothing", 3)]
    [InlineData("1 + 1", 99)]
    public void Knows_when_it_knows_nothing(string code, int cursor) => Assert.Null(_notebook.Language.Inspect(code, cursor));

    [Theory]
    [InlineData("1 + 1", Completeness.Complete)]
    [InlineData("", Completeness.Complete)]
    [InlineData("#r \"nuget:PodNetKernel\"", Completeness.Complete)]
    [InlineData("cluster.Pods\n    .Where(p => true)", Completeness.Complete)]
    [InlineData("if (true) {", Completeness.Incomplete)]
    [InlineData("1 +", Completeness.Incomplete)]
    [InlineData("F(1,", Completeness.Incomplete)]
    [InlineData("class A {", Completeness.Incomplete)]
    [InlineData("@\"abc", Completeness.Incomplete)]
    [InlineData("/* abc", Completeness.Incomplete)]
    [InlineData("var x = \"\"\"\nabc", Completeness.Incomplete)]
    [InlineData("F)", Completeness.Invalid)]
    [InlineData("if (x {", Completeness.Invalid)]
    [InlineData("\"abc", Completeness.Invalid)]
    [InlineData("class A { int x = = 3; }", Completeness.Invalid)]
    public void Knows_whether_a_cell_is_complete(string code, Completeness expected) => Assert.Equal(expected, _notebook.Language.CompletenessOf(code));

    private CodeCompletions Complete(string code) =>
        _notebook.Language.Complete(code.Replace("|", "", StringComparison.Ordinal), code.IndexOf('|', StringComparison.Ordinal));
}
