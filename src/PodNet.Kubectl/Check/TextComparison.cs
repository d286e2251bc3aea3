using System.Globalization;
using System.Text.RegularExpressions;

namespace PodNet.Kubectl.Check;

/// <summary>Compares printed texts line by line with recorded ones, in which placeholders such as &lt;AGE&gt; stand for what differs from run to
/// run. Runs of blanks count as one: columns are as wide as what is in them.</summary>
internal sealed partial class TextComparison(Correspondence known, bool rowsMayMove)
{
    /// <summary>Null where the texts agree, else what differs first.</summary>
    /// <remarks>What is learned of names and addresses is kept only where they agree.</remarks>
    public string? Difference(RecordedText expected, string got, string stream)
    {
        string[] wanted = Lines(expected.Masked), raw = Lines(expected.Raw), ours = Lines(got);
        if (raw.Length != wanted.Length) raw = wanted;
        Correspondence learned = known.Copy();
        int at = 0;
        while (at < wanted.Length && at < ours.Length)
        {
            int block = rowsMayMove ? MovableBlock(wanted, at) : 1;
            int end = Math.Min(at + block, Math.Min(wanted.Length, ours.Length));
            if (!Assign(wanted[at..end], raw[at..end], [.. ours[at..end]], learned, out Correspondence? after))
                return Message(stream, at, wanted[at], ours[at]);
            learned = after;
            at = end;
        }

        if (wanted.Length != ours.Length)
            return Message(stream, at, at < wanted.Length ? wanted[at] : null, at < ours.Length ? ours[at] : null);
        known.Take(learned);
        return null;
    }

    private static string[] Lines(string text) => [.. Blanks().Replace(text, " ").Split('\n')];

    private static string Message(string stream, int line, string? expected, string? got) => string.Create(
        CultureInfo.InvariantCulture,
        $"{stream} line {line + 1}: expected {(expected is null ? "nothing" : GoText.Quote(expected))} got {(got is null ? "nothing" : GoText.Quote(got))}");

    // Rows next to each other whose names end at random are in any order.
    private static int MovableBlock(string[] wanted, int at)
    {
        int end = at;
        while (end < wanted.Length && wanted[end].Contains("<RAND", StringComparison.Ordinal)) end++;
        return Math.Max(1, end - at);
    }

    // Gives each expected line one of ours; what one pair teaches has to hold for the next.
    private static bool Assign(string[] wanted, string[] raw, List<string> ours, Correspondence known, out Correspondence after)
    {
        after = known;
        if (wanted.Length == 0) return true;
        for (int i = 0; i < ours.Count; i++)
        {
            if (known.Matching(wanted[0], raw[0], ours[i]) is not { } learned) continue;
            List<string> rest = [.. ours];
            rest.RemoveAt(i);
            if (Assign(wanted[1..], raw[1..], rest, learned, out after)) return true;
        }

        after = known;
        return false;
    }

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
