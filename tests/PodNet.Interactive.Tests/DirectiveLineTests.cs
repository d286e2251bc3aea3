using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Parsing;

namespace PodNet.Interactive.Tests;

/// <summary>The stand-in reads a directive's line as the real parser was seen to.</summary>
public class DirectiveLineTests
{
    private static readonly KernelActionDirective Demo = new("#!demo")
    {
        Parameters =
        [
            new("--name") { AllowImplicitName = true, Required = true },
            new("--nodes"),
            new("--verbose") { Flag = true },
        ],
    };

    [Theory]
    [InlineData("#!demo one --nodes 2", "--name=one --nodes=2")]
    [InlineData("#!demo --nodes 2 one", "--name=one --nodes=2")]
    [InlineData("#!demo --name one --verbose", "--name=one --verbose=")]
    [InlineData("#!demo \"two words\"", "--name=two words")]
    [InlineData("#!demo \"C:\\new dir\\x\"", "--name=C:\\new dir\\x")]
    [InlineData("#!demo \"\"\"he said \"hi\" ok\"\"\"", "--name=he said \"hi\" ok")]
    [InlineData("#!demo \"a \\\"q\\\" b\"", "--name=a \\\"q\\\" b")]
    [InlineData("#!demo {\"a\":1}", "--name={\"a\":1}")]
    [InlineData("#!demo 'single quotes'", "")]
    [InlineData("#!demo one extra", "")]
    [InlineData("#!demo one # comment", "")]
    [InlineData("#!demo one --verbose extra", "--name=one --verbose=")]
    public void Binds(string line, string bound) =>
        Assert.Equal(bound, string.Join(' ', DirectiveLine.Of(line, Demo).Values.OrderBy(v => v.Key).Select(v => $"{v.Key}={v.Value}")));

    [Theory]
    [InlineData("#!demo", "DNI104")]
    [InlineData("#!demo --name", "DNI104")]
    [InlineData("#!demo --name --nodes 2", "DNI104")]
    [InlineData("#!demo one --count 2", "DNI103")]
    [InlineData("#!demo --name=one", "DNI103")]
    [InlineData("#!demo one -n 2", "DNI103")]
    [InlineData("#!demo one --nodes 2 --nodes 3", "DNI105")]
    [InlineData("#!demo {\"a\":", "DNI106")]
    [InlineData("#!demo @missing", "DNI202")]
    public void Refuses(string line, string code) => Assert.Contains(DirectiveLine.Of(line, Demo).Errors, e => e.StartsWith(code, StringComparison.Ordinal));

    [Fact]
    public void ADirectiveIsItsLineAndStandsAtTheVeryStart()
    {
        SubmissionSplit split = SubmissionSplit.Of("int a;\n#!demo one\nint b;\n #!demo two", [Demo]);

        Assert.Empty(split.Errors);
        Assert.Equal(["int a;", "#!demo one", "int b;\n #!demo two"], split.Parts.Select(p => p.Text));
        Assert.StartsWith("DNI101", SubmissionSplit.Of("#!other", [Demo]).Errors.Single());
    }
}
