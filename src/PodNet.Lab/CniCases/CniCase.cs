using System.Text.Json;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Yaml;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Lab.CniCases;

/// <summary>One case: what goes in, and what is to come out.</summary>
internal readonly record struct CniCase(JsonValue Json)
{
    public JsonValue Input => Json["input"];

    public JsonValue Expect => Json["expect"];
}

/// <summary>Readings and comparisons that cases of several kinds share.</summary>
internal static class CaseReading
{
    /// <summary>The texts of a list.</summary>
    public static ValueList<string> Texts(this JsonValue json) => json.Items().Select(i => i.Text()).ToValueList();

    /// <summary>The texts of the list of that name; none where there is none.</summary>
    public static ValueList<string> Texts(this JsonValue json, string name) => json.Optional(name)?.Texts() ?? [];

    /// <summary>An address that may be left out.</summary>
    public static IpAddress? OptionalAddress(this JsonValue json, string name) => json.Optional(name)?.Address();

    /// <summary>An address with the length of its network.</summary>
    public static InterfaceAddress Interface(this JsonValue json)
    {
        try
        {
            return InterfaceAddress.Parse(json.Text());
        }
        catch (FormatException wrong)
        {
            throw json.Wrong(wrong.Message);
        }
    }

    /// <summary>A network; host bits are cleared.</summary>
    public static IpPrefix Network(this JsonValue json) => json.Interface().Network;

    /// <summary>The value as the API's objects have it.</summary>
    public static ApiValue Value(this JsonValue json) => ManifestYaml.ReadValues(json.Element.GetRawText()) is [var value] ? value : ApiNull.Value;

    /// <summary>Whether the value is an object.</summary>
    public static bool IsObject(this JsonValue json) => json.Element.ValueKind == JsonValueKind.Object;

    /// <summary>"NAME: expected A got B", or null where both are the same.</summary>
    public static string? Difference(string name, string? expected, string? got) => expected == got
        ? null
        : $"{name}: expected {Quoted(expected)} got {Quoted(got)}";

    /// <summary>The first line that differs, blank lines and blanks at a line's end left aside: a template leaves them or not, as its
    /// conditions fall.</summary>
    public static string? LineDifference(string name, string expected, string got)
    {
        string[] wanted = Lines(expected), ours = Lines(got);
        for (int i = 0; i < Math.Max(wanted.Length, ours.Length); i++)
        {
            string where = FormattableString.Invariant($"{name} line {i + 1}");
            if (Difference(where, wanted.ElementAtOrDefault(i), ours.ElementAtOrDefault(i)) is { } difference) return difference;
        }

        return null;
    }

    /// <summary>The first rule that differs, as lists of arguments.</summary>
    public static string? RuleDifference(string name, JsonValue expected, ValueList<ValueList<string>> got)
    {
        ValueList<string>[] wanted = [.. expected.Items().Select(r => r.Texts())];
        for (int i = 0; i < Math.Max(wanted.Length, got.Count); i++)
        {
            string where = FormattableString.Invariant($"{name} rule {i + 1}");
            string? theirs = i < wanted.Length ? string.Join(' ', wanted[i].Select(Word)) : null, ours = i < got.Count ? string.Join(' ', got[i].Select(Word)) : null;
            if (Difference(where, theirs, ours) is { } difference) return difference;
        }

        return null;
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];

    // So that an argument with blanks in it is not taken for two.
    private static string Word(string argument) => argument.Length > 0 && !argument.Contains(' ', StringComparison.Ordinal) ? argument : $"'{argument}'";

    private static string Quoted(string? text) => text is null ? "nothing" : GoText.Quote(text);
}
