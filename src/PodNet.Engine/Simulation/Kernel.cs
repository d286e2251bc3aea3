using PodNet.Engine.Stages;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Simulation;

/// <summary>One namespace's kernel while an exchange runs: its configuration, what it learned, and what it is in the middle of.</summary>
internal sealed class Kernel(Network network, NetworkNamespace configuration, State.NamespaceState learned)
{
    public Network Network { get; } = network;

    public NetworkNamespace Configuration { get; } = configuration;

    public NamespaceId Id => Configuration.Id;

    public LearnedState State { get; } = new(learned);

    public NeighborTable Neighbors { get; } = new();

    public FragmentQueue Fragments { get; } = new();

    public TcpStack Tcp { get; } = new();

    /// <summary>How many devices are handing a frame down to each other right now (the kernel's xmit_recursion).</summary>
    public int Transmitting { get; set; }

    public SimulatedTime Now => Network.Now;

    /// <summary>Notes the packet's end in this namespace.</summary>
    public void Drop(SkBuff skb, Disposition why, string reason, object? row = null) =>
        skb.Log.Steps.Add(new Dropped(Now, why, reason, row));
}
