using System.Collections;
using System.Globalization;

namespace PodNet.Jupyter.Formatting;

/// <summary>The beginning of a sequence, which may be endless and is gone through once.</summary>
/// <param name="Items">The first ones.</param>
/// <param name="Rest">What to say of those that follow ("... and 20 more"), or null when none do.</param>
internal sealed record Rows(IReadOnlyList<object?> Items, string? Rest)
{
    /// <summary>Rows that are shown.</summary>
    public const int Most = 100;

    public static Rows Read(IEnumerable sequence, int most = Most)
    {
        List<object?> items = [];
        IEnumerator enumerator = sequence.GetEnumerator();
        try
        {
            while (items.Count < most && enumerator.MoveNext()) items.Add(enumerator.Current);
            if (items.Count < most || !enumerator.MoveNext()) return new(items, null);
        }
        finally
        {
            (enumerator as IDisposable)?.Dispose();
        }

        return new(items, Count(sequence) is { } all
            ? string.Create(CultureInfo.InvariantCulture, $"... and {all - most} more, {all} in all")
            : "... and more");
    }

    /// <summary>The count where the sequence knows it without being gone through.</summary>
    private static int? Count(IEnumerable sequence)
    {
        if (sequence is ICollection known) return known.Count;
        Type? counted = sequence.GetType().GetInterfaces().FirstOrDefault(i =>
            i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>) || i.GetGenericTypeDefinition() == typeof(ICollection<>)));
        return counted?.GetProperty("Count")?.GetValue(sequence) as int?;
    }
}
