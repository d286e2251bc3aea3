using System.Globalization;
using PodNet.Datapath;
using PodNet.Datapath.Cni;
using PodNet.Datapath.ServiceProxy;
using PodNet.Kubernetes.Presets;
using PodNet.Kubernetes.Reading;
using PodNet.Kubernetes.Specification;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!cluster</c>: makes the cluster of the session, or shows it.</summary>
internal sealed class ClusterMagic : IMagic
{
    private static readonly string[] Recipe = ["--preset", "--nodes", "--cni", "--mode", "--mtu", "--proxy"];

    // Asked for when it is needed: at load it would make every host wait for the plugins.
    private static string[] Cnis => [.. CniPlugins.All.Select(p => p.Name)];

    public string Name => "#!cluster";

    public string Help => "Makes the cluster, from a few words or from a cluster file below; without either, shows it";

    public string BodyHelp => "a cluster file (YAML)";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        new("--preset", "a ready-made cluster", "NAME")
        {
            Completions = static _ => ClusterPresets.Names,
            Explained = ClusterPresets.Names.Select(n => (n, ClusterPresets.Summary(n))).ToValueList(),
        },
        new("--nodes", "so many nodes: node1, node2, ... each with a pod webN (nginx) and a pod clientN (netshoot)", "NUMBER")
        {
            Completions = static _ => ["1", "2", "3"],
        },
        new("--cni", "the CNI plugin; flannel by default", "NAME") { Completions = static _ => Cnis },
        new("--mode", "the plugin's mode, for example vxlan or host-gw of flannel", "MODE")
        {
            Completions = static _ => CniPlugins.All.SelectMany(p => p.Modes),
        },
        new("--mtu", "MTU of the pods in bytes; by default what the plugin derives", "BYTES")
        {
            Completions = static _ => ["1450", "1500"],
        },
        new("--proxy", "what serves ClusterIPs on each node: kube-proxy's mode; none by default", "MODE") { Completions = static _ => ServiceProxies.Names },
        new("--seed", "number that decides all random picks; 1 by default", "NUMBER"),
        new("--reset", "forget what the kernels learned, and set the clock back to its start", Kind: ParameterKind.Flag),
        PictureViews.Parameter,
        .. PictureStyle.Parameters,
    ];

    public ValueList<MagicExample> Examples =>
    [
        new("#!cluster --nodes 2", "Two nodes with flannel"),
        new("#!cluster --nodes 3 --cni flannel --mode host-gw", "Three nodes, pods routed without a tunnel"),
        new("#!cluster --preset two-nodes", "A ready-made cluster"),
        new("#!cluster\nnodes: 2\npods:\n- {name: web, node: node1, image: nginx}\n- {name: client, node: node2, image: busybox}",
            "A cluster file"),
        new("#!cluster --nodes 1\n#!cluster", "What there is now"),
        new("#!cluster --nodes 2 --view apartment", "The same as an apartment complex"),
    ];

    public MagicOutcome Run(MagicCall call, SessionState state)
    {
        PictureStyle style = PictureStyle.Of(call);
        PictureView view = PictureViews.Of(call);
        SessionState next = state;
        try
        {
            if (Spec(call) is { } spec) next = Fresh(state) with { Cluster = ClusterBuilder.Build(spec) };
        }
        catch (ClusterFileException wrong)
        {
            throw new MagicException(wrong.Message);
        }

        if (call.Has("--reset")) next = Fresh(next);
        if (call.Number("--seed", 0, int.MaxValue) is { } seed) next = next with { Seed = (ulong)seed };
        return new(next, Outputs(next, style, view));
    }

    private static ValueList<OutputBundle> Outputs(SessionState state, PictureStyle style, PictureView view)
    {
        OutputBundle picture = Pictures.Topology(state.RequiredCluster, state.Seed, style, view).ToOutput("The cluster in words");
        string failures = BindFailures.Of(state.RequiredCluster.Topology);
        return failures.Length == 0 ? [picture] : [picture, OutputBundle.OfText(failures)];
    }

    /// <summary>A session that has this cluster only just begun.</summary>
    private static SessionState Fresh(SessionState state) =>
        new() { Magics = state.Magics, Cluster = state.Cluster, Seed = state.Seed, Scripts = state.Scripts };

    /// <summary>The cluster that the call asks for; null when it asks for none.</summary>
    private static ClusterSpec? Spec(MagicCall call)
    {
        string? given = Recipe.FirstOrDefault(call.Has);
        if (call.Body is { } body)
        {
            return given is null ? ClusterFileReader.Read(body) : throw new MagicException(
                $"{given} and a cluster file below do not go together; put it into the file or leave the file out");
        }

        if (given is null) return null;
        ClusterSpec spec = Nodes(call);
        CniSpec cni = spec.Networking.Cni;
        cni = cni with
        {
            Name = call.OneOf("--cni", Cnis) ?? cni.Name,
            Mode = call.Text("--mode") ?? cni.Mode,
            Mtu = call.Number("--mtu", 68, 65535) ?? cni.Mtu,
        };
        string proxy = call.OneOf("--proxy", ServiceProxies.Names) ?? spec.Networking.Proxy;
        return spec with { Networking = spec.Networking with { Cni = cni, Proxy = proxy } };
    }

    private static ClusterSpec Nodes(MagicCall call)
    {
        int? nodes = call.Number("--nodes", 1, ClusterFileReader.MostNodes);
        if (call.Text("--preset") is not { } preset) return Alike(nodes ?? 2);
        return nodes is null
            ? ClusterFileReader.Read(ClusterPresets.Text(preset))
            : throw new MagicException("--preset and --nodes do not go together: a preset brings its own nodes");
    }

    /// <summary>Nodes that look alike: on each a web server and a client.</summary>
    private static ClusterSpec Alike(int count)
    {
        List<PodSpec> pods = [];
        for (int i = 1; i <= count; i++)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            pods.Add(Pod("web" + number, "nginx", "node" + number));
            pods.Add(Pod("client" + number, "netshoot", "node" + number));
        }

        return new() { Nodes = Enumerable.Repeat(new NodeSpec(), count).ToValueList(), Pods = pods.ToValueList() };
    }

    private static PodSpec Pod(string name, string image, string node) =>
        new() { Name = name, Node = node, Containers = [new() { Name = name, Image = image }] };
}
