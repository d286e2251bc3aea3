using System.Globalization;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Api;

/// <summary>Reads a manifest by the schema of its kind as the API server does with fieldValidation=Strict (sigs.k8s.io/json): every unknown
/// field is named, or the first value of a wrong type. What Go's encoder leaves out (null, empty texts, lists and maps, false) is left out.</summary>
internal sealed class StrictDecoder
{
    private readonly List<string> _unknown = [];
    private string? _wrongType;

    /// <summary>The object as the server would hold it.</summary>
    /// <param name="unknownFieldsPass">fieldValidation=Ignore or Warn: unknown fields are dropped.</param>
    /// <exception cref="ApiException">BadRequest.</exception>
    public static ApiMap Decode(ResourceKind kind, ApiMap manifest, bool unknownFieldsPass = false)
    {
        StrictDecoder decoder = new();
        ApiMap decoded = decoder.Struct((StructType)kind.Schema, manifest, "", "") ?? ApiMap.Empty;
        string version = kind.ApiVersion[(kind.ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        string lead = $"{kind.Kind} in version \"{version}\" cannot be handled as a {kind.Kind}: ";
        if (decoder._wrongType is { } wrong) throw new ApiException("BadRequest", lead + wrong);
        if (decoder._unknown.Count == 0 || unknownFieldsPass) return decoded;
        string unknown = string.Join(", ", decoder._unknown.Select(p => $"unknown field {GoText.Quote(p)}"));
        throw new ApiException("BadRequest", $"{lead}strict decoding error: {unknown}");
    }

    private ApiMap Struct(StructType type, ApiMap map, string path, string goPath)
    {
        List<KeyValuePair<string, ApiValue>> fields = [];
        foreach ((string name, ApiValue value) in map.Fields)
        {
            string at = path.Length == 0 ? name : $"{path}.{name}", goAt = goPath.Length == 0 ? name : $"{goPath}.{name}";
            if (!type.Fields.TryGetValue(name, out FieldType? field)) _unknown.Add(at);
            else if (Value(field, value, at, goAt, type.GoName) is { } decoded) fields.Add(KeyValuePair.Create(name, decoded));
        }

        return ApiMap.Of(fields);
    }

    // Null: the field is left out.
    private ApiValue? Value(FieldType type, ApiValue value, string path, string goPath, string owner)
    {
        if (value is ApiNull) return null;
        return type switch
        {
            StructType known when value is ApiMap map => Struct(known, map, path, goPath),
            MapType { Value: var item } when value is ApiMap map => Map(item, map, path, goPath, owner),
            ListType { Item: var item } when value is ApiList list => List(item, list, path, goPath, owner),
            ScalarType scalar => Scalar(scalar, value, goPath, owner),
            _ => Wrong(type, value, goPath, owner),
        };
    }

    private ApiMap? Map(FieldType item, ApiMap map, string path, string goPath, string owner)
    {
        if (map.Count == 0) return null;
        return ApiMap.Of(map.Fields.Select(f => KeyValuePair.Create(
            f.Key, f.Value is ApiNull ? item == FieldType.Text ? "" : f.Value : Value(item, f.Value, $"{path}.{f.Key}", goPath, owner) ?? f.Value)));
    }

    private ApiList? List(FieldType item, ApiList list, string path, string goPath, string owner)
    {
        if (list.Items.Count == 0) return null;
        return ApiList.Of(list.Items.Select((value, i) =>
            Value(item, value, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), goPath, owner) ?? (value is ApiNull ? ApiMap.Empty : value)));
    }

    private ApiValue? Scalar(ScalarType type, ApiValue value, string goPath, string owner)
    {
        bool fits = type.Name switch
        {
            "any" => true,
            "string" => value is ApiText,
            "Time" => value is ApiText,
            "bool" => value is ApiFlag,
            "int32" => value is ApiNumber { Number: >= int.MinValue and <= int.MaxValue },
            "int64" => value is ApiNumber,
            "IntOrString" => value is ApiText or ApiNumber { Number: >= int.MinValue and <= int.MaxValue },
            "Quantity" => value is ApiText or ApiNumber or ApiFraction,
            _ => throw new InvalidOperationException($"unknown scalar {type.Name}"),
        };
        if (!fits) return Wrong(type, value, goPath, owner);
        if (type.Name == "Quantity") return Amount(value);
        if (type.Name == "Time" && !IsTime(value.ToString()!)) _wrongType ??= TimeError(value.ToString()!);
        return !type.KeepsEmpty && value is ApiText { Text: "" } or ApiFlag { Flag: false } && !type.KeepsEmpty ? null : value;
    }

    private ApiText Amount(ApiValue value)
    {
        string text = value.ToString()!;
        if (!ResourceQuantity.TryParse(text, out _))
            _wrongType ??= "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
        return new(text);
    }

    private ApiValue? Wrong(FieldType type, ApiValue value, string goPath, string owner)
    {
        string what = value switch
        {
            ApiMap => "object",
            ApiList => "array",
            ApiText => "string",
            ApiFlag => "bool",
            ApiFraction fraction => $"number {fraction.Digits}",
            ApiNumber number when GoType(type) is "int32" or "int64" => $"number {number}",
            _ => "number",
        };
        _wrongType ??= $"json: cannot unmarshal {what} into Go struct field {owner}.{goPath} of type {GoType(type)}";
        return null;
    }

    private static string GoType(FieldType type) => type switch
    {
        StructType known => "v1." + known.GoName,
        ListType list => "[]" + GoType(list.Item),
        MapType map => "map[string]" + GoType(map.Value),
        ScalarType { Name: "IntOrString" } => "intstr.IntOrString",
        ScalarType { Name: "Quantity" } => "resource.Quantity",
        ScalarType { Name: "Time" } => "v1.Time",
        ScalarType scalar => scalar.GoType,
        _ => "",
    };

    private static bool IsTime(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _)
        && text.Contains('T');

    private static string TimeError(string text) =>
        $"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"";
}
