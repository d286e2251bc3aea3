using System.Text.Json;
using System.Text.Json.Nodes;
using PodNet.Model.Collections;

namespace PodNet.Magics.Lessons;

/// <summary>A notebook of the Jupyter format 4 (https://nbformat.readthedocs.io). Reading and writing keeps everything it does not
/// understand
/// in metadata and outputs; the written form is the one Jupyter writes, so that differences between two runs are differences of
/// content.</summary>
/// <param name="Metadata">The notebook's metadata, kept as it is.</param>
/// <param name="Minor">The format's minor number; cells have ids from 5 on.</param>
public sealed record Notebook(ValueList<NotebookCell> Cells, JsonObject Metadata, int Minor = 5)
{
    /// <summary>The first heading, without its marks, or null.</summary>
    public string? Title => Cells
        .Where(c => c.Kind == CellKind.Markdown)
        .SelectMany(c => c.Source.Split('\n'))
        .FirstOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim();

    /// <summary>The name of the language of its code, for example "C#"; null when it does not say.</summary>
    public string? Language => Word("language_info", "name") ?? Word("kernelspec", "language");

    private static JsonDocumentOptions KeysOnce { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a notebook file.</summary>
    /// <exception cref="NotebookFormatException">It is none of format 4; the message says what is wrong and where.</exception>
    public static Notebook Parse(string json)
    {
        try
        {
            JsonNode root = JsonNode.Parse(json, documentOptions: KeysOnce) ?? throw new NotebookFormatException("it is 'null'");
            int format = (int?)root["nbformat"] ?? throw new NotebookFormatException("it has no 'nbformat'");
            if (format != 4) throw new NotebookFormatException($"it has the notebook format {format}; only 4 is read");
            JsonArray cells = root["cells"] as JsonArray ?? throw new NotebookFormatException("it has no list of 'cells'");
            return new(
                cells.Select((c, i) => NotebookCell.Read(c, i + 1)).ToValueList(),
                root["metadata"]?.DeepClone() as JsonObject ?? [],
                (int?)root["nbformat_minor"] ?? 0);
        }
        catch (JsonException notJson)
        {
            throw new NotebookFormatException(notJson.LineNumber is { } line
                ? $"it is no JSON: line {line + 1}, byte {notJson.BytePositionInLine + 1}"
                : "a key stands twice in it");
        }
        catch (Exception wrongShape) when (wrongShape is InvalidOperationException or FormatException)
        {
            throw new NotebookFormatException("a field has another type than the notebook format says");
        }
    }

    // Metadata is anybody's: what has another shape there counts as not given.
    private string? Word(string section, string key) =>
        (Metadata[section] as JsonObject)?[key] is JsonValue value && value.TryGetValue(out string? word) ? word : null;

    /// <summary>The notebook file, as Jupyter writes it: keys sorted, an indent of one blank, a new line at the end.</summary>
    public string ToJson() => JupyterJson.Write(new JsonObject
    {
        ["cells"] = new JsonArray([.. Cells.Select(c => c.Write())]),
        ["metadata"] = Metadata.DeepClone(),
        ["nbformat"] = 4,
        ["nbformat_minor"] = Minor,
    });
}

/// <summary>A file is no notebook that can be read; the message completes "FILE cannot be read: ".</summary>
public sealed class NotebookFormatException(string message) : Exception(message);
