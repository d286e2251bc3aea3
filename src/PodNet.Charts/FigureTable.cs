using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodNet.Model.Collections;
using PodNet.Model.Text;

namespace PodNet.Charts;

/// <summary>The numbers of one trace of a figure.</summary>
/// <param name="Name">Its name and kind, as "yesterday (bar)".</param>
/// <param name="Columns">Names of its data: x, y, labels ...; with the axis' title where it has one.</param>
/// <param name="Rows">As many cells as there are columns.</param>
/// <param name="Left">How many rows are not listed.</param>
public sealed record TraceTable(string Name, ValueList<string> Columns, ValueList<ValueList<string>> Rows, int Left);

/// <summary>A plotly figure for those who do not see it: its title and the data of its traces.</summary>
public sealed record FigureTable(string Title, ValueList<TraceTable> Traces)
{
    /// <summary>Rows that are listed of each trace.</summary>
    public const int MostRows = 100;

    private const int LongestCell = 60;

    /// <summary>The numbers of a figure.</summary>
    public static FigureTable Of(JsonObject figure)
    {
        JsonObject? layout = figure["layout"] as JsonObject;
        IEnumerable<JsonObject> traces = (figure["data"] as JsonArray ?? []).OfType<JsonObject>();
        return new(TitleOf(layout) ?? "Chart", traces.Select((t, i) => Trace(t, i, layout)).ToValueList());
    }

    private static TraceTable Trace(JsonObject trace, int index, JsonObject? layout)
    {
        string kind = Text(trace["type"]) is { Length: > 0 } type ? type : "scatter";
        string name = Text(trace["name"]) is { Length: > 0 } given ? given : string.Create(CultureInfo.InvariantCulture, $"trace {index + 1}");
        (string Name, string[] Cells)[] columns =
            [.. trace.Select(p => (Heading(p.Key, trace, layout), Cells(p.Value))).Where(c => c.Item2 is not null).Select(c => (c.Item1, c.Item2!))];
        int rows = columns.Select(c => c.Cells.Length).DefaultIfEmpty().Max();
        return new(
            $"{name} ({kind})", columns.Select(c => c.Name).ToValueList(),
            Enumerable.Range(0, Math.Min(rows, MostRows)).Select(r => columns.Select(c => r < c.Cells.Length ? c.Cells[r] : "").ToValueList()).ToValueList(),
            Math.Max(0, rows - MostRows));
    }

    // "x", or "x: bytes" where the axis says what it is.
    private static string Heading(string key, JsonObject trace, JsonObject? layout)
    {
        if (key is not ("x" or "y")) return key;
        string axis = Text(trace[key + "axis"]) is { Length: > 0 } other ? $"{key}axis{other[1..]}" : key + "axis";
        return TitleOf(layout?[axis] as JsonObject) is { } title ? $"{key}: {title}" : key;
    }

    private static string? TitleOf(JsonObject? holder) => holder?["title"] switch
    {
        JsonObject title when Text(title["text"]) is { Length: > 0 } text => text,
        JsonValue title when Text(title) is { Length: > 0 } text => text,
        _ => null,
    };

    /// <summary>The elements of an array of data, or null where it is none.</summary>
    private static string[]? Cells(JsonNode? node) => node switch
    {
        JsonArray { Count: > 0 } array => [.. array.Select(n => Text(n))],
        JsonObject packed when packed["bdata"] is JsonValue && packed["dtype"] is JsonValue =>
            Numbers(Text(packed["bdata"], int.MaxValue), Text(packed["dtype"])),
        _ => null,
    };

    /// <summary>plotly's typed arrays: little-endian numbers in base64.</summary>
    private static string[]? Numbers(string base64, string type)
    {
        if (Reader(type) is not { } reader || base64.Length % 4 != 0) return null;
        byte[] bytes = new byte[base64.Length / 4 * 3];
        if (!Convert.TryFromBase64String(base64, bytes, out int count)) return null;
        return [.. Enumerable.Range(0, count / reader.Size).Select(i =>
            reader.Read(bytes.AsSpan(i * reader.Size)).ToString("R", CultureInfo.InvariantCulture))];
    }

    private delegate double ReadNumber(ReadOnlySpan<byte> bytes);

    private static (int Size, ReadNumber Read)? Reader(string type) => type switch
    {
        "f8" or "float64" => (8, BinaryPrimitives.ReadDoubleLittleEndian),
        "f4" or "float32" => (4, b => BinaryPrimitives.ReadSingleLittleEndian(b)),
        "i4" or "int32" => (4, b => BinaryPrimitives.ReadInt32LittleEndian(b)),
        "u4" or "uint32" => (4, b => BinaryPrimitives.ReadUInt32LittleEndian(b)),
        "i2" or "int16" => (2, b => BinaryPrimitives.ReadInt16LittleEndian(b)),
        "u2" or "uint16" => (2, b => BinaryPrimitives.ReadUInt16LittleEndian(b)),
        "i1" or "int8" => (1, b => (sbyte)b[0]),
        "u1" or "uint8" or "u1c" or "uint8c" => (1, b => b[0]),
        _ => null,
    };

    private static string Text(JsonNode? node) => Text(node, LongestCell);

    private static string Text(JsonNode? node, int longest)
    {
        string text = node switch
        {
            null => "",
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            _ => node.ToJsonString(),
        };
        if (longest == int.MaxValue) return text;
        string line = Printable.Clean(text.ReplaceLineEndings(" "));
        return line.Length <= longest ? line : line[..(longest - 1)] + "…";
    }
}
