namespace PodNet.Jupyter.Wire;

/// <summary>The topics one subscriber wants, as prefixes; each may be subscribed several times.</summary>
internal sealed class Subscriptions
{
    private const int Most = 1000, MostBytes = 1024;

    private readonly List<byte[]> _prefixes = [];

    /// <summary>Adds or takes away a prefix.</summary>
    /// <exception cref="ZmtpException">More than any honest subscriber has.</exception>
    public void Change(ReadOnlySpan<byte> prefix, bool subscribe)
    {
        if (prefix.Length > MostBytes) throw new ZmtpException("a subscription too long");
        lock (_prefixes)
        {
            if (!subscribe)
            {
                byte[] gone = prefix.ToArray();
                int at = _prefixes.FindIndex(p => p.AsSpan().SequenceEqual(gone));
                if (at >= 0) _prefixes.RemoveAt(at);
                return;
            }

            if (_prefixes.Count == Most) throw new ZmtpException("too many subscriptions");
            _prefixes.Add(prefix.ToArray());
        }
    }

    /// <summary>Whether a message of this topic is wanted.</summary>
    public bool Want(byte[] topic)
    {
        lock (_prefixes) return _prefixes.Exists(p => topic.AsSpan().StartsWith(p));
    }
}
