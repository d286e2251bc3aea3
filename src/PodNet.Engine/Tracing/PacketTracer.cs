using PodNet.Engine.Programs;
using PodNet.Engine.Simulation;
using PodNet.Engine.Stages;
using PodNet.Engine.State;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Engine.Tracing;

/// <summary>What besides cluster, state and probe decides an exchange.</summary>
/// <param name="At">When it starts.</param>
/// <param name="Seed">Decides random picks: ports, <c>--random-fully</c>, <c>-m statistic</c>.</param>
public sealed record TraceOptions(SimulatedTime At, ulong Seed = 1)
{
    /// <summary>The endpoint a Service's random pick has to give, as a recording has it; null: the seed decides. Nothing writes Services yet.</summary>
    public PodNet.Model.Addressing.IpAddress? ChosenEndpoint { get; init; }
}

/// <summary>Follows a probe's packets through the kernels of a cluster. A pure function: the same input gives the same exchange.</summary>
public static class PacketTracer
{
    private const string RawSocket = "raw socket";

    /// <summary>Runs <paramref name="probe"/> in <paramref name="from"/>.</summary>
    /// <exception cref="KeyNotFoundException">No such namespace.</exception>
    public static TraceResult Trace(Cluster cluster, KernelState state, NamespaceId from, Probe probe, TraceOptions options)
    {
        Network network = new(cluster, state, options);
        Kernel kernel = network.TryKernel(from) ?? throw new KeyNotFoundException($"no network namespace '{from}'");
        ClientProgram client = probe switch
        {
            EchoProbe echo => new EchoClient(kernel, echo),
            TracerouteProbe traceroute => new TracerouteClient(kernel, traceroute),
            TcpProbe tcp => new TcpClient(kernel, tcp),
            UdpProbe udp => new UdpClient(kernel, udp),
            _ => throw new ArgumentException($"no program for {probe.GetType().Name}", nameof(probe)),
        };
        network.Client = client;
        client.Start();
        network.Run();
        ValueList<Journey> journeys = network.Journeys();
        Exchange exchange = new(from, probe, journeys, client.Outcome, client.Observations, options.At, LastAct(journeys, options.At));
        return new(exchange, state, network.StateAfter());
    }

    /// <summary>Puts one packet in and follows it, with all that comes of it. A packet that starts here and has no route gives no journey.</summary>
    /// <exception cref="KeyNotFoundException">No such namespace or device.</exception>
    public static ValueList<Journey> Inject(Cluster cluster, KernelState state, Injection injection, TraceOptions options)
    {
        Network network = new(cluster, state, options);
        Kernel kernel = network.TryKernel(injection.Namespace) ?? throw new KeyNotFoundException($"no network namespace '{injection.Namespace}'");
        Packet packet = injection.Packet;
        if (injection.Device is { } device) network.Arrive(kernel, kernel.Configuration.Device(device), packet);
        else LocalOutput.Send(kernel, new(RawSocket, JourneyRole.Request, packet.Ip!.Source, packet.Ip.Destination, packet.Ip.Protocol, packet.Transport), out _);
        network.Run();
        return network.Journeys();
    }

    // Timers that had nothing left to do when they fired do not make an exchange longer.
    private static SimulatedTime LastAct(ValueList<Journey> journeys, SimulatedTime start)
    {
        SimulatedTime last = start;
        foreach (Journey journey in journeys)
        {
            foreach (Hop hop in journey.Hops)
            {
                if (hop.Steps.Count > 0 && hop.Steps[hop.Steps.Count - 1].At is var at && at > last) last = at;
            }
        }

        return last;
    }
}
