using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit.Sdk;
using Xunit.v3;

namespace PodNet.Printing.Tests;

/// <summary>Outputs of the real tools that lie outside of the repository, where PODNET_CASES points.</summary>
internal static class Cases
{
    public static string? Folder => Environment.GetEnvironmentVariable("PODNET_CASES");

    /// <summary>What was printed in one namespace, by command.</summary>
    public static Dictionary<string, string[]> State(string variant, string name)
    {
        string text = File.ReadAllText(Path.Combine(Folder!, "kernel", variant, "state", $"{name}.txt"));
        return Regex.Split(text, @"^##### \S+\$ ", RegexOptions.Multiline)
            .Skip(1)
            .Select(section => section.Split('\n'))
            .ToDictionary(lines => lines[0], lines => lines[1..].SkipLast(1).Where(l => l.Length > 0).ToArray());
    }
}

/// <summary>A test that needs those outputs; without them it does not exist.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(CasesFactDiscoverer))]
public sealed class CasesFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber);

/// <summary>Finds tests only where PODNET_CASES is set.</summary>
public sealed class CasesFactDiscoverer : FactDiscoverer
{
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        Cases.Folder is null ? new([]) : base.Discover(discoveryOptions, testMethod, factAttribute);
}
