using System.Collections.Frozen;

namespace PodNet.Kubernetes.Objects;

/// <summary>The type of a field, as far as decoding needs it (the OpenAPI schema of a kind).</summary>
public abstract record FieldType
{
    /// <summary>string.</summary>
    public static FieldType Text { get; } = new ScalarType("string");

    /// <summary>int32 or int64.</summary>
    public static FieldType Number { get; } = new ScalarType("int");

    /// <summary>bool.</summary>
    public static FieldType Flag { get; } = new ScalarType("bool");

    /// <summary>An RFC 3339 time, or null.</summary>
    public static FieldType Time { get; } = new ScalarType("Time");

    /// <summary>A number or a text (intstr.IntOrString), such as targetPort.</summary>
    public static FieldType NumberOrText { get; } = new ScalarType("IntOrString");

    /// <summary>A resource quantity: "100m", "8Gi", 4.</summary>
    public static FieldType Quantity { get; } = new ScalarType("Quantity");

    /// <summary>Anything: fields of parts of the API that mean nothing here are kept and not looked into.</summary>
    public static FieldType Any { get; } = new ScalarType("any");

    /// <summary>map[string]string, such as labels.</summary>
    public static FieldType TextMap { get; } = new MapType(Text);

    /// <summary>A list.</summary>
    public static FieldType ListOf(FieldType item) => new ListType(item);

    /// <summary>A struct with these fields.</summary>
    /// <param name="goName">Its name in the Go API, which type errors quote: "Container".</param>
    public static FieldType Struct(string goName, params ReadOnlySpan<(string Name, FieldType Type)> fields)
    {
        Dictionary<string, FieldType> all = [];
        foreach ((string name, FieldType type) in fields) all.Add(name, type);
        return new StructType(goName, all.ToFrozenDictionary());
    }
}

/// <summary>A single value.</summary>
public sealed record ScalarType(string Name) : FieldType;

/// <summary>A list of one type.</summary>
public sealed record ListType(FieldType Item) : FieldType;

/// <summary>Free keys with values of one type.</summary>
public sealed record MapType(FieldType Value) : FieldType;

/// <summary>Known fields.</summary>
public sealed record StructType(string GoName, FrozenDictionary<string, FieldType> Fields) : FieldType;
