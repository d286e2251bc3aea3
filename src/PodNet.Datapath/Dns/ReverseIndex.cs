using System.Collections.Immutable;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Dns;

/// <summary>Whose an address is. Immutable; a change costs what changed.</summary>
internal sealed class ReverseIndex<T> where T : IComparable<T>
{
    private readonly ImmutableDictionary<IpAddress, ImmutableSortedSet<T>> _owners;

    private ReverseIndex(ImmutableDictionary<IpAddress, ImmutableSortedSet<T>> owners) => _owners = owners;

    public static ReverseIndex<T> Empty { get; } = new(ImmutableDictionary<IpAddress, ImmutableSortedSet<T>>.Empty);

    /// <summary>The owners of an address in their order.</summary>
    public ImmutableSortedSet<T> this[IpAddress address] => _owners.GetValueOrDefault(address, ImmutableSortedSet<T>.Empty);

    /// <summary>The index of all these.</summary>
    public static ReverseIndex<T> Of(IEnumerable<(IpAddress Address, T Owner)> all)
    {
        var owners = ImmutableDictionary.CreateBuilder<IpAddress, ImmutableSortedSet<T>>();
        foreach ((IpAddress address, T owner) in all) owners[address] = (owners.GetValueOrDefault(address) ?? ImmutableSortedSet<T>.Empty).Add(owner);
        return new(owners.ToImmutable());
    }

    /// <summary>The index after an owner's addresses changed.</summary>
    public ReverseIndex<T> Moved(T owner, IEnumerable<IpAddress> before, IEnumerable<IpAddress> after)
    {
        HashSet<IpAddress> left = [.. before], joined = [.. after];
        var owners = _owners;
        foreach (IpAddress address in left.Where(a => !joined.Contains(a)))
        {
            ImmutableSortedSet<T> rest = this[address].Remove(owner);
            owners = rest.IsEmpty ? owners.Remove(address) : owners.SetItem(address, rest);
        }

        foreach (IpAddress address in joined.Where(a => !left.Contains(a))) owners = owners.SetItem(address, this[address].Add(owner));
        return ReferenceEquals(owners, _owners) ? this : new(owners);
    }
}
