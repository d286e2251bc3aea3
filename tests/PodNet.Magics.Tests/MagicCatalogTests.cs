using PodNet.Model.Collections;

namespace PodNet.Magics.Tests;

/// <summary>What makes a magic complete: help, examples that run, parameters that say what they are.</summary>
public class MagicCatalogTests
{
    public static TheoryData<string> Names => [.. MagicRegistry.Default.All.Select(m => m.Name)];

    public static TheoryData<string, string> Examples =>
        new(MagicRegistry.Default.All.SelectMany(m => m.Examples.Select(e => (m.Name, e.Cell))));

    [Fact]
    public void EveryMagicOfTheAssemblyIsFound() => Assert.Equal(
        ["#!chart", "#!cluster", "#!cni", "#!compare", "#!help", "#!kubectl", "#!lsmagic", "#!node", "#!pcap", "#!pod", "#!service", "#!stack", "#!trace"],
        MagicRegistry.Default.All.Select(m => m.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void IsExplained(string name)
    {
        IMagic magic = MagicRegistry.Default.Find(name);

        Assert.Matches("^[A-Z][^\n]+[^.\n]$", magic.Help);
        Assert.NotEmpty(magic.Examples);
        Assert.All(magic.Examples, e => Assert.Contains(name, e.Cell));
        Assert.All(magic.Parameters, p => Assert.False(string.IsNullOrWhiteSpace(p.Help)));
        Assert.All(magic.Parameters, p => Assert.Equal(p.Kind == ParameterKind.Flag, p.Value.Length == 0));
        string help = new Session(MagicRegistry.Default).RunCell($"#!help {name[2..]}").Outputs[0][OutputBundle.Plain]!;
        Assert.All(magic.Parameters, p => Assert.Contains(p.Name, help));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExampleRuns(string name, string cell)
    {
        Session session = new(MagicRegistry.Default);

        MagicResult result = session.RunCell(cell);

        Assert.True(result.Succeeded, $"{name}: {result.Error}");
        Assert.All(result.Outputs, o => Assert.NotEmpty(o[OutputBundle.Plain]!));
        Assert.All(result.Outputs, o => Assert.NotEmpty(o[OutputBundle.Html]!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CompletionsComeWithAndWithoutACluster(string name)
    {
        Session session = new(MagicRegistry.Default);
        ValueList<MagicParameter> parameters = MagicRegistry.Default.Find(name).Parameters;
        Assert.All(parameters, p => Assert.NotNull(p.Completions(session.State).ToList()));
        session.RunCell("#!cluster --nodes 1");

        Assert.All(
            parameters.Where(p => p.Name is "--from" or "--to" or "--pod" || p.Kind == ParameterKind.Implicit),
            p => Assert.NotEmpty(p.Completions(session.State)));
    }

    [Fact]
    public void RefusesMagicsThatHostsCannotTake()
    {
        Assert.Throws<ArgumentException>(() => new MagicRegistry([new Broken("sample", [])]));
        Assert.Throws<ArgumentException>(() => new MagicRegistry([new Broken("#!a", []), new Broken("#!a", [])]));
        Assert.Throws<ArgumentException>(() => new MagicRegistry([new Broken("#!a", [new("name", "")])]));
        Assert.Throws<ArgumentException>(() => new MagicRegistry(
            [new Broken("#!a", [new("--a", "", "A", ParameterKind.Implicit), new("--b", "", "B", ParameterKind.Implicit)])]));
    }

    private sealed class Broken(string name, ValueList<MagicParameter> parameters) : IMagic
    {
        public string Name => name;

        public string Help => "";

        public ValueList<MagicParameter> Parameters => parameters;

        public ValueList<MagicExample> Examples => [];

        public MagicOutcome Run(MagicCall call, SessionState state) => new(state, []);
    }
}
