using System.Globalization;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Lab.Journeys;

/// <summary>Who is client and who is server in a probe, and the names of the clients' ports. It learns as frames go by in the capture's
/// order: a SYN or an unknown UDP datagram is a client's, whatever NAT makes of its addresses on the way.</summary>
internal sealed class Conversation
{
    private readonly HashSet<(IpAddress, int)> _clients = [];
    private readonly HashSet<(IpAddress, int)> _servers = [];
    private readonly Dictionary<int, string> _names = [];

    /// <summary>Learns from a packet with ports and says whether it goes to the server.</summary>
    public bool GoesToServer(FrameIp ip)
    {
        (IpAddress, int) source = (ip.Source, ip.SourcePort ?? 0);
        (IpAddress, int) destination = (ip.Destination, ip.DestinationPort ?? 0);
        bool opens = ip.Protocol != (int)IpProtocol.Tcp || ip.Flags == "S";
        bool toServer = (opens && ip.Protocol == (int)IpProtocol.Tcp) || Guess(source, destination);
        if (opens && toServer)
        {
            _clients.Add(source);
            _servers.Add(destination);
        }

        NameOf(toServer ? source.Item2 : destination.Item2);
        return toServer;
    }

    /// <summary>Whether a packet that an ICMP error quotes went to the server.</summary>
    public bool WentToServer(FrameAbout about)
    {
        bool toServer = Guess((about.Source, about.SourcePort ?? 0), (about.Destination, about.DestinationPort ?? 0));
        NameOf((toServer ? about.SourcePort : about.DestinationPort) ?? 0);
        return toServer;
    }

    /// <summary>"e1" for the first client port seen, "e2" for the next other one ... A port below 1024 is none that a kernel chooses, and
    /// keeps its number.</summary>
    public string NameOf(int port)
    {
        if (port < 1024) return port.ToString(CultureInfo.InvariantCulture);
        if (!_names.TryGetValue(port, out string? name))
            _names.Add(port, name = string.Create(CultureInfo.InvariantCulture, $"e{_names.Count + 1}"));
        return name;
    }

    private bool Guess((IpAddress, int) source, (IpAddress, int) destination)
    {
        if (_clients.Contains(source)) return true;
        if (_servers.Contains(source)) return false;
        return _servers.Contains(destination) || !_clients.Contains(destination);
    }
}
