using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace PodNet.Kubernetes.Tests;

/// <summary>Allocations of the real host-local plugin that lie outside of the repository, where PODNET_CASES points.</summary>
internal static class Cases
{
    public static string? Folder => Environment.GetEnvironmentVariable("PODNET_CASES");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Folder!, .. path]));
}

/// <summary>A test that needs those cases; without them it does not exist.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(CasesFactDiscoverer))]
public sealed class CasesFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : FactAttribute(file, line);

/// <summary>Finds tests only where PODNET_CASES is set.</summary>
public sealed class CasesFactDiscoverer : FactDiscoverer
{
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        Cases.Folder is null ? new([]) : base.Discover(discoveryOptions, testMethod, factAttribute);
}
