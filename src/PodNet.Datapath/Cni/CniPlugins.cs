using PodNet.Datapath.Cni.AwsVpc;
using PodNet.Datapath.Cni.Bridge;
using PodNet.Datapath.Cni.Calico;
using PodNet.Datapath.Cni.Cilium;
using PodNet.Datapath.Cni.Flannel;
using PodNet.Datapath.Cni.Kindnet;
using PodNet.Datapath.Cni.Sample;
using PodNet.Datapath.Cni.Weave;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni;

/// <summary>The CNI plugins there are.</summary>
public static class CniPlugins
{
    /// <summary>What a cluster gets that names none.</summary>
    private const string Default = "flannel";

    /// <summary>All plugins, by name.</summary>
    public static IReadOnlyList<ICniPlugin> All { get; } =
    [
        new BridgePlugin(),
        new FlannelPlugin(),
        new CalicoPlugin(),
        new CiliumPlugin(),
        new KindnetPlugin(),
        new WeavePlugin(),
        new AwsVpcPlugin(),
        new SamplePlugin(),
    ];

    // The bridge plugin, configured as kubelet's kubenet did, is known by that name too.
    private static ICniPlugin? Find(string name) => name == "kubenet" ? All[0] : All.FirstOrDefault(p => p.Name == name);

    /// <summary>The plugin and the mode a cluster asks for; null with problems noted when there is none such.</summary>
    public static (ICniPlugin Plugin, string Mode)? Choose(CniSpec cni, ProblemList problems)
    {
        string name = cni.Name ?? Default;
        if (Find(name) is not { } plugin)
        {
            problems.Add(cni.At.Of("name"), FieldErrors.NotSupported("networking.cni", name, All.Select(p => p.Name)));
            return null;
        }

        string mode = cni.Mode ?? (plugin.Modes.Count > 0 ? plugin.Modes[0] : "");
        if (mode.Length > 0 && !plugin.Modes.Contains(mode))
        {
            problems.Add(cni.At.Of("mode"), plugin.Modes.Count > 0
                ? FieldErrors.NotSupported("networking.cni.mode", mode, plugin.Modes)
                : FieldErrors.Invalid("networking.cni.mode", mode, $"{plugin.Name} has no modes"));
            return null;
        }

        CheckSettings(cni, plugin, mode, problems);
        return (plugin, mode);
    }

    /// <summary>The plugin at work, or null where it has no idea of a family; problems are noted when it cannot be on this underlay.</summary>
    public static ICniDatapath? Configure(ICniPlugin plugin, string mode, ClusterPlan plan, ProblemList problems)
    {
        if (plan.Has(IpFamily.V6) && !plugin.HasIpv6(mode))
        {
            problems.Add(plan.Cni.At.Of("name"), $"networking.cni: {plugin.Name} is known here with IPv4 only so far; leave networking.ipFamily at ipv4");
            return null;
        }

        if (plan.Underlay.IsRouted && plugin.RoutedUnderlayProblem(mode) is { } problem)
        {
            string why = plan.Underlay.IsOfSubnets
                ? "the nodes stand in several subnets"
                : $"{plan.Nodes.Count} nodes do not fit on one switch (a Linux bridge has 1023 ports) and stand in routed racks";
            problems.Add(plan.Cni.At.Of("name"), $"networking.cni: {why}: {problem}");
        }

        if (plugin.SizeProblem(plan.Nodes.Count) is { } size) problems.Add(plan.Cni.At.Of("name"), $"networking.cni: {size}");
        return plugin.Configure(plan, mode);
    }

    private static void CheckSettings(CniSpec cni, ICniPlugin plugin, string mode, ProblemList problems)
    {
        string label = mode.Length == 0 ? plugin.Name : $"{plugin.Name} {mode}";
        foreach ((string key, Func<CniSpec, bool> isGiven) in CniSettings.All)
        {
            if (isGiven(cni) && !plugin.Settings(mode).Contains(key))
                problems.Add(cni.At.Of(key), $"networking.cni.{key}: {label} has no such setting");
        }

        if (cni.IpMasqAgent is not null && cni.NonMasqueradeCidrs.Count > 0)
        {
            problems.Add(
                cni.At.Of("nonMasqueradeCIDR"), "networking.cni.nonMasqueradeCIDR: is kubenet's, and ip-masq-agent masquerades here; masquerade has nonMasqueradeCIDRs");
        }
    }
}
