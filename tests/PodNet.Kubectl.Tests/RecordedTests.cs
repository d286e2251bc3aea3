using System.Text.RegularExpressions;
using PodNet.Kubectl.Check;

namespace PodNet.Kubectl.Tests;

/// <summary>Everything that a real kubectl printed, where the recordings are at hand.</summary>
public partial class RecordedTests
{
    [CasesFact]
    public void Sessions_are_as_recorded()
    {
        string folder = Path.Combine(Cases.Folder!, "kubectl");
        CheckReport report = KubectlCheck.Run(
            "sessions.json", Cases.Read("kubectl", "sessions.json"), path =>
                TextOf(Path.Combine(folder, path)), ["empty-and-errors", "namespaces-nodes", "pods", "services"], Served());
        Assert.Empty(report.Failures);
        Assert.True(report.Passed > 100, report.Summary);
    }

    [CasesFact]
    public void Rows_are_as_recorded()
    {
        CheckReport report = KubectlCheck.Run("printer-cases.json", Cases.Read("kubectl", "printer-cases.json"), _ => null);
        Assert.Empty(report.Failures);
        Assert.True(report.Passed > 100, report.Summary);
    }

    private static string? TextOf(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    // Kinds that are not served yet are no part of this.
    [GeneratedRegex(@"^(?!.*(netpol|networkpolic|bad-(cidr|except|ipblock|endport|policytype|peer)))")]
    private static partial Regex Served();
}
