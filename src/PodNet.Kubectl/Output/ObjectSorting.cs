using PodNet.Kubectl.JsonPaths;
using PodNet.Kubectl.Resources;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Output;

/// <summary><c>--sort-by</c>: objects in order of a field; those without it come first.</summary>
internal static class ObjectSorting
{
    /// <summary>The groups with the objects of each in order.</summary>
    /// <exception cref="KubectlException">No object has the field.</exception>
    public static IReadOnlyList<SelectedGroup> By(string written, IReadOnlyList<SelectedGroup> groups)
    {
        JsonPath path = CustomColumns.Relaxed(written);
        bool found = groups.Any(g => g.Objects.Any(o => Key(path, o.Content) is not null));
        string shown = "{." + written.Trim('{', '}').TrimStart('.') + "}";
        if (!found && groups.Any(g => g.Objects.Count > 0))
            throw new KubectlException($"couldn't find any field with path {GoText.Quote(shown)} in the list of objects");
        Comparer<ApiValue?> order = Comparer<ApiValue?>.Create(Compare);
        return [.. groups.Select(g => g with { Objects = g.Objects.OrderBy(o => Key(path, o.Content), order).ToValueList() })];
    }

    private static ApiValue? Key(JsonPath path, ApiMap content) => path.Find(content) is { Count: > 0 } values ? values[0] : null;

    private static int Compare(ApiValue? left, ApiValue? right)
    {
        if (left is null || right is null) return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        if (GoValues.Number(left) is { } a && GoValues.Number(right) is { } b) return a.CompareTo(b);
        return Natural(GoValues.Plain(left), GoValues.Plain(right));
    }

    // "web-2" before "web-10": runs of digits count as numbers.
    private static int Natural(string left, string right)
    {
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (!char.IsAsciiDigit(left[i]) || !char.IsAsciiDigit(right[j]))
            {
                if (left[i] != right[j]) return left[i].CompareTo(right[j]);
                i++;
                j++;
                continue;
            }

            string a = Digits(left, ref i), b = Digits(right, ref j);
            int order = a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
            if (order != 0) return order;
        }

        return (left.Length - i).CompareTo(right.Length - j);
    }

    private static string Digits(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text[start..at].TrimStart('0');
    }
}
