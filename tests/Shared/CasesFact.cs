using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit.Sdk;
using Xunit.v3;

namespace PodNet.Testing;

/// <summary>Measurements that lie outside of the repository, where PODNET_CASES points.</summary>
internal static class Cases
{
    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable("PODNET_CASES");

    /// <summary>The text of one file.</summary>
    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Folder!, .. path]));

    /// <summary>The names of the JSON files of a folder.</summary>
    public static IEnumerable<string> Files(params string[] path) =>
        Directory.EnumerateFiles(Path.Combine([Folder!, .. path]), "*.json").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    /// <summary>The folders with captures of the real kernel.</summary>
    public static IEnumerable<string> KernelVariants() =>
        Directory.EnumerateDirectories(Path.Combine(Folder!, "kernel")).Order(StringComparer.Ordinal);

    /// <summary>What the real tools printed in one namespace, by command.</summary>
    public static Dictionary<string, string[]> State(string variant, string name) =>
        StateOf(Read("kernel", variant, "state", $"{name}.txt"));

    /// <summary>The lines of each command in the text of a state file.</summary>
    public static Dictionary<string, string[]> StateOf(string text) =>
        Regex.Split(text.ReplaceLineEndings("\n"), @"^##### \S+\$ ", RegexOptions.Multiline)
            .Skip(1)
            .Select(section => section.Split('\n'))
            .ToDictionary(lines => lines[0], lines => lines[1..].SkipLast(1).Where(l => l.Length > 0).ToArray());
}

/// <summary>A test that needs those measurements; without them it does not exist, not even as a skip.</summary>
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

/// <summary>As <see cref="CasesFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(CasesTheoryDiscoverer))]
public sealed class CasesTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : TheoryAttribute(sourceFilePath, sourceLineNumber);

/// <summary>Finds tests only where PODNET_CASES is set.</summary>
public sealed class CasesTheoryDiscoverer : TheoryDiscoverer
{
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        Cases.Folder is null ? new([]) : base.Discover(discoveryOptions, testMethod, factAttribute);
}
