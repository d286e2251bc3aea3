using System.Text.Json;

namespace PodNet.Jupyter.Wire;

/// <summary>Which socket a request came in by; its answer goes out by the same.</summary>
internal enum Channel
{
    Shell,
    Control,
    Stdin,
}

/// <summary>A request of a front end, its signature checked.</summary>
/// <param name="Route">Frames before the delimiter, sent back before the answer.</param>
/// <param name="Header">The bytes of its header, for parent_header of everything that belongs to it.</param>
/// <param name="Sent">When the front end sent it by its own clock; null when it does not say.</param>
internal sealed record Message(IReadOnlyList<byte[]> Route, byte[] Header, string Type, JsonElement Content, DateTimeOffset? Sent)
{
    /// <summary>Who sent it.</summary>
    public required ZmtpPeer Peer { get; init; }

    /// <summary>The socket it came in by.</summary>
    public required Channel Channel { get; init; }

    /// <summary>"execute_reply" to "execute_request".</summary>
    public string ReplyType => Type[..Type.LastIndexOf('_')] + "_reply";
}
