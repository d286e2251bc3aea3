using PodNet.Model.Addressing;

namespace PodNet.Containers.Http;

/// <summary>What a client asks for.</summary>
/// <param name="Agent">The User-Agent header.</param>
internal sealed record HttpRequest(string Method, string Path, string Agent);

/// <summary>What a server answers.</summary>
/// <param name="Status">200, 404.</param>
/// <param name="Server">The Server header, or empty.</param>
/// <param name="Body">Text; its bytes are UTF-8.</param>
internal sealed record HttpResponse(int Status, string Server, string ContentType, string Body)
{
    /// <summary>Status with its reason phrase (RFC 9110, 15).</summary>
    public string StatusLine => Status == 200 ? "200 OK" : "404 Not Found";

    /// <summary>Bytes of the body.</summary>
    public int Length => System.Text.Encoding.UTF8.GetByteCount(Body);
}

/// <summary>Where to ask.</summary>
/// <param name="Host">A name or an address; of IPv6 without the brackets it is written in.</param>
internal sealed record HttpUrl(string Host, ushort Port, bool HasPort, string Path)
{
    /// <summary>As wget shows what it connects to.</summary>
    public string Authority => HasPort ? $"{Bracketed}:{Port}" : Bracketed;

    // RFC 3986 section 3.2.2.
    private string Bracketed => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;

    /// <summary>Reads "http://HOST:PORT/PATH"; scheme, port and path may be missing. null: not a URL of HTTP.</summary>
    public static HttpUrl? Parse(string written)
    {
        const string Scheme = "http://";
        string rest = written.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? written[Scheme.Length..] : written;
        if (rest.Contains("://", StringComparison.Ordinal)) return null;
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string path = slash < 0 ? "/" : rest[slash..];
        string authority = slash < 0 ? rest : rest[..slash];
        int bracket = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        if (bracket == authority.Length - 1 && bracket > 0) return new(authority[1..bracket], 80, false, path);
        if (bracket > 0 && authority[bracket + 1] != ':') return null;
        int colon = authority.LastIndexOf(':');
        if (colon < 0) return authority.Length == 0 ? null : new(authority, 80, false, path);
        bool isPort = ushort.TryParse(authority[(colon + 1)..], System.Globalization.NumberStyles.None, null, out ushort port);
        if (!isPort || port == 0 || colon == 0) return null;
        return new(bracket > 0 ? authority[1..bracket] : authority[..colon], port, true, path);
    }
}

/// <summary>Who answered a request on the network: the pod's container, and the client's address as its kernel saw it.</summary>
internal sealed record HttpServed(Model.Topology.ClusterPod Pod, Model.Topology.PodContainer Container, IpAddress Client, ushort ClientPort);
