using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Printing.Commands;

/// <summary><c>ss -tlnu</c> (iproute2 misc/ss.c): listening sockets in columns just wide enough. UDP comes before TCP; within each the
/// kernel goes
/// through a hash table, here it is IPv4 before IPv6, by port.</summary>
internal static class SocketStatistics
{
    /// <summary>Listeners that take what came by default are backed by net.core.somaxconn.</summary>
    private const int Backlog = 4096;

    private static readonly string[] Heading =
        ["Netid", "State", "Recv-Q", "Send-Q", "Local Address:", "Port", "Peer Address:", "Port", "Process"];

    /// <summary>A heading and one line per socket; the column "Netid" is absent when only one protocol is asked for.</summary>
    public static IEnumerable<string> Lines(NamespaceView view, bool tcp, bool udp)
    {
        IEnumerable<string[]> rows = view.Config.Sockets
            .Where(s => (tcp && s.Protocol == IpProtocol.Tcp) || (udp && s.Protocol == IpProtocol.Udp))
            .OrderByDescending(s => s.Protocol)
            .ThenBy(s => IsDualStack(s, view.Config))
            .ThenBy(s => s.Port)
            .ThenBy(s => s.Address ?? IpAddress.AnyV4)
            .Select(s => Cells(s, view.Config));
        string[][] table = [Heading, .. rows];
        int first = tcp && udp ? 0 : 1;
        int[] widths = [.. Enumerable.Range(0, Heading.Length).Select(c => table.Max(row => row[c].Length))];
        return table.Select(row => Render(row, widths, first));
    }

    /// <summary>One socket with single spaces, where there are no other rows to line up with.</summary>
    public static string Row(Socket socket)
    {
        string[] cells = Cells(socket, null);
        return $"{cells[0]} {cells[1]} {cells[2]} {cells[3]} {cells[4]}{cells[5]} {cells[6]}{cells[7]}";
    }

    private static string[] Cells(Socket socket, NetworkNamespace? ns)
    {
        bool tcp = socket.Protocol == IpProtocol.Tcp;
        bool dual = IsDualStack(socket, ns);
        string address = dual ? "*" : Bracketed(socket.Address ?? IpAddress.AnyV4);
        string peer = dual ? "*" : socket.Address is { Family: IpFamily.V6 } ? "[::]" : "0.0.0.0";
        string queue = tcp ? Backlog.ToString(CultureInfo.InvariantCulture) : "0";
        string port = socket.Port.ToString(CultureInfo.InvariantCulture);
        string state = tcp ? "LISTEN" : "UNCONN";
        return [socket.Protocol.ToString().ToLowerInvariant(), state, "0", queue, $"{address}:", port, $"{peer}:", "*", ""];
    }

    /// <summary>Programs bind "any" with one socket for both families, printed "*"; the kernel's own tunnel sockets are IPv4
    /// ones.</summary>
    private static bool IsDualStack(Socket socket, NetworkNamespace? ns) =>
        socket.Address is null && (ns is null || !ns.TryDevice(socket.Program, out _));

    private static string Bracketed(IpAddress address) => address.Family == IpFamily.V6 ? $"[{address}]" : address.ToString();

    /// <summary>Addresses to the right, all else to the left; no space before a port and before "Process".</summary>
    private static string Render(string[] row, int[] widths, int first)
    {
        List<string> cells = [];
        for (int c = first; c < row.Length; c++)
        {
            string cell = c is 4 or 6 ? row[c].PadLeft(widths[c]) : row[c].PadRight(widths[c]);
            cells.Add(c == first || c is 5 or 7 or 8 ? cell : $" {cell}");
        }

        return string.Concat(cells);
    }
}
