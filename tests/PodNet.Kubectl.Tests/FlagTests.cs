using PodNet.Kubectl.Flags;

namespace PodNet.Kubectl.Tests;

/// <summary>Flags are read as pflag reads them.</summary>
public class FlagTests
{
    private static readonly Flag[] Known =
        [new("namespace", Shorthand: 'n'), new("output", Shorthand: 'o'), Flag.Switch("stdin", 'i'), Flag.Switch("tty", 't'), new("replicas", FlagType.Number),
            new("dry-run", WithoutValue: "unchanged"),
            new("filename", FlagType.TextSlice, 'f'), new("timeout", FlagType.Duration)];

    [Theory]
    [InlineData("--namespace=x")]
    [InlineData("--namespace x")]
    [InlineData("-n x")]
    [InlineData("-nx")]
    [InlineData("-n=x")]
    [InlineData("pods -it -nx")]
    [InlineData("-itn x pods")]
    public void A_value_can_be_written_in_all_ways(string line) => Assert.Equal("x", FlagSet.Parse(line.Split(' '), Known).Text("namespace"));

    [Theory]
    [InlineData("--foo", "unknown flag: --foo")]
    [InlineData("-x", "unknown shorthand flag: 'x' in -x")]
    [InlineData("-itx", "unknown shorthand flag: 'x' in -x")]
    [InlineData("--namespace", "flag needs an argument: --namespace")]
    [InlineData("-n", "flag needs an argument: 'n' in -n")]
    [InlineData("--=x", "bad flag syntax: --=x")]
    [InlineData("--replicas=abc", "invalid argument \"abc\" for \"--replicas\" flag: strconv.ParseInt: parsing \"abc\": invalid syntax")]
    [InlineData("--replicas=99999999999999999999", "invalid argument \"99999999999999999999\" for \"--replicas\" flag: strconv.ParseInt: parsing "
        + "\"99999999999999999999\": value out of range")]
    [InlineData("--stdin=maybe", "invalid argument \"maybe\" for \"-i, --stdin\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax")]
    [InlineData("--timeout=5", "invalid argument \"5\" for \"--timeout\" flag: time: missing unit in duration \"5\"")]
    public void Mistakes_have_the_words_of_pflag(string line, string message) =>
        Assert.Equal(message, Assert.Throws<KubectlException>(() => FlagSet.Parse(line.Split(' '), Known)).Message);

    [Fact]
    public void Two_dashes_end_the_flags()
    {
        FlagSet flags = FlagSet.Parse(["pod", "-i", "--", "wget", "-O-"], Known);
        Assert.Equal(["pod", "wget", "-O-"], flags.Arguments);
        Assert.Equal(1, flags.ArgumentsBeforeDash);
    }

    [Fact]
    public void A_flag_may_have_a_value_or_none()
    {
        Assert.Equal("unchanged", FlagSet.Parse(["--dry-run", "client"], Known).Text("dry-run"));
        Assert.Equal("client", FlagSet.Parse(["--dry-run=client"], Known).Text("dry-run"));
        Assert.Equal(["a", "b", "c"], FlagSet.Parse(["-fa,b", "-f", "c"], Known).All("filename"));
    }
}
