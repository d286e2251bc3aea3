using System.Text;
using System.Text.RegularExpressions;
using PodNet.Kubectl.JsonPaths;

namespace PodNet.Kubectl.Output;

/// <summary><c>-o custom-columns=NAME:.metadata.name,...</c>: a table whose cells are paths into the objects.</summary>
internal sealed partial class CustomColumns : ObjectFormat
{
    private readonly bool _noHeaders;
    private readonly List<(string Header, JsonPath Path)> _columns = [];

    /// <summary>Columns as they are written after the equals sign.</summary>
    /// <exception cref="KubectlException">One of them cannot be read.</exception>
    public CustomColumns(string spec, bool noHeaders)
    {
        _noHeaders = noHeaders;
        foreach (string column in spec.Split(','))
        {
            if (column.Split(':', 2) is not [var header, var path])
                throw new KubectlException($"unexpected custom-columns spec: {column}, expected <header>:<json-path-expr>");
            _columns.Add((header, Relaxed(path)));
        }
    }

    /// <summary>The columns of a template file: a line of headers, and a line of paths.</summary>
    /// <exception cref="KubectlException">The file has another form.</exception>
    public static string SpecOfFile(string text)
    {
        string[][] lines = [.. text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];
        if (lines.Length < 2 || lines[1].Length == 0)
            throw new KubectlException("invalid template, missing spec line. Expected format is one line of space separated headers, one line of "
                + "space separated column specs.");
        if (lines[0].Length != lines[1].Length)
            throw new KubectlException($"number of headers ({lines[0].Length}) and field specifications ({lines[1].Length}) don't match");
        return string.Join(',', lines[0].Zip(lines[1], (h, p) => $"{h}:{p}"));
    }

    /// <summary>A path that may be written without braces or without its first dot.</summary>
    /// <exception cref="KubectlException">It cannot be read.</exception>
    public static JsonPath Relaxed(string path)
    {
        if (path.Length == 0) return JsonPath.Parse("");
        Match match = PathForms().Match(path);
        if (!match.Success)
            throw new KubectlException("unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'");
        return JsonPath.Parse($"{{.{match.Groups[1].Value}{match.Groups[2].Value}}}");
    }

    /// <inheritdoc/>
    public override string Print(ApiMap content)
    {
        StringBuilder rows = new();
        if (!_noHeaders) rows.AppendJoin('\t', _columns.Select(c => c.Header)).Append('\n');
        foreach (ApiMap row in content.Text("kind") == "List" ? content.Maps("items") : [content])
            rows.AppendJoin('\t', _columns.Select(c => Cell(c.Path, row))).Append('\n');
        return TabWriter.Table(rows.ToString());
    }

    private static string Cell(JsonPath path, ApiMap row) =>
        path.Find(row) is { Count: > 0 } found ? TerminalText.Escape(string.Join(',', found.Select(GoValues.Plain))) : "<none>";

    [GeneratedRegex(@"^\{\.?([^{}]+)\}\z|^\.?([^{}]+)\z")]
    private static partial Regex PathForms();
}
