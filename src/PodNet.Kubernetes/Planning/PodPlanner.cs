using System.Globalization;
using PodNet.Kubernetes.Ipam;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Places pods on nodes and gives them their addresses, MACs and interfaces.</summary>
internal sealed class PodPlanner
{
    private readonly PlannedNode[] _nodes;
    private readonly NamespaceNames _names;
    private readonly PodAddressing _addressing;
    private readonly ProblemList _problems;
    private readonly Dictionary<string, int> _byName = [];

    public PodPlanner(PlannedNode[] nodes, PodAddressing addressing, NamespaceNames names, ProblemList problems)
    {
        (_nodes, _addressing, _names, _problems) = (nodes, addressing, names, problems);
        for (int i = 0; i < nodes.Length; i++) _byName.TryAdd(nodes[i].Name, i);
    }

    public ValueList<PlannedNode> Nodes { get; private set; }

    public ValueList<PlannedPod> Pods { get; private set; }

    /// <summary>Places all pods; afterwards <see cref="Nodes"/> and <see cref="Pods"/> are set.</summary>
    public void Place(ClusterSpec spec)
    {
        List<PodSpec> specs = [.. spec.Pods, .. Replicas(spec.PodsPerNode, spec.At.In("pods"))];
        int[] placedOn = Schedule(specs);
        List<int>[] onNode = [.. _nodes.Select(_ => new List<int>())];
        for (int i = 0; i < specs.Count; i++)
        {
            PodSpec pod = specs[i];
            string id = PlannedPod.IdOf(pod.Namespace, pod.Name).Name;
            bool named = _names.Claim(id, "pod", pod.At.Of("name"), pod.Namespace, pod.Name);
            if (named && placedOn[i] >= 0) onNode[placedOn[i]].Add(i);
        }

        PlannedPod?[] planned = new PlannedPod?[specs.Count];
        for (int n = 0; n < _nodes.Length; n++)
        {
            PlannedPod?[] pods = PlaceOn(_nodes[n], [.. onNode[n].Select(i => specs[i])]);
            for (int k = 0; k < pods.Length; k++) planned[onNode[n][k]] = pods[k];
            _nodes[n] = _nodes[n] with { InitialPods = pods.Length, LastSlot = pods.Length, LastReserved = pods.LastOrDefault()?.Addresses ?? [] };
        }

        (Nodes, Pods) = (_nodes.ToValueList(), planned.OfType<PlannedPod>().ToValueList());
    }

    /// <summary>Makes one pod with what is given and derived.</summary>
    public static PlannedPod Make(PodSpec spec, PodAddressing addressing, PlannedNode node, int slot, ValueList<IpAddress> addresses) => new(
        PlannedPod.IdOf(spec.Namespace, spec.Name), spec.Namespace, spec.Name, node.Name, slot, addresses,
        spec.Mac ?? addressing.MacOf(spec.Namespace, spec.Name, addresses[0]),
        spec.HostInterface ?? addressing.HostInterfaceOf(spec.Namespace, spec.Name, node.LastSlot > 0 ? slot : 0), spec.Mtu, PortBinding.Bind(spec))
    {
        Written = spec.Containers.Count == 0 ? null : spec,
    };

    /// <summary>Notes a problem if the pod's interface or MAC is another pod's on the same node.</summary>
    public static void CheckNeighbors(
        PodSpec spec, PlannedPod pod, Dictionary<string, PlannedPod> interfaces, Dictionary<MacAddress, PlannedPod> macs, ProblemList problems)
    {
        string device = pod.HostInterface;
        if (!interfaces.TryAdd(device, pod))
        {
            problems.Add(
                spec.At.Of("hostInterface"),
                $"pod {pod.FullName}: hostInterface {device} is that of pod {interfaces[device].FullName} on node {pod.Node} already");
        }

        if (!macs.TryAdd(pod.Mac, pod))
        {
            problems.Add(
                spec.At.Of("mac"),
                $"pod {pod.FullName}: MAC address {pod.Mac} is that of pod {macs[pod.Mac].FullName} on node {pod.Node} already");
        }
    }

    private IEnumerable<PodSpec> Replicas(int perNode, WrittenAt at)
    {
        for (int n = 0; n < _nodes.Length; n++)
        {
            for (int k = 1; k <= perNode; k++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"pod{n + 1}-{k}");
                yield return new() { Name = name, Node = _nodes[n].Name, At = at };
            }
        }
    }

    // Who names no node goes to the one with the fewest pods, the first of equals: a scheduler that spreads.
    private int[] Schedule(List<PodSpec> specs)
    {
        int[] placedOn = new int[specs.Count], load = new int[_nodes.Length];
        for (int i = 0; i < specs.Count; i++)
        {
            if (specs[i].Node is not { } name) continue;
            placedOn[i] = _byName.GetValueOrDefault(name, -1);
            if (placedOn[i] >= 0) load[placedOn[i]]++;
            else ReportUnknownNode(specs[i], name);
        }

        bool allRepel = _nodes.All(n => n.RepelsPods);
        PriorityQueue<int, (int Load, int Node)> queue = new(load.Select((l, n) => (n, (l, n))).Where(e => allRepel || !_nodes[e.n].RepelsPods));
        Dictionary<int, HostPortTable> hostPorts = HostPorts(specs, placedOn);
        for (int i = 0; i < specs.Count; i++)
        {
            if (specs[i].Node is not null) continue;
            placedOn[i] = TakeFitting(queue, specs[i], hostPorts);
            if (placedOn[i] < 0) continue;
            queue.Enqueue(placedOn[i], (++load[placedOn[i]], placedOn[i]));
        }

        return placedOn;
    }

    // Of the nodes that somebody wants ports of.
    private static Dictionary<int, HostPortTable> HostPorts(List<PodSpec> specs, int[] placedOn)
    {
        Dictionary<int, HostPortTable> tables = [];
        for (int i = 0; i < specs.Count; i++)
        {
            if (specs[i].Node is not null && placedOn[i] >= 0 && specs[i].HostPorts.Count > 0) TableOf(tables, placedOn[i]).Take(specs[i]);
        }

        return tables;
    }

    private static HostPortTable TableOf(Dictionary<int, HostPortTable> tables, int node) =>
        tables.TryGetValue(node, out HostPortTable? table) ? table : tables[node] = new([]);

    // The first node in the queue whose ports are free, or -1 and a noted problem; it leaves the queue, those before it stay.
    private int TakeFitting(PriorityQueue<int, (int Load, int Node)> queue, PodSpec pod, Dictionary<int, HostPortTable> hostPorts)
    {
        if (pod.HostPorts.Count == 0) return queue.Dequeue();
        List<(int Node, (int, int) Rank)> full = [];
        int found = -1;
        while (found < 0 && queue.TryDequeue(out int node, out (int, int) rank))
        {
            if (TableOf(hostPorts, node).Fits(pod)) found = node;
            else full.Add((node, rank));
        }

        queue.EnqueueRange(full);
        if (found >= 0) TableOf(hostPorts, found).Take(pod);
        else _problems.Add(pod.At.Of("ports"), string.Create(CultureInfo.InvariantCulture,
            $"pod {pod.Namespace}/{pod.Name}: 0/{_nodes.Length} nodes are available: {full.Count} {HostPortTable.Reason}; give it another hostPort"));
        return found;
    }

    private void ReportUnknownNode(PodSpec pod, string node)
    {
        string suggestion = _problems.Count < 20 ? NearestName.Suggestion(node, _byName.Keys) : "";
        if (suggestion.Length == 0 && _nodes.Length <= 10) suggestion = $"; there are {string.Join(", ", _nodes.Select(n => n.Name))}";
        _problems.Add(pod.At.Of("node"), $"pod {pod.Namespace}/{pod.Name}: no node {FieldErrors.Quote(node)}{suggestion}");
    }

    private PlannedPod?[] PlaceOn(PlannedNode node, PodSpec[] specs)
    {
        PlannedPod?[] pods = new PlannedPod?[specs.Length];
        if (specs.Length == 0 || node.PodCidrs.Any(c => IpRange.Problem(c) is not null)) return pods;
        FamilyAllocator[] allocators = [.. node.PodCidrs.Select(cidr => new FamilyAllocator(
            cidr.Address.Family, _addressing.AllocatorOf(node, cidr, [], null),
            _addressing.AllocatorOf(node, cidr, specs.Select(s => s.Addresses.Of(cidr.Address.Family)).OfType<IpAddress>(), null)))];
        Dictionary<string, PlannedPod> interfaces = new(specs.Length);
        Dictionary<MacAddress, PlannedPod> macs = new(specs.Length);
        HostPortTable hostPorts = new([]);
        for (int i = 0; i < specs.Length; i++)
        {
            PodSpec spec = specs[i];
            IpAddress[] addresses = [.. allocators.Select(a => Allocate(spec, a)).OfType<IpAddress>()];
            if (addresses.Length < allocators.Length) continue;
            pods[i] = Make(spec, _addressing, node, i + 1, [.. addresses]);
            CheckNeighbors(spec, pods[i]!, interfaces, macs, _problems);
            hostPorts.Check(spec, node.Name, _problems);
            hostPorts.Take(spec);
        }

        return pods;
    }

    // The address asked for, or the next one; null and a noted problem when it cannot be had.
    private IpAddress? Allocate(PodSpec spec, FamilyAllocator from)
    {
        try
        {
            if (spec.Addresses.Of(from.Family) is not { } given) return from.Free.Allocate();
            from.Requested.Request(given);
            return given;
        }
        catch (AddressExhaustedException e)
        {
            _problems.Add(spec.At.Of(spec.Addresses.Count == 0 ? "name" : "address"), $"pod {spec.Namespace}/{spec.Name}: {e.Message}");
            return null;
        }
    }

    // Addresses asked for are taken from the one, all others from the other, which knows them.
    private sealed record FamilyAllocator(IpFamily Family, AddressAllocator Requested, AddressAllocator Free);
}
