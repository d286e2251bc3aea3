using System.Globalization;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Collections;

namespace PodNet.Containers.Programs;

/// <summary>nc -z: is the port open?</summary>
internal sealed class NetCat : IProgram
{
    public ValueList<string> Names => ["nc"];

    public int Run(ContainerProcess process, string name, ValueList<string> arguments)
    {
        Options options = Options.Read(arguments, "w i p s", "z v n u");
        bool hasPort = ushort.TryParse(options.Words.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port);
        if (options.Unknown is not null || !hasPort || !options.Has("z"))
        {
            process.Complain("nc: here only to try a port: nc -z -v -w 2 HOST PORT");
            return 1;
        }

        string host = options.Words[0];
        if (process.Resolve(host) is not { } address)
        {
            process.Complain($"nc: bad address '{host}'");
            return 1;
        }

        TimeSpan? limit = options.Value("w") is { Length: > 0 } ? TimeSpan.FromSeconds(Math.Clamp(options.Number(2, "w"), 1, 3600)) : null;
        Exchange exchange = process.Trace(options.Has("u") ? new UdpProbe(address, port) : new TcpProbe(address, port, Patience: limit));
        bool open = exchange.Outcome == OutcomeKind.Answered || (options.Has("u") && exchange.Outcome == OutcomeKind.TimedOut);
        if (exchange.Outcome == OutcomeKind.TimedOut && limit is { } most) process.GiveUpAt(exchange.Start.Plus(most));
        if (open && options.Has("v")) process.Complain($"{host} ({address}:{port}) open");
        if (!open && (options.Has("v") || exchange.Outcome != OutcomeKind.ConnectionRefused))
            process.Complain($"nc: {host} ({address}:{port}): {ErrorText.Of(exchange.Outcome)}");
        return open ? 0 : 1;
    }
}
