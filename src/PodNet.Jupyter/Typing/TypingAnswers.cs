using System.Text.Json;
using PodNet.Jupyter.Languages;
using PodNet.Jupyter.Wire;
using PodNet.Magics;
using PodNet.Magics.Parsing;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Typing;

/// <summary>Answers the requests that a front end sends while somebody types.</summary>
internal sealed class TypingAnswers(Lazy<Session> session, Lazy<ICodeLanguage> language)
{
    /// <summary>The reply to a complete_request.</summary>
    public Action<Utf8JsonWriter> Complete(JsonElement request)
    {
        (string code, int cursor) = Place(request);
        CodeCompletions found = CompletionsAt(code, cursor);
        int start = CodePoints.FromUtf16(code, found.Start), end = CodePoints.FromUtf16(code, found.End);
        return json =>
        {
            json.WriteString("status", "ok");
            json.WriteStartArray("matches");
            foreach (CodeCompletion item in found.Items) json.WriteStringValue(item.Text);
            json.WriteEndArray();
            json.WriteNumber("cursor_start", start);
            json.WriteNumber("cursor_end", end);
            WriteKinds(json, found.Items, start, end);
        };
    }

    /// <summary>The reply to an inspect_request.</summary>
    public Action<Utf8JsonWriter> Inspect(JsonElement request)
    {
        (string code, int cursor) = Place(request);
        CellLines cell = new(code, session.Value.Magics);
        (string before, string line, _, LineReader reader) = cell.At(cursor);
        OutputBundle? found = reader switch
        {
            LineReader.Magic => MagicInspection.At(line, before.Length, session.Value.State),
            LineReader.Body => null,
            _ => language.Value.Inspect(cell.Code(), cursor),
        };
        return json =>
        {
            json.WriteString("status", "ok");
            json.WriteBoolean("found", found is not null);
            json.WriteStartObject("data");
            foreach (OutputForm form in found?.Forms ?? []) json.WriteString(form.Mime, form.Content);
            json.WriteEndObject();
            json.WriteStartObject("metadata");
            json.WriteEndObject();
        };
    }

    /// <summary>The reply to an is_complete_request.</summary>
    public Action<Utf8JsonWriter> IsComplete(JsonElement request)
    {
        string code = JsonText.Of(request, "code") ?? "";
        Completeness completeness = CompletenessOf(code);
        return json =>
        {
            json.WriteString("status", completeness switch
            {
                Completeness.Complete => "complete",
                Completeness.Incomplete => "incomplete",
                _ => "invalid",
            });
            if (completeness == Completeness.Incomplete) json.WriteString("indent", "    ");
        };
    }

    private Completeness CompletenessOf(string code)
    {
        try
        {
            ValueList<CellPart> parts = Cell.Split(code, session.Value.Magics);
            Completeness[] codes = [.. parts.OfType<CodePart>().Select(p => language.Value.CompletenessOf(p.Text))];
            // Only what stands at the end can still go on.
            if (codes.Length == 0 || codes.All(c => c == Completeness.Complete)) return Completeness.Complete;
            return codes[..^1].All(c => c == Completeness.Complete) && parts[^1] is CodePart ? codes[^1] : Completeness.Invalid;
        }
        catch (MagicException)
        {
            return Completeness.Invalid;
        }
    }

    private CodeCompletions CompletionsAt(string code, int cursor)
    {
        CellLines cell = new(code, session.Value.Magics);
        (string before, _, int start, LineReader reader) = cell.At(cursor);
        // "#" alone may become a magic, also below a magic.
        if (reader == LineReader.Magic || before == "#") return MagicCompletion.At(before, start, session.Value.State);
        return reader == LineReader.Body
            ? MagicCompletion.InBody(cell.BodyOf(cursor), before, start, session.Value.State)
            : language.Value.Complete(cell.Code(), cursor);
    }

    private static (string Code, int Cursor) Place(JsonElement request)
    {
        string code = JsonText.Of(request, "code") ?? "";
        return (code, CodePoints.ToUtf16(code, JsonText.Number(request, "cursor_pos", code.Length)));
    }

    private static void WriteKinds(Utf8JsonWriter json, ValueList<CodeCompletion> items, int start, int end)
    {
        json.WriteStartObject("metadata");
        json.WriteStartArray("_jupyter_types_experimental");
        foreach (CodeCompletion item in items)
        {
            json.WriteStartObject();
            json.WriteNumber("start", start);
            json.WriteNumber("end", end);
            json.WriteString("text", item.Text);
            json.WriteString("type", item.Kind);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
