using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Objects;

/// <summary>A value of an API object as it goes over the wire: JSON, immutable, compared by content. Kinds and printers read it by path, so
/// that patches, selectors, jsonpath and <c>-o yaml</c> all see the same thing.</summary>
public abstract record ApiValue
{
    /// <summary>A text; no text is no value.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator ApiValue?(string? text) => text is null ? null : new ApiText(text);

    /// <summary>A whole number.</summary>
    public static implicit operator ApiValue(long number) => new ApiNumber(number);

    /// <summary>A flag.</summary>
    public static implicit operator ApiValue(bool flag) => flag ? ApiFlag.True : ApiFlag.False;
}

/// <summary>null, as in <c>creationTimestamp: null</c>.</summary>
public sealed record ApiNull : ApiValue
{
    /// <summary>The only one.</summary>
    public static ApiNull Value { get; } = new();
}

/// <summary>A text.</summary>
public sealed record ApiText(string Text) : ApiValue
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A whole number; the API of the kinds here has no others.</summary>
public sealed record ApiNumber(long Number) : ApiValue
{
    /// <inheritdoc/>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A number with a fraction, kept as it was written; only a mistake brings it into an object.</summary>
public sealed record ApiFraction(string Digits) : ApiValue
{
    /// <inheritdoc/>
    public override string ToString() => Digits;
}

/// <summary>true or false.</summary>
public sealed record ApiFlag(bool Flag) : ApiValue
{
    /// <summary>true.</summary>
    public static ApiFlag True { get; } = new(true);

    /// <summary>false.</summary>
    public static ApiFlag False { get; } = new(false);

    /// <inheritdoc/>
    public override string ToString() => Flag ? "true" : "false";
}

/// <summary>A list.</summary>
public sealed record ApiList(ValueList<ApiValue> Items) : ApiValue
{
    /// <summary>The empty list.</summary>
    public static ApiList Empty { get; } = new([]);

    /// <summary>A list of these.</summary>
    public static ApiList Of(IEnumerable<ApiValue> items) => new(items.ToValueList());
}

/// <summary>Fields with their values, in ordinal order of their names: the order in which kubectl prints them.</summary>
public sealed record ApiMap : ApiValue
{
    private readonly ImmutableSortedDictionary<string, ApiValue> _fields;

    private ApiMap(ImmutableSortedDictionary<string, ApiValue> fields) => _fields = fields;

    /// <summary>No fields.</summary>
    public static ApiMap Empty { get; } = new(ImmutableSortedDictionary.Create<string, ApiValue>(StringComparer.Ordinal));

    /// <summary>Number of fields.</summary>
    public int Count => _fields.Count;

    /// <summary>The fields in order.</summary>
    public IEnumerable<KeyValuePair<string, ApiValue>> Fields => _fields;

    /// <summary>The value of a field, or null when it is not there.</summary>
    public ApiValue? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>A map of these; of equal names the last counts.</summary>
    public static ApiMap Of(params IEnumerable<KeyValuePair<string, ApiValue>> fields) => new(Empty._fields.SetItems(fields));

    /// <summary>A map of these; a null value leaves its field out.</summary>
    public static ApiMap Of(params ReadOnlySpan<(string Name, ApiValue? Value)> fields)
    {
        ImmutableSortedDictionary<string, ApiValue>.Builder builder = Empty._fields.ToBuilder();
        foreach ((string name, ApiValue? value) in fields)
        {
            if (value is not null) builder[name] = value;
        }

        return new(builder.ToImmutable());
    }

    /// <summary>Whether the field is there.</summary>
    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>This map with a field set, or taken away where <paramref name="value"/> is null.</summary>
    public ApiMap With(string name, ApiValue? value) => value is null ? Without(name) : new(_fields.SetItem(name, value));

    /// <summary>This map without a field.</summary>
    public ApiMap Without(string name) => _fields.ContainsKey(name) ? new(_fields.Remove(name)) : this;

    /// <summary>The value at the end of a path of field names; null as soon as one is missing or no map.</summary>
    public ApiValue? At(params ReadOnlySpan<string> path)
    {
        ApiValue? at = this;
        foreach (string name in path) at = (at as ApiMap)?[name];
        return at;
    }

    /// <summary>The text (or number, or flag, in words) at a path, or null.</summary>
    public string? Text(params ReadOnlySpan<string> path) =>
        At(path) is { } value and not (ApiMap or ApiList or ApiNull) ? value.ToString() : null;

    /// <summary>The whole number at a path, or null.</summary>
    public long? Number(params ReadOnlySpan<string> path) => (At(path) as ApiNumber)?.Number;

    /// <summary>Whether the flag at a path is there and true.</summary>
    public bool Flag(params ReadOnlySpan<string> path) => At(path) is ApiFlag { Flag: true };

    /// <summary>The map at a path; empty where there is none.</summary>
    public ApiMap Map(params ReadOnlySpan<string> path) => At(path) as ApiMap ?? Empty;

    /// <summary>The elements of the list at a path; none where there is no list.</summary>
    public ValueList<ApiValue> List(params ReadOnlySpan<string> path) => At(path) is ApiList list ? list.Items : [];

    /// <summary>The maps in the list at a path.</summary>
    public IEnumerable<ApiMap> Maps(params ReadOnlySpan<string> path) => List(path).OfType<ApiMap>();

    /// <summary>This map with the value at a path set; maps on the way are made where missing. A null value takes the field away.</summary>
    public ApiMap WithAt(ReadOnlySpan<string> path, ApiValue? value) =>
        path.Length == 1 ? With(path[0], value) : With(path[0], Map(path[0]).WithAt(path[1..], value));

    /// <inheritdoc/>
    public bool Equals(ApiMap? other) => ReferenceEquals(this, other)
        || (other is not null && Count == other.Count && _fields.SequenceEqual(other._fields));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach ((string name, ApiValue value) in _fields)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
