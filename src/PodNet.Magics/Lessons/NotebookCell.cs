using System.Text.Json.Nodes;
using PodNet.Model.Collections;

namespace PodNet.Magics.Lessons;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    /// <summary>Something to run.</summary>
    Code,

    /// <summary>Prose.</summary>
    Markdown,

    /// <summary>Text that no one interprets.</summary>
    Raw,
}

/// <summary>One cell of a notebook.</summary>
/// <param name="Source">Its text, lines separated by "\n".</param>
public sealed record NotebookCell(CellKind Kind, string Source)
{
    /// <summary>The tag by which a notebook says that a cell is meant to fail, as nbclient and nbconvert know it.</summary>
    public const string MeantToFail = "raises-exception";

    /// <summary>Unique in the notebook; null in formats before 4.5.</summary>
    public string? Id { get; init; }

    /// <summary>The cell's metadata, kept as it is.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Files embedded in a markdown cell, kept as they are; null without any.</summary>
    public JsonNode? Attachments { get; init; }

    /// <summary>Number in the order of execution, from 1; null when it did not run.</summary>
    public int? ExecutionCount { get; init; }

    /// <summary>What it gave when it ran.</summary>
    public ValueList<NotebookOutput> Outputs { get; init; }

    /// <summary>Whether the cell carries this tag.</summary>
    public bool HasTag(string tag) => Metadata["tags"] is JsonArray tags
        && tags.Any(t => t is JsonValue word && word.TryGetValue(out string? text) && text == tag);

    /// <summary>Whether its outputs are hidden until the reader asks for them: JupyterLab's "jupyter": {"outputs_hidden": true}. Lessons
    /// hide the outputs that answer a question.</summary>
    public bool HidesOutputs => Metadata["jupyter"] is JsonObject jupyter && jupyter["outputs_hidden"] is JsonValue hidden
        && hidden.TryGetValue(out bool hides) && hides;

    /// <exception cref="NotebookFormatException">The message names the cell.</exception>
    internal static NotebookCell Read(JsonNode? node, int number)
    {
        if (node is not JsonObject cell) throw new NotebookFormatException($"cell {number} is no object");
        CellKind kind = (string?)cell["cell_type"] switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            string other => throw new NotebookFormatException($"cell {number} has the unknown type '{other}'"),
            null => throw new NotebookFormatException($"cell {number} has no 'cell_type'"),
        };
        return new(kind, MultiLine.Read(cell["source"]))
        {
            Id = (string?)cell["id"],
            Metadata = cell["metadata"]?.DeepClone() as JsonObject ?? [],
            Attachments = cell["attachments"]?.DeepClone(),
            ExecutionCount = (int?)cell["execution_count"],
            Outputs = (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>().Select(NotebookOutput.Read).ToValueList(),
        };
    }

    internal JsonObject Write()
    {
        JsonObject cell = new()
        {
            ["cell_type"] = Kind switch { CellKind.Code => "code", CellKind.Markdown => "markdown", _ => "raw" },
            ["metadata"] = Metadata.DeepClone(),
            ["source"] = MultiLine.Write(Source),
        };
        if (Id is not null) cell["id"] = Id;
        if (Attachments is not null) cell["attachments"] = Attachments.DeepClone();
        if (Kind != CellKind.Code) return cell;
        cell["execution_count"] = ExecutionCount;
        cell["outputs"] = new JsonArray([.. Outputs.Select(o => o.Write())]);
        return cell;
    }
}

/// <summary>The notebook format's "multiline string": a list of lines, each with its line end, or one string.</summary>
internal static class MultiLine
{
    public static string Read(JsonNode? node) =>
        node is JsonArray lines ? string.Concat(lines.Select(l => (string?)l)) : (string?)node ?? "";

    public static JsonArray Write(string text)
    {
        JsonArray lines = [];
        for (int at = 0; at < text.Length;)
        {
            int end = text.IndexOf('\n', at) is >= 0 and int newLine ? newLine + 1 : text.Length;
            lines.Add((JsonNode)text[at..end]);
            at = end;
        }

        return lines;
    }
}
