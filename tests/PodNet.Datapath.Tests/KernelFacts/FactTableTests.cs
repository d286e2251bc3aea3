using System.Text.RegularExpressions;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>The table of facts in docs/fidelity.md: each has a test, and the test is there.</summary>
public class FactTableTests
{
    [Fact]
    public void Each_fact_names_tests_that_exist()
    {
        string[] rows =
        [
            .. File.ReadAllText(Golden.InRepository("docs/fidelity.md"))
                .Split("### What textbooks get wrong", 2)[1].Split("\n## ", 2)[0].Split('\n')
                .Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1),
        ];
        Assert.True(rows.Length > 15);
        Dictionary<string, string> sources = Directory.EnumerateFiles(Golden.InRepository("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .GroupBy(f => Path.GetFileNameWithoutExtension(f), f => File.ReadAllText(f))
            .ToDictionary(g => g.Key, string.Concat);
        foreach (string row in rows)
        {
            MatchCollection tests = Regex.Matches(row, @"`(\w+)\.(\w+|\*)`");
            Assert.True(tests.Count > 0, row);
            foreach (Match test in tests)
            {
                Assert.True(sources.TryGetValue(test.Groups[1].Value, out string? source), test.Value);
                Assert.True(test.Groups[2].Value == "*" || source.Contains($" {test.Groups[2].Value}(", StringComparison.Ordinal), test.Value);
            }
        }
    }
}
