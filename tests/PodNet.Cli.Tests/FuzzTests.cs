using CsCheck;

namespace PodNet.Cli.Tests;

/// <summary>Whatever stands in a file, the tool answers with one of its exit codes and no defect.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly string[] Pieces =
        ["null", "-1", "1e99", "\"\"", "{}", "[]", "true", "\"<script>\"", ",", ":", "{", "}", "[", "]", "\\ud800", "\\", "\u0000", "#!cluster", "99999999999999999999"];

    private readonly CommandLine _podnet = new();

    public void Dispose() => _podnet.Dispose();

    [Fact]
    public void Mutated_captures() => Mutants(File.ReadAllText("captures/probes.json")).Sample(
        text => Answers("probes.json", text, "verify", "--cluster", Path.GetFullPath("captures/cluster.yaml"), "--captures", "probes.json"),
        iter: 200, threads: 1);

    [Fact]
    public void Mutated_notebooks() => Mutants(CommandLine.Notebook("#!cluster --nodes 1\n#!node node1"))
        .Sample(text => Answers("fuzz.ipynb", text, "run", "fuzz.ipynb", "--out", "out"), iter: 200, threads: 1);

    private static Gen<string> Mutants(string text) =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, text.Length], Gen.Int[1, 30], Gen.Int[0, Pieces.Length - 1]).Array[1, 3].Select(edits =>
        {
            string mutant = text;
            foreach ((int kind, int place, int length, int piece) in edits)
            {
                // A value is changed as a whole more often than a character: what still parses gets deeper.
                int at = Math.Min(place, mutant.Length), end = Math.Min(at + length, mutant.Length);
                int colon = mutant.IndexOf(": ", at, StringComparison.Ordinal), comma = colon < 0 ? -1 : mutant.IndexOfAny([',', '}', ']'], colon);
                mutant = kind switch
                {
                    0 => mutant.Remove(at, end - at),
                    1 when comma > 0 => mutant[..(colon + 2)] + Pieces[piece % 8] + mutant[comma..],
                    _ => mutant.Insert(at, Pieces[piece]),
                };
            }

            return mutant;
        });

    private void Answers(string file, string text, params string[] arguments)
    {
        _podnet.Write(file, text);
        (int code, _, string error) = _podnet.Run(arguments);
        Assert.InRange(code, 0, 2);
        Assert.DoesNotContain("defect of PodNet", error);
        Assert.DoesNotContain("   at ", error);
    }
}
