using System.Globalization;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Check;

/// <summary>What a check found.</summary>
/// <param name="Passed">Cases that are as recorded.</param>
/// <param name="Failures">One line for each that is not.</param>
/// <param name="NotJudged">Cases of which the file itself says that they prove nothing.</param>
public sealed record CheckReport(int Passed, ValueList<string> Failures, int NotJudged)
{
    /// <summary>Nothing checked yet.</summary>
    public static CheckReport Empty { get; } = new(0, [], 0);

    /// <summary>Whether something was checked and all of it is as recorded.</summary>
    public bool IsGood => Passed > 0 && Failures.Count == 0;

    /// <summary>The last line of the account.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failures.Count} failed, {NotJudged} not judged");

    /// <summary>Both together.</summary>
    public static CheckReport operator +(CheckReport left, CheckReport right) =>
        new(left.Passed + right.Passed, [.. left.Failures, .. right.Failures], left.NotJudged + right.NotJudged);

    /// <summary>Both together.</summary>
    public static CheckReport Add(CheckReport left, CheckReport right) => left + right;
}
