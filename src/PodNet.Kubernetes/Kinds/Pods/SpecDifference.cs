using System.Globalization;
using System.Text;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds.Pods;

/// <summary>Shows what differs between two specs in the manner of go-cmp, which the API server appends to its refusal: "-" is what was asked
/// for, "+" what is there.</summary>
internal static class SpecDifference
{
    /// <summary>The lines that differ, with the fields they are in.</summary>
    public static string Between(ApiMap asked, ApiMap there)
    {
        StringBuilder text = new("  core.PodSpec{\n");
        Fields(text, asked, there, 1);
        return text.Append("  }\n").ToString();
    }

    private static void Fields(StringBuilder text, ApiMap asked, ApiMap there, int depth)
    {
        int same = 0;
        foreach (string name in asked.Fields.Concat(there.Fields).Select(f => f.Key).Distinct().Order(StringComparer.Ordinal))
        {
            if (asked[name] == there[name]) same++;
            else Value(text, GoName(name) + ": ", asked[name], there[name], depth);
        }

        if (same > 0) Line(text, ' ', depth, string.Create(CultureInfo.InvariantCulture, $"... // {same} identical fields"));
    }

    private static void Value(StringBuilder text, string lead, ApiValue? asked, ApiValue? there, int depth)
    {
        if (asked is ApiMap a && there is ApiMap b)
        {
            Line(text, ' ', depth, lead + "{");
            Fields(text, a, b, depth + 1);
            Line(text, ' ', depth, "},");
        }
        else if (asked is ApiList x && there is ApiList y)
        {
            Line(text, ' ', depth, lead + "{");
            for (int i = 0; i < Math.Max(x.Items.Count, y.Items.Count); i++)
            {
                ApiValue? one = i < x.Items.Count ? x.Items[i] : null, other = i < y.Items.Count ? y.Items[i] : null;
                if (one != other) Value(text, "", one, other, depth + 1);
            }

            Line(text, ' ', depth, "},");
        }
        else
        {
            if (asked is not null || lead.Length > 0) Line(text, '-', depth, $"{lead}{Written(asked)},");
            if (there is not null || lead.Length > 0) Line(text, '+', depth, $"{lead}{Written(there)},");
        }
    }

    private static void Line(StringBuilder text, char sign, int depth, string content) =>
        text.Append(sign).Append(' ').Append('\t', depth).Append(content).Append('\n');

    private static string GoName(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Written(ApiValue? value) => value switch
    {
        null => "nil",
        ApiText text => GoText.Quote(text.Text),
        ApiMap map => "{" + string.Join(", ", map.Fields.Select(f => $"{GoName(f.Key)}: {Written(f.Value)}")) + "}",
        ApiList list => "{" + string.Join(", ", list.Items.Select(Written)) + "}",
        _ => value.ToString() ?? "",
    };
}
