using System.Globalization;
using PodNet.Kubectl.Flags;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl create service TYPE NAME, for one type.</summary>
internal abstract class CreateServiceVerb(string word, string type) : CreateSubverb
{
    /// <inheritdoc/>
    public override string Name => "create service " + word;

    /// <inheritdoc/>
    public override string? Summary => $"Create a Service of type {type}";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        new("tcp", FlagType.TextSlice), new("clusterip"), new("node-port", FlagType.Number), new("external-name", IsRequired: type == "ExternalName"),
        .. SharedFlags,
    ];

    /// <inheritdoc/>
    protected override string FailureLead => $"failed to create {type} service: ";

    /// <inheritdoc/>
    protected override KubernetesObject Make(Invocation run, string name)
    {
        string? clusterIp = run.Flags.Text("clusterip");
        IReadOnlyList<string> tcp = run.Flags.All("tcp");
        if (tcp.Count == 0 && type != "ExternalName" && clusterIp != "None") throw new KubectlException("at least one tcp port specifier must be provided");
        ApiMap labels = ApiMap.Of(("app", name));
        ApiMap spec = ApiMap.Of(
            ("clusterIP", run.Flags.Value("clusterip")),
            ("externalName", run.Flags.Value("external-name")),
            ("ports", tcp.Count == 0 ? null : ApiList.Of(tcp.Select(t => Port(t, run.Flags.Number("node-port", 0))))),
            ("selector", labels),
            ("type", type));
        return New("v1", "Service", name, labels, ("spec", spec), ("status", ApiMap.Of(("loadBalancer", ApiMap.Empty))));
    }

    // "80" or "80:8080".
    private static ApiMap Port(string written, long nodePort)
    {
        string[] parts = written.Split(':', 2);
        long port = Number(parts[0]);
        ApiValue target = parts.Length == 1 ? port
            : long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : parts[1];
        return ApiMap.Of(
            ("name", written.Replace(':', '-')),
            ("nodePort", nodePort == 0 ? null : nodePort),
            ("port", port),
            ("protocol", "TCP"),
            ("targetPort", target));
    }

    private static long Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int port)
        ? port
        : throw new KubectlException($"strconv.Atoi: parsing {GoText.Quote(text)}: invalid syntax");
}

/// <summary>kubectl create service clusterip.</summary>
internal sealed class CreateClusterIpVerb() : CreateServiceVerb("clusterip", "ClusterIP");

/// <summary>kubectl create service nodeport.</summary>
internal sealed class CreateNodePortVerb() : CreateServiceVerb("nodeport", "NodePort");

/// <summary>kubectl create service loadbalancer.</summary>
internal sealed class CreateLoadBalancerVerb() : CreateServiceVerb("loadbalancer", "LoadBalancer");

/// <summary>kubectl create service externalname.</summary>
internal sealed class CreateExternalNameVerb() : CreateServiceVerb("externalname", "ExternalName");
