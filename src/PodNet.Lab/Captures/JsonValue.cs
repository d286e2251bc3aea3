using System.Globalization;
using System.Text.Json;
using PodNet.Model.Addressing;

namespace PodNet.Lab.Captures;

/// <summary>A JSON value that knows where in the file it stands, so that each complaint names the place.</summary>
internal readonly record struct JsonValue(JsonElement Element, string Path)
{
    private delegate bool Parser<T>(string text, out T value);

    /// <summary>The property, which must be there.</summary>
    public JsonValue this[string name] => Optional(name) ?? throw Wrong($"has no \"{name}\"");

    /// <summary>The property, or null when it is absent or null.</summary>
    public JsonValue? Optional(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Expected("an object");
        return Element.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null
            ? new(found, Path.Length == 0 ? name : $"{Path}.{name}")
            : null;
    }

    /// <summary>The elements of an array.</summary>
    public IEnumerable<JsonValue> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array) throw Expected("an array");
        string path = Path;
        return Element.EnumerateArray().Select((e, i) => new JsonValue(e, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")));
    }

    public string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Expected("a string");

    public bool Flag() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Expected("true or false"),
    };

    /// <summary>A whole number from 0 to <paramref name="most"/>.</summary>
    public int Number(int most)
    {
        int value = Whole();
        return value >= 0 && value <= most
            ? value
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"is {value}; it must lie between 0 and {most}"));
    }

    /// <summary>A whole number of any sign.</summary>
    public int Whole() =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out int value) ? value : throw Expected("a whole number");

    public IpAddress Address() => Parsed<IpAddress>(static (string t, out IpAddress a) => IpAddress.TryParse(t, out a), "an IP address");

    public MacAddress Mac() => Parsed<MacAddress>(MacAddress.TryParse, "a MAC address such as 0a:58:0a:f4:01:02");

    /// <summary>An exception that says what is wrong with this value.</summary>
    public CaptureFormatException Wrong(string problem) => new($"{(Path.Length == 0 ? "the file" : Path)}: {problem}");

    private T Parsed<T>(Parser<T> parser, string what) => parser(Text(), out T value) ? value : throw Expected(what);

    private CaptureFormatException Expected(string what)
    {
        string raw = Element.GetRawText();
        return Wrong($"expected {what}, found {(raw.Length > 40 ? string.Concat(raw.AsSpan(0, 40), "...") : raw)}");
    }
}
