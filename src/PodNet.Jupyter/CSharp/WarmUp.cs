using PodNet.Jupyter.Languages;
using PodNet.Magics;

namespace PodNet.Jupyter.CSharp;

/// <summary>Small cells like those a learner begins with, run in a notebook of their own: compiler, runtime and formatters are compiled to machine code
/// before the first real cell needs them.</summary>
internal static class WarmUp
{
    private static readonly string[] Cells =
    [
        "1 + 1",
        "var names = new[] { \"a\", \"b\" }; Console.WriteLine($\"{names.Length} names\");",
        "record Point(int X, int Y);\nint Twice(int n) => 2 * n;",
        "names.Select(n => new Point(Twice(n.Length), 2)).ToList()",
        "await Task.Delay(1); names.Length",
        "var trace = cluster.Trace(\"client1\", \"web1\", 80); trace.Hops.Count",
        "cluster.Pods.Where(p => p.Node == \"node1\")",
        "Display(trace)",
        "nothing",
        "throw new InvalidOperationException(\"warm\");",
    ];

    /// <summary>Runs them.</summary>
    /// <param name="session">The session of <paramref name="language"/>, which nobody else uses.</param>
    public static void Run(CSharpLanguage language, Session session)
    {
        Nowhere nowhere = new();
        session.RunCell("#!cluster --nodes 1");
        foreach (string cell in Cells) language.Run(cell, nowhere, CancellationToken.None);
        language.Complete("names.Le", 8);
        language.Inspect("names.Length", 8);
        language.CompletenessOf("if (true)");
    }

    private sealed class Nowhere : ICellOutput
    {
        public void Print(string text, bool toStandardError = false)
        {
        }

        public void Display(OutputBundle output, string? displayId = null)
        {
        }

        public void Update(OutputBundle output, string displayId)
        {
        }
    }
}
