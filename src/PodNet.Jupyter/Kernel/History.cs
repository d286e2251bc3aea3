using System.Text.Json;
using System.Text.RegularExpressions;
using PodNet.Jupyter.Wire;

namespace PodNet.Jupyter.Kernel;

/// <summary>The cells that ran in this process, for history_request.</summary>
internal sealed class History
{
    /// <summary>More are forgotten, the oldest first.</summary>
    private const int Most = 10_000;

    private readonly Queue<(int Count, string Code)> _cells = new();

    /// <summary>Remembers a cell.</summary>
    public void Add(int count, string code)
    {
        lock (_cells)
        {
            _cells.Enqueue((count, code));
            if (_cells.Count > Most) _cells.Dequeue();
        }
    }

    /// <summary>The reply to a history_request.</summary>
    public Action<Utf8JsonWriter> Answer(JsonElement request)
    {
        (int Count, string Code)[] all;
        lock (_cells) all = [.. _cells];
        int most = Math.Max(0, JsonText.Number(request, "n", int.MaxValue));
        IEnumerable<(int Count, string Code)> wanted = JsonText.Of(request, "hist_access_type") switch
        {
            "tail" => all.TakeLast(most),
            "range" => Range(all, request),
            "search" => Search(all, request).TakeLast(most),
            _ => [],
        };
        bool output = JsonText.Flag(request, "output");
        return json => Write(json, wanted, output);
    }

    // Sessions count from 1 and there is but this one, which is also 0: the current one.
    private static IEnumerable<(int Count, string Code)> Range((int Count, string Code)[] all, JsonElement request)
    {
        if (JsonText.Number(request, "session", 0) is not (0 or 1)) return [];
        int start = JsonText.Number(request, "start", 0), stop = JsonText.Number(request, "stop", int.MaxValue);
        return all.Where(c => c.Count >= start && c.Count < stop);
    }

    private static IEnumerable<(int Count, string Code)> Search((int Count, string Code)[] all, JsonElement request)
    {
        string glob = JsonText.Of(request, "pattern") ?? "*";
        string pattern = "^" + Regex.Escape(glob).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$";
        Regex wanted = new(pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        IEnumerable<(int Count, string Code)> found = all.Where(c => wanted.IsMatch(c.Code));
        return JsonText.Flag(request, "unique") ? found.Reverse().DistinctBy(c => c.Code).Reverse() : found;
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<(int Count, string Code)> cells, bool output)
    {
        json.WriteString("status", "ok");
        json.WriteStartArray("history");
        foreach ((int count, string code) in cells)
        {
            json.WriteStartArray();
            json.WriteNumberValue(1);
            json.WriteNumberValue(count);
            if (output) json.WriteStartArray();
            json.WriteStringValue(code);
            if (output)
            {
                json.WriteNullValue();
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
