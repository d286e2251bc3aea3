using System.Text.Json.Nodes;

namespace PodNet.Magics.Lessons;

/// <summary>One output of a code cell, as the notebook format has it. Outputs of kinds and MIME types unknown here are kept as they
/// are.</summary>
public sealed record NotebookOutput
{
    private readonly JsonObject _json;

    private NotebookOutput(JsonObject json) => _json = json;

    /// <summary>"display_data", "execute_result", "stream" or "error".</summary>
    public string Type => (string?)_json["output_type"] ?? "";

    /// <summary>The text of a stream, or the message of an error; null for the other kinds.</summary>
    public string? Text => Type switch
    {
        "stream" => MultiLine.Read(_json["text"]),
        "error" => (string?)_json["evalue"],
        _ => null,
    };

    /// <summary>The content of that MIME type, or null.</summary>
    public string? this[string mime] =>
        (_json["data"] as JsonObject)?[mime] is { } content and not JsonObject ? MultiLine.Read(content) : null;

    /// <summary>What a command shows.</summary>
    public static NotebookOutput Display(OutputBundle bundle) =>
        new(new JsonObject { ["data"] = Data(bundle), ["metadata"] = new JsonObject(), ["output_type"] = "display_data" });

    /// <summary>The value of a cell.</summary>
    /// <param name="count">The cell's number.</param>
    public static NotebookOutput Result(OutputBundle bundle, int count) => new(new JsonObject
    {
        ["data"] = Data(bundle),
        ["execution_count"] = count,
        ["metadata"] = new JsonObject(),
        ["output_type"] = "execute_result",
    });

    /// <summary>What a cell printed.</summary>
    public static NotebookOutput Printed(string text, bool toStandardError) => new(new JsonObject
    {
        ["name"] = toStandardError ? "stderr" : "stdout",
        ["output_type"] = "stream",
        ["text"] = MultiLine.Write(text),
    });

    /// <summary>A command's error.</summary>
    /// <param name="name">Its kind.</param>
    public static NotebookOutput Error(string message, string name = "PodNet") => new(new JsonObject
    {
        ["ename"] = name,
        ["evalue"] = message,
        ["output_type"] = "error",
        ["traceback"] = new JsonArray(message),
    });

    /// <exception cref="InvalidOperationException">A field has another type than the notebook format says.</exception>
    internal static NotebookOutput Read(JsonObject json)
    {
        NotebookOutput output = new((JsonObject)json.DeepClone());

        // Whoever reads or writes it later can rely on its shape.
        _ = (output.Text, output.Write());
        return output;
    }

    private static JsonObject Data(OutputBundle bundle)
    {
        JsonObject data = [];
        foreach (OutputForm form in bundle.Forms) data[form.Mime] = MultiLine.Write(form.Content);
        return data;
    }

    internal JsonObject Write()
    {
        JsonObject json = (JsonObject)_json.DeepClone();
        if (json["data"] is JsonObject data)
        {
            foreach ((string mime, JsonNode? content) in data.ToArray())
            {
                bool isJson = mime is "application/json" || mime.EndsWith("+json", StringComparison.Ordinal);
                if (!isJson && content is JsonValue) data[mime] = MultiLine.Write(MultiLine.Read(content));
            }
        }

        if (Type == "stream") json["text"] = MultiLine.Write(MultiLine.Read(json["text"]));
        return json;
    }
}
