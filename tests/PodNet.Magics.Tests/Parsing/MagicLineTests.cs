using PodNet.Magics.Parsing;
using PodNet.Model.Collections;

namespace PodNet.Magics.Tests.Parsing;

public class MagicLineTests
{
    private static readonly MagicRegistry Magics = new([new Sample(), new Bare()]);

    [Theory]
    [InlineData("#!sample --name demo", "demo", null, false)]
    [InlineData("#!sample demo", "demo", null, false)]
    [InlineData("#!sample --verbose demo", "demo", null, true)]
    [InlineData("#!sample demo --count 3 --verbose", "demo", "3", true)]
    [InlineData("#!sample\t--count  3   --name\tdemo  ", "demo", "3", false)]
    [InlineData("#!sample \"two words\"", "two words", null, false)]
    [InlineData("#!sample --name \"C:\\new dir\\x\"", "C:\\new dir\\x", null, false)]
    [InlineData("#!sample --name \"--count\"", "--count", null, false)]
    [InlineData("#!sample \"@x\" --count \"{1}\"", "@x", "{1}", false)]
    [InlineData("#!sample \"\"", "", null, false)]
    [InlineData("#!sample default/web,10.244.1.2;a#b'c", "default/web,10.244.1.2;a#b'c", null, false)]
    public void Reads(string line, string name, string? count, bool verbose)
    {
        MagicCall call = MagicLine.Parse(line, Magics);

        Assert.Equal((name, count, verbose), (call.Required("--name"), call.Text("--count"), call.Has("--verbose")));
    }

    [Theory]
    [InlineData("#!sample --name=demo", "write a blank instead of =: --name demo")]
    [InlineData("#!sample -n demo", "there are no short names; write --name")]
    [InlineData("#!sample -h", "there are no short names; write the whole name")]
    [InlineData("#!sample -- demo", "-- ends nothing here")]
    [InlineData("#!sample 'single quotes'", "write \"single\" in double quotes")]
    [InlineData("#!sample demo extra", "'extra' is one value too many")]
    [InlineData("#!sample demo # comment", "a comment cannot stand on a magic's line")]
    [InlineData("#!sample demo // comment", "a comment cannot stand on a magic's line")]
    [InlineData("#!sample @name", "has to be quoted: \"@name\"")]
    [InlineData("#!sample {\"a\":1}", "begins with { has to be quoted")]
    [InlineData("#!sample [1]", "begins with [ has to be quoted")]
    [InlineData("#!sample \"open", "the double quote in column 10 is not closed")]
    [InlineData("#!sample \"a \\\"q\\\" b\"", "holds no double quotes, not even with a backslash")]
    [InlineData("#!sample \"\"\"raw\"\"\"", "a blank has to follow the closing double quote")]
    [InlineData("#!sample de\"mo\"", "double quotes enclose a whole value")]
    [InlineData("#!sample demo --name other", "--name stands twice")]
    [InlineData("#!sample --name demo other", "'other' is one value too many")]
    [InlineData("#!sample demo --verbose --verbose", "--verbose stands twice")]
    [InlineData("#!sample demo --count", "--count of #!sample needs a value: --count NUMBER")]
    [InlineData("#!sample demo --count --verbose", "'--verbose' is none")]
    [InlineData("#!sample demo --count -1", "'-1' is none (in double quotes it would be)")]
    [InlineData("#!sample demo --coutn 3", "no parameter '--coutn', did you mean \"--count\"?")]
    [InlineData("#!sample", "#!sample needs NAME")]
    [InlineData("#!smaple demo", "unknown magic '#!smaple'")]
    [InlineData("#!sampel demo", "#!lsmagic lists them all")]
    [InlineData("#!bare web", "takes no value without a name: 'web'")]
    public void RefusesAndShowsTheWayOut(string line, string message)
    {
        MagicException refused = Assert.Throws<MagicException>(() => MagicLine.Parse(line, Magics));

        Assert.Contains(message, refused.Message);
    }

    [Fact]
    public void AHostGivesValuesThatItsOwnParserRead()
    {
        Dictionary<string, string> values = new() { ["--name"] = "x", ["--nmae"] = "y" };

        MagicException refused = Assert.Throws<MagicException>(() => new MagicCall(new Sample(), values));

        Assert.Contains("--nmae", refused.Message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("8")]
    [InlineData("x")]
    [InlineData("1.5")]
    [InlineData("")]
    public void NumbersHaveARange(string text)
    {
        MagicCall call = MagicLine.Parse($"#!sample demo --count \"{text}\"", Magics);

        MagicException refused = Assert.Throws<MagicException>(() => call.Number("--count", 1, 7));

        Assert.Equal($"--count is '{text}'; it has to be a whole number from 1 to 7", refused.Message);
    }

    private sealed class Sample : IMagic
    {
        public string Name => "#!sample";

        public string Help => "For tests";

        public string BodyHelp => "anything";

        public ValueList<MagicParameter> Parameters =>
        [
            new("--name", "a name", "NAME", ParameterKind.Implicit) { Required = true },
            new("--count", "a number", "NUMBER"),
            new("--verbose", "say more", Kind: ParameterKind.Flag),
        ];

        public ValueList<MagicExample> Examples => [];

        public MagicOutcome Run(MagicCall call, SessionState state) => new(state, []);
    }

    private sealed class Bare : IMagic
    {
        public string Name => "#!bare";

        public string Help => "For tests";

        public ValueList<MagicParameter> Parameters => [];

        public ValueList<MagicExample> Examples => [];

        public MagicOutcome Run(MagicCall call, SessionState state) => new(state, []);
    }
}
