using System.Collections.Frozen;

namespace PodNet.Kubernetes.Objects;

/// <summary>The type of a field, as far as decoding needs it (the OpenAPI schema of a kind).</summary>
public abstract record FieldType
{
    /// <summary>string.</summary>
    public static FieldType Text { get; } = new ScalarType("string");

    /// <summary>int32.</summary>
    public static FieldType Number { get; } = new ScalarType("int32");

    /// <summary>int64.</summary>
    public static FieldType LongNumber { get; } = new ScalarType("int64");

    /// <summary>bool; false is as good as missing.</summary>
    public static FieldType Flag { get; } = new ScalarType("bool");

    /// <summary>*bool: false says something else than nothing.</summary>
    public static FieldType OptionalFlag { get; } = new ScalarType("bool") { KeepsEmpty = true };

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

    /// <summary>A string of a type of its own in the Go API, which type errors name: "v1.Protocol".</summary>
    public static FieldType TextOf(string goType) => new ScalarType("string") { GoType = goType };

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
/// <param name="Name">Its JSON form in Go's words: "string", "int32", "bool", "Time", "Quantity", "IntOrString", "any".</param>
public sealed record ScalarType(string Name) : FieldType
{
    /// <summary>The type as errors name it.</summary>
    public string GoType { get; init; } = Name;

    /// <summary>Whether an empty value stays in the object (a pointer in the Go API).</summary>
    public bool KeepsEmpty { get; init; }
}

/// <summary>A list of one type.</summary>
public sealed record ListType(FieldType Item) : FieldType;

/// <summary>Free keys with values of one type.</summary>
public sealed record MapType(FieldType Value) : FieldType;

/// <summary>Known fields.</summary>
public sealed record StructType(string GoName, FrozenDictionary<string, FieldType> Fields) : FieldType;
