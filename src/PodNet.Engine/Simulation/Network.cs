using PodNet.Engine.Programs;
using PodNet.Engine.Stages;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Engine.Simulation;

/// <summary>All kernels of a cluster while one exchange runs: a queue of events in time, the journeys so far, and what each kernel learns.</summary>
internal sealed class Network(Cluster cluster, KernelState state, TraceOptions options)
{
    /// <summary>Time a frame takes over a wire. A fixed amount: it orders events, it measures nothing.</summary>
    public static readonly TimeSpan WireTime = TimeSpan.FromMicroseconds(10);

    /// <summary>Events in one exchange before the simulator calls it a loop.</summary>
    private const int EventLimit = 50_000;

    private readonly PriorityQueue<Action, (long At, int Order)> _events = new();
    private readonly Dictionary<NamespaceId, Kernel> _kernels = [];
    private readonly List<JourneyBuilder> _journeys = [];
    private int _order;
    private bool _stopped;

    public Cluster Cluster { get; } = cluster;

    public KernelState Before { get; } = state;

    public SimulatedTime Now { get; private set; } = options.At;

    public SeededRandom Random { get; } = new(options.Seed);

    public TraceOptions Options { get; } = options;

    /// <summary>The program whose question is traced.</summary>
    public ClientProgram? Client { get; set; }

    /// <summary>The running kernel of a namespace, or null when there is no such namespace.</summary>
    public Kernel? TryKernel(NamespaceId id)
    {
        if (_kernels.TryGetValue(id, out Kernel? kernel)) return kernel;
        if (!Cluster.TryNamespace(id, out NetworkNamespace? configuration)) return null;
        return _kernels[id] = new(this, configuration, Before.Of(id));
    }

    /// <summary>What a kernel does with a frame comes after the frame's arrival.</summary>
    public void Tick() => Now = NextTick;

    /// <summary>The moment after this one.</summary>
    public SimulatedTime NextTick => new(Now.Microseconds + 1);

    /// <summary>Does something later.</summary>
    public void After(TimeSpan delay, Action action) => _events.Enqueue(action, (Now.Microseconds + delay.Ticks / 10, _order++));

    /// <summary>Starts a journey in a kernel with a packet made there.</summary>
    public SkBuff Originate(Kernel kernel, string program, Packet packet, JourneyRole role, SkBuff? cause)
    {
        JourneyBuilder journey = new(_journeys.Count + 1, role, cause?.Journey.Number);
        _journeys.Add(journey);
        SkBuff skb = new(packet, journey, journey.Begin(kernel.Id, -1, -1, packet));
        skb.Log.Steps.Add(new Originated(Now, program, packet));
        return skb;
    }

    /// <summary>Starts a journey with a packet that comes in on a device.</summary>
    public void Arrive(Kernel kernel, NetDevice device, Packet packet)
    {
        JourneyBuilder journey = new(_journeys.Count + 1, JourneyRole.Request, null);
        _journeys.Add(journey);
        Packet frame = device.HasLinkHeader ? packet with { Ethernet = new(MacAddress.Zero, device.Mac) } : packet;
        DeviceReceive.Run(kernel, device, new(frame, journey, journey.Begin(kernel.Id, -1, -1, frame)));
    }

    /// <summary>Runs events until none is left, or until there were so many that packets must be going round: those still on their way end then.</summary>
    public void Run()
    {
        for (int i = 0; i < EventLimit; i++)
        {
            if (!_events.TryDequeue(out Action? action, out (long At, int Order) when)) return;
            Now = new(when.At);
            action();
        }

        _stopped = _events.Count > 0;
    }

    public ValueList<Journey> Journeys() => _journeys.Select(j => j.Build(_stopped)).ToValueList();

    public KernelState StateAfter()
    {
        KernelState after = Before;
        foreach (Kernel kernel in _kernels.Values)
        {
            NamespaceState state = kernel.State.Build();
            if (!ReferenceEquals(state, after.Of(kernel.Id))) after = after.With(kernel.Id, state);
        }

        return after;
    }
}
