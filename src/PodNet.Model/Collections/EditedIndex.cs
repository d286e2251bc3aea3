using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PodNet.Model.Collections;

/// <summary>An index over many things, made when somebody first asks and then shared by all edited copies: an edit costs what it changes, however many
/// things there are. Immutable to its users.</summary>
public sealed class EditedIndex<TKey, TValue>
    where TKey : notnull
{
    private readonly Lazy<Dictionary<TKey, TValue>> _made;
    private readonly ImmutableDictionary<TKey, (bool Exists, TValue? Value)> _edits;

    /// <summary>An index that is made by <paramref name="make"/>, a pure function.</summary>
    public EditedIndex(Func<Dictionary<TKey, TValue>> make)
        : this(new(make), ImmutableDictionary<TKey, (bool, TValue?)>.Empty)
    {
    }

    private EditedIndex(Lazy<Dictionary<TKey, TValue>> made, ImmutableDictionary<TKey, (bool Exists, TValue? Value)> edits) =>
        (_made, _edits) = (made, edits);

    /// <summary>The value of a key, or the type's default when there is none.</summary>
    public TValue? this[TKey key] => TryGet(key, out TValue? value) ? value : default;

    /// <summary>Looks a key up.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_edits.TryGetValue(key, out (bool Exists, TValue? Value) edit)) return _made.Value.TryGetValue(key, out value);
        value = edit.Value;
        return edit.Exists;
    }

    /// <summary>This index with another value for a key.</summary>
    public EditedIndex<TKey, TValue> With(TKey key, TValue value) => new(_made, _edits.SetItem(key, (true, value)));

    /// <summary>This index without a key.</summary>
    public EditedIndex<TKey, TValue> Without(TKey key) => new(_made, _edits.SetItem(key, (false, default)));
}
