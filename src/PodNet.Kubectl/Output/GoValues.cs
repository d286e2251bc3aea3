using System.Globalization;

namespace PodNet.Kubectl.Output;

/// <summary>Values as Go's fmt package prints them.</summary>
internal static class GoValues
{
    /// <summary>As the verb %v: <c>map[a:b]</c>, <c>[a b]</c>.</summary>
    public static string Plain(ApiValue value) => value switch
    {
        ApiMap map => $"map[{string.Join(' ', map.Fields.Select(f => $"{f.Key}:{Plain(f.Value)}"))}]",
        ApiList list => $"[{string.Join(' ', list.Items.Select(Plain))}]",
        ApiNull => "<nil>",
        _ => value.ToString()!,
    };

    /// <summary>As the verb %#v.</summary>
    public static string Syntax(ApiValue value) => value switch
    {
        ApiMap map => $"map[string]interface {{}}{{{string.Join(", ", map.Fields.Select(f => $"{GoText.Quote(f.Key)}:{Syntax(f.Value)}"))}}}",
        ApiList list => $"[]interface {{}}{{{string.Join(", ", list.Items.Select(Syntax))}}}",
        ApiNull => "interface {}(nil)",
        ApiText(var text) => GoText.Quote(text),
        _ => value.ToString()!,
    };

    /// <summary>The Go type of a value, as error messages name it.</summary>
    public static string TypeOf(ApiValue value) => value switch
    {
        ApiMap => "map[string]interface {}",
        ApiList => "[]interface {}",
        ApiNumber => "int64",
        ApiFraction => "float64",
        ApiFlag => "bool",
        _ => "string",
    };

    /// <summary>A number of a text, or null.</summary>
    public static decimal? Number(ApiValue value) =>
        value is ApiNumber or ApiFraction && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? number : null;
}
