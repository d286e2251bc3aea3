using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers.Rollouts;

/// <summary>The value of the label pod-template-hash (kubernetes, pkg/controller, ComputeHash): FNV-1a, 32 bits, of the template as the module
/// go-spew prints it with %#v, in the alphabet of generated names.</summary>
internal static class TemplateHash
{
    /// <summary>The hash of a template with all its defaults.</summary>
    /// <param name="collisions">status.collisionCount of the Deployment; null where it has none.</param>
    public static string Of(ApiMap template, long? collisions)
    {
        uint hash = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(Dump(template))) hash = Next(hash, b);
        if (collisions is { } count)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)count);
            foreach (byte b in bytes) hash = Next(hash, b);
        }

        return Identifiers.SafeEncode(hash.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The template as a value of the Go API, every field with its name and type.</summary>
    public static string Dump(ApiMap template)
    {
        StringBuilder text = new();
        Write(text, "PodTemplateSpec", template, typed: true);
        return text.ToString();
    }

    private static uint Next(uint hash, byte b) => unchecked((hash ^ b) * 16777619);

    private static void Write(StringBuilder text, string type, ApiValue? value, bool typed)
    {
        if (typed) text.Append('(').Append(GoName(type)).Append(')');
        if (type[0] == '*' && value is not null) Write(text, type[1..], value, typed: false);
        else if (type[0] == '*') text.Append("<nil>");
        else if (type.StartsWith("[]", StringComparison.Ordinal)) Items(text, type[2..], value);
        else if (type is "ResourceList" or "map[string]string") Entries(text, type == "ResourceList" ? "resource.Quantity" : "string", value);
        else if (GoStructs.Fields(type) is { } fields) Struct(text, fields, value as ApiMap ?? ApiMap.Empty);
        else Scalar(text, type, value);
    }

    private static void Struct(StringBuilder text, GoField[] fields, ApiMap map)
    {
        text.Append('{');
        for (int i = 0; i < fields.Length; i++)
        {
            GoField field = fields[i];
            text.Append(i == 0 ? "" : " ").Append(field.Name).Append(':');
            Write(text, field.Type, field.JsonName.Length == 0 ? map : map[field.JsonName], typed: true);
        }

        text.Append('}');
    }

    private static void Items(StringBuilder text, string type, ApiValue? value)
    {
        if (value is not ApiList { Items.Count: > 0 } list)
        {
            text.Append("<nil>");
            return;
        }

        text.Append('[');
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (i > 0) text.Append(' ');
            Write(text, type, list.Items[i], typed: false);
        }

        text.Append(']');
    }

    private static void Entries(StringBuilder text, string type, ApiValue? value)
    {
        if (value is not ApiMap { Count: > 0 } map)
        {
            text.Append("<nil>");
            return;
        }

        string separator = "map[";
        foreach ((string key, ApiValue entry) in map.Fields)
        {
            text.Append(separator).Append(key).Append(':');
            Write(text, type, entry, typed: false);
            separator = " ";
        }

        text.Append(']');
    }

    private static void Scalar(StringBuilder text, string type, ApiValue? value)
    {
        switch (type)
        {
            case "Time":
                text.Append("{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}");
                break;
            case "intstr.IntOrString":
                bool isText = value is ApiText;
                text.Append(CultureInfo.InvariantCulture, $"{{Type:(intstr.Type){(isText ? 1 : 0)} IntVal:(int32){(isText || value is null ? "0" : value)} ");
                text.Append(CultureInfo.InvariantCulture, $"StrVal:(string){(isText ? value : null)}}}");
                break;
            case "resource.Quantity":
                text.Append(GoQuantity(value?.ToString()));
                break;
            case "int32" or "int64":
                text.Append(value?.ToString() ?? "0");
                break;
            case "bool":
                text.Append(value is ApiFlag { Flag: true } ? "true" : "false");
                break;
            default:
                text.Append(value is ApiNull ? null : value?.ToString());
                break;
        }
    }

    // An amount with its unit: digits, and the power of ten of the last of them; binary units are multiplied out.
    private static string GoQuantity(string? written)
    {
        int end = written?.Length ?? 0;
        while (end > 0 && !char.IsAsciiDigit(written![end - 1])) end--;
        string number = written?[..end] ?? "", suffix = written?[end..] ?? "";
        int point = number.IndexOf('.', StringComparison.Ordinal), places = point < 0 ? 0 : number.Length - point - 1;
        _ = long.TryParse(number.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long digits);
        int binary = suffix.Length == 2 ? "KMGTPE".IndexOf(suffix[0], StringComparison.Ordinal) + 1 : 0;
        int scale = (suffix switch { "n" => -9, "u" => -6, "m" => -3, "k" => 3, "M" => 6, "G" => 9, "T" => 12, "P" => 15, "E" => 18, _ => 0 }) - places;
        string format = written is null ? "" : binary > 0 ? "BinarySI" : "DecimalSI";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{i:(resource.int64Amount){{value:(int64){digits << (10 * binary)} scale:(resource.Scale){scale}}} "
                + $"d:(resource.infDecAmount){{Dec:(*inf.Dec)<nil>}} s:(string){written} Format:(resource.Format){format}}}");
    }

    // As reflection names it: types of the API are of the packages v1.
    private static string GoName(string type) => type switch
    {
        ['*', ..] => "*" + GoName(type[1..]),
        ['[', ']', ..] => "[]" + GoName(type[2..]),
        "string" or "int32" or "int64" or "bool" or "map[string]string" => type,
        _ => type.Contains('.', StringComparison.Ordinal) ? type : "v1." + type,
    };
}
