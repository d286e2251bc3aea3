using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodNet.Cli.Output;

/// <summary>Writes JSON for people and programs: indented by two blanks, names in camel case, a new line at the end.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Action<Utf8JsonWriter> content)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options)) content(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>A name of the code as JSON names it: "RouteLookup" is "routeLookup".</summary>
    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    /// <summary>Writes a property unless there is nothing to say.</summary>
    public static void Optional(this Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null) writer.WriteString(name, text);
    }
}
