namespace PodNet.Kubernetes.Objects;

/// <summary>Which objects of a store were changed one after another: each state of the store holds the newest change, which knows the one before.
/// Immutable; what is too long ago is forgotten (as etcd compacts).</summary>
internal sealed class ChangeLog
{
    private const int MostRemembered = 1 << 16;
    private readonly ChangeLog? _before;
    private readonly ObjectKey? _key;
    private readonly int _length;

    private ChangeLog(ChangeLog? before, ObjectKey? key) => (_before, _key, _length) = (before, key, before is null ? 0 : before._length + 1);

    /// <summary>A log that knows nothing of what was before.</summary>
    public static ChangeLog Begin() => new(null, null);

    /// <summary>This log with a change more.</summary>
    public ChangeLog With(ObjectKey changed) => _length < MostRemembered ? new(this, changed) : new(Begin(), changed);

    /// <summary>The objects that were changed since then; null where "then" is not in this log.</summary>
    public HashSet<ObjectKey>? Since(ChangeLog then)
    {
        HashSet<ObjectKey> changed = [];
        for (ChangeLog? at = this; !ReferenceEquals(at, then); at = at._before)
        {
            if (at?._key is null) return null;
            changed.Add(at._key);
        }

        return changed;
    }
}
