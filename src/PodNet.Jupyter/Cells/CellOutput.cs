using System.Globalization;
using System.Text;
using System.Text.Json;
using PodNet.Jupyter.Kernel;
using PodNet.Jupyter.Languages;
using PodNet.Jupyter.Wire;
using PodNet.Magics;

namespace PodNet.Jupyter.Cells;

/// <summary>Publishes what one cell shows, in order. Printed text is gathered for a moment, since programs print in small pieces. What would choke a
/// browser is cut, with a note.</summary>
internal sealed class CellOutput(Channels channels, Message cell, bool isSilent) : ICellSink, IDisposable
{
    /// <summary>Most characters printed by one cell.</summary>
    internal const int MostPrinted = 1_000_000;

    /// <summary>Most outputs shown, and replaced, by one cell.</summary>
    internal const int MostDisplays = 2_000;

    /// <summary>Most characters of one output.</summary>
    internal const int MostCharacters = 20_000_000;

    private const int GatherMilliseconds = 50, GatherCharacters = 64 << 10;

    private readonly Lock _order = new();
    private readonly StringBuilder _gathered = new();
    private Timer? _timer;
    private bool _gatheredIsError, _ended;
    private int _printed, _displays;

    public void Print(string text, bool toStandardError = false)
    {
        if (string.IsNullOrEmpty(text)) return;
        lock (_order)
        {
            int left = MostPrinted - _printed;
            if (left < 0) return;
            _printed += text.Length;
            Gather(text.Length <= left ? text : text[..WholeCharacters(text, left)], toStandardError);
            if (_printed > MostPrinted)
            {
                _printed = MostPrinted + 1;
                Gather(string.Create(CultureInfo.InvariantCulture, $"\n(a cell prints at most {MostPrinted} characters; the rest is not shown)\n"), true);
            }

            if (_ended || _gathered.Length > GatherCharacters) Flush();
        }
    }

    public void Display(OutputBundle output, string? displayId = null) => Show("display_data", output, displayId);

    public void Update(OutputBundle output, string displayId) => Show("update_display_data", output, displayId);

    /// <summary>Shows the value of the cell.</summary>
    public void Result(OutputBundle value, int count)
    {
        lock (_order)
        {
            Flush();
            Publish("execute_result", json =>
            {
                WriteBundle(json, value);
                json.WriteNumber("execution_count", count);
            });
        }
    }

    /// <summary>Shows why the cell ended early.</summary>
    public void Error(CodeError error)
    {
        lock (_order)
        {
            Flush();
            Publish("error", json => Errors.WriteFields(json, error));
        }
    }

    /// <summary>Publishes what is still gathered; what threads print later goes out at once.</summary>
    public void End()
    {
        lock (_order)
        {
            _ended = true;
            Flush();
        }
    }

    public void Dispose()
    {
        lock (_order) _timer?.Dispose();
    }

    private void Show(string type, OutputBundle output, string? displayId)
    {
        lock (_order)
        {
            Flush();
            if (++_displays > MostDisplays)
            {
                if (_displays > MostDisplays + 1) return;
                string note = string.Create(CultureInfo.InvariantCulture, $"(a cell shows at most {MostDisplays} outputs; the rest is not shown)");
                (type, output, displayId) = ("display_data", OutputBundle.OfText(note), null);
            }

            Publish(type, json =>
            {
                WriteBundle(json, output);
                json.WriteStartObject("transient");
                if (displayId is not null) json.WriteString("display_id", displayId);
                json.WriteEndObject();
            });
        }
    }

    private void Gather(string text, bool isError)
    {
        if (_gatheredIsError != isError) Flush();
        _gatheredIsError = isError;
        if (_gathered.Length == 0 && !_ended) FlushLater();
        _gathered.Append(text);
    }

    private void FlushLater()
    {
        _timer ??= new(_ =>
        {
            lock (_order) Flush();
        });
        _timer.Change(GatherMilliseconds, Timeout.Infinite);
    }

    private void Flush()
    {
        if (_gathered.Length == 0) return;
        // A character that was printed in two halves waits for its second one.
        int whole = _ended ? _gathered.Length : WholeCharacters(_gathered);
        if (whole == 0) return;
        string text = _gathered.ToString(0, whole);
        _gathered.Remove(0, whole);
        Publish("stream", json =>
        {
            json.WriteString("name", _gatheredIsError ? "stderr" : "stdout");
            json.WriteString("text", text);
        });
    }

    private void Publish(string type, Action<Utf8JsonWriter> content)
    {
        if (!isSilent) channels.Publish(cell, type, content);
    }

    private static int WholeCharacters(string text, int most) => most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;

    private static int WholeCharacters(StringBuilder text) => char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;

    private static void WriteBundle(Utf8JsonWriter json, OutputBundle output)
    {
        OutputBundle shown = output.Forms.Sum(f => (long)f.Content.Length) <= MostCharacters ? output : OutputBundle.OfText(
            string.Create(CultureInfo.InvariantCulture, $"(an output of more than {MostCharacters} characters is not shown)"));
        json.WriteStartObject("data");
        foreach (OutputForm form in shown.Forms) WriteForm(json, form);
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteEndObject();
    }

    // The notebook format has JSON as JSON, and everything else as text.
    private static void WriteForm(Utf8JsonWriter json, OutputForm form)
    {
        json.WritePropertyName(form.Mime);
        bool isJson = form.Mime == "application/json" || form.Mime.EndsWith("+json", StringComparison.Ordinal);
        if (isJson && TryParse(form.Content) is { } value) value.WriteTo(json);
        else json.WriteStringValue(form.Content);
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
