using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PodNet.Model.Collections;

/// <summary>An immutable sequence that is equal to another one with equal elements in the same order, so that records that hold
/// sequences are values. (<see cref="ImmutableArray{T}"/> compares by reference.) The default value is the empty sequence.</summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
[SuppressMessage("Naming", "CA1710", Justification = "It is a list; 'Collection' would add nothing.")]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[]? _items;

    internal ValueList(T[] items) => _items = items;

    private T[] Items => _items ?? [];

    /// <summary>Number of elements.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>The element at <paramref name="index"/>, counted from 0.</summary>
    public T this[int index] => Items[index];

    /// <summary>The elements without copying.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>This sequence with <paramref name="item"/> at its end.</summary>
    public ValueList<T> Add(T item) => new([.. Items, item]);

    /// <summary>This sequence with <paramref name="item"/> at <paramref name="index"/>.</summary>
    public ValueList<T> Insert(int index, T item) => new([.. Items[..index], item, .. Items[index..]]);

    /// <summary>This sequence without the element at <paramref name="index"/>.</summary>
    public ValueList<T> RemoveAt(int index) => new([.. Items[..index], .. Items[(index + 1)..]]);

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other)
    {
        if (ReferenceEquals(_items, other._items)) return true;
        return Items.AsSpan().SequenceEqual(other.Items, EqualityComparer<T>.Default);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in Items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>Enumerates without allocating.</summary>
    public Enumerator GetEnumerator() => new(Items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Items)}]";

    /// <summary>Goes through the elements; unlike a span's it may live on in an iterator.</summary>
    public struct Enumerator
    {
        private readonly T[] _items;
        private int _index;

        internal Enumerator(T[] items) => (_items, _index) = (items, -1);

        /// <summary>The element it stands at.</summary>
        public readonly T Current => _items[_index];

        /// <summary>Goes to the next element.</summary>
        public bool MoveNext() => ++_index < _items.Length;
    }

    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);
}

/// <summary>Makes <see cref="ValueList{T}"/>s.</summary>
public static class ValueList
{
    /// <summary>A sequence of <paramref name="items"/>; used by collection expressions.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? default : new(items.ToArray());

    /// <summary>A sequence of <paramref name="items"/>.</summary>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items)
    {
        T[] array = [.. items];
        return array.Length == 0 ? default : new(array);
    }
}
