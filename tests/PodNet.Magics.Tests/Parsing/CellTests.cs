using PodNet.Magics.Parsing;
using PodNet.Model.Collections;

namespace PodNet.Magics.Tests.Parsing;

public class CellTests
{
    [Fact]
    public void MagicsAndCodeKeepTheirOrderAndLines()
    {
        ValueList<CellPart> parts = Split("// a comment\n#!lsmagic\n\nint x = 1;\nx + 1\n#!help trace\n");

        Assert.Equal(["#!lsmagic@2", "int x = 1;@4", "#!help@6"], parts.Select(Shown));
    }

    [Fact]
    public void ABodyGoesToTheEndOfTheCell()
    {
        MagicPart part = Assert.IsType<MagicPart>(Assert.Single(Split("#!cluster\r\n# a comment\r\nnodes: 2\r\n")));

        Assert.Equal("\n# a comment\nnodes: 2\n", part.Call.Body);
    }

    [Theory]
    [InlineData("#!cluster --nodes 2")]
    [InlineData("#!cluster --nodes 2\n\n   \n")]
    [InlineData("#!cluster --nodes 2\n// two nodes")]
    public void BlankLinesAndCommentsAreNoBody(string cell) =>
        Assert.Null(Assert.IsType<MagicPart>(Assert.Single(Split(cell))).Call.Body);

    [Theory]
    [InlineData(
        "#!cluster\nnodes: 2\n#!trace --from a --to b",
        "line 1: the lines below #!cluster belong to it up to the end of the cell, but line 3 is another magic")]
    [InlineData("\n #!lsmagic", "line 2: a magic stands at the very start of its line")]
    [InlineData("#!lsmagic\n#!nix", "line 2: unknown magic '#!nix'")]
    [InlineData("#!", "unknown magic '#!'")]
    public void RefusesWithTheLine(string cell, string message)
    {
        MagicException refused = Assert.Throws<MagicException>(() => Split(cell));

        Assert.StartsWith(message, refused.Message);
    }

    private static ValueList<CellPart> Split(string cell) => Cell.Split(cell, MagicRegistry.Default);

    private static string Shown(CellPart part) => part switch
    {
        MagicPart magic => $"{magic.Call.Magic.Name}@{magic.Line}",
        CodePart code => $"{code.FirstLine}@{code.Line}",
        _ => "",
    };
}
