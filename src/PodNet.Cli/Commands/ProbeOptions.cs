using System.CommandLine;
using PodNet.Magics.Simulation;

namespace PodNet.Cli.Commands;

/// <summary>How commands that send packets are told who asks whom.</summary>
internal sealed class ProbeOptions
{
    private readonly Option<string> _from = new("--from") { Description = "Pod or node that asks.", HelpName = "POD", Required = true };
    private readonly Option<string> _to = new("--to") { Description = "Pod, node, IP address, or localhost.", HelpName = "TARGET", Required = true };
    private readonly Option<int?> _port = new("--port") { Description = "Destination port.", HelpName = "PORT" };
    private readonly Option<string?> _protocol = new("--protocol") { Description = "tcp, udp or icmp; tcp when a port is given, else icmp." };
    private readonly Option<int?> _size = new("--size") { Description = "Bytes of data in a ping; 56 by default.", HelpName = "BYTES" };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_from, _to, _port, _protocol, _size];

    /// <summary>Reads them.</summary>
    /// <param name="cold">Whether neighbour tables and connection tracking are emptied first.</param>
    /// <exception cref="BadInputException">A number is out of range.</exception>
    public TraceRequest Read(ParseResult parsed, bool cold)
    {
        if (parsed.GetValue(_port) is < 1 or > 65535) throw new BadInputException("--port has to be a number from 1 to 65535");
        if (parsed.GetValue(_size) is < 0 or > TraceRequest.LargestPing)
            throw new BadInputException($"--size has to be a number from 0 to {TraceRequest.LargestPing}");
        return new(
            parsed.GetRequiredValue(_from), parsed.GetRequiredValue(_to), parsed.GetValue(_port), parsed.GetValue(_protocol), cold, parsed.GetValue(_size));
    }
}
