using System.Text.Json;

namespace PodNet.Jupyter.Wire;

/// <summary>Reads fields of messages that somebody else wrote.</summary>
internal static class JsonText
{
    /// <summary>The text of a JSON string; null where it is something else, or holds half a character (an unpaired surrogate).</summary>
    public static string? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The text in a field of an object, or null.</summary>
    public static string? Of(JsonElement parent, string field) => Field(parent, field) is { } value ? Of(value) : null;

    /// <summary>The truth of a field, or what it is by default.</summary>
    public static bool Flag(JsonElement parent, string field, bool otherwise = false) => Field(parent, field)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    /// <summary>A whole number, or what it is by default.</summary>
    public static int Number(JsonElement parent, string field, int otherwise) =>
        Field(parent, field) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number) ? number : otherwise;

    /// <summary>A field of an object, or null.</summary>
    public static JsonElement? Field(JsonElement parent, string field) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(field, out JsonElement value) ? value : null;
}
