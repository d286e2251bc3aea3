namespace PodNet.Kubernetes.Validation;

/// <summary>Finds what a person probably meant.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest edits from <paramref name="written"/>, if they are few for its length, else null. Case
    /// does not count; of equals the first in ordinal order.</summary>
    public static string? Of(string written, IEnumerable<string> candidates)
    {
        string? best = null;
        int fewest = Math.Max(1, Math.Min(written.Length, 24) / 3) + 1;
        foreach (string candidate in candidates.Order(StringComparer.Ordinal))
        {
            if (Math.Abs(candidate.Length - written.Length) >= fewest) continue;
            int edits = Edits(written.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (edits < fewest) (best, fewest) = (candidate, edits);
        }

        return best;
    }

    /// <summary>", did you mean "X"?", or nothing where no candidate is near.</summary>
    public static string Suggestion(string written, IEnumerable<string> candidates) =>
        Of(written, candidates) is { } near ? $", did you mean {FieldErrors.Quote(near)}?" : "";

    // Optimal string alignment (Levenshtein's distance, with two letters in the wrong order as one edit), a row at a time.
    private static int Edits(string a, string b)
    {
        int[] twoAbove = [], above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], twoAbove[j - 2] + 1);
            }

            (twoAbove, above) = (above, row);
        }

        return above[^1];
    }
}
