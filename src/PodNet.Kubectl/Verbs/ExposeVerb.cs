using System.Globalization;
using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl expose.</summary>
internal sealed class ExposeVerb : Verb
{
    // A Service's name is a DNS label.
    private const int LongestName = 63;

    /// <inheritdoc/>
    public override string Name => "expose";

    /// <inheritdoc/>
    public override string? Summary => "Make a Service for a pod, deployment, replica set or Service: expose TYPE NAME --port=PORT";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        new("port"), new("protocol"), new("target-port"), new("type"), new("name"), new("selector"), new("labels", Shorthand: 'l'), new("external-ip"),
        new("load-balancer-ip"), new("session-affinity"), new("cluster-ip"), new("overrides"), new("override-type"), CommonFlags.DryRun,
        .. CommonFlags.Files, .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        ObjectOutput output = new(run);
        ResourceQuery query = ResourceQuery.Of(run) with { Labels = null };
        Selection selection = ManifestFiles.Query(run, query);
        List<Exception> errors = [.. selection.Errors];
        foreach (KubernetesObject exposed in selection.Objects)
        {
            try
            {
                KubernetesObject service = Service(run, exposed);
                if (output.DryRun != "client" || run.HasNamespace) service = service.With(["metadata", "namespace"], run.Namespace);
                output.Print(output.Send(service, run.Create), "exposed");
            }
            catch (Exception refused) when (refused is ApiException or KubectlException)
            {
                errors.Add(refused);
            }
        }

        run.Settle();
        AggregateKubectlException.ThrowIfAny(errors);
    }

    private static KubernetesObject Service(Invocation run, KubernetesObject exposed)
    {
        if (exposed.Kind.Kind is not ("Service" or "Pod" or "Deployment" or "ReplicaSet" or "ReplicationController"))
            throw new KubectlException($"cannot expose a {(exposed.Kind.Group.Length == 0 ? exposed.Kind.Kind : $"{exposed.Kind.Kind}.{exposed.Kind.Group}")}");
        ApiMap selector = run.Flags.Text("selector") is { Length: > 0 } written ? Pairs(written) : ExposedPorts.Selector(exposed);
        bool isHeadless = run.Flags.Text("cluster-ip") == "None";
        ApiMap[] ports = [.. Ports(run, exposed)];
        if (ports.Length == 0 && !isHeadless) throw new KubectlException("couldn't find port via --port flag or introspection");
        string name = run.Flags.Text("name") is { Length: > 0 } given ? given : exposed.Name[..Math.Min(exposed.Name.Length, LongestName)];
        ApiMap labels = run.Flags.Text("labels") is { Length: > 0 } wanted ? Pairs(wanted) : exposed.Labels;
        ApiMap spec = ApiMap.Of(
            ("clusterIP", run.Flags.Value("cluster-ip")),
            ("externalIPs", run.Flags.Text("external-ip") is { Length: > 0 } address ? ApiList.Of([address]) : null),
            ("loadBalancerIP", run.Flags.Value("load-balancer-ip")),
            ("ports", ports.Length == 0 ? null : ApiList.Of(ports)),
            ("selector", selector),
            ("sessionAffinity", run.Flags.Value("session-affinity")),
            ("type", run.Flags.Value("type")));
        return CreateSubverb.New("v1", "Service", name, labels.Count == 0 ? null : labels, ("spec", spec),
            ("status", ApiMap.Of(("loadBalancer", ApiMap.Empty))));
    }

    private static IEnumerable<ApiMap> Ports(Invocation run, KubernetesObject exposed)
    {
        IReadOnlyList<(string Port, string Protocol)> found = ExposedPorts.Of(exposed);
        string[] written = run.Flags.Text("port") is { Length: > 0 } port ? port.Split(',') : [.. found.Select(f => f.Port)];
        string? target = run.Flags.Text("target-port");
        for (int i = 0; i < written.Length; i++)
        {
            ApiValue number = int.TryParse(written[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int parsed)
                ? parsed
                : throw new KubectlException($"strconv.Atoi: parsing {GoText.Quote(written[i])}: invalid syntax");
            string protocol = run.Flags.Text("protocol") is { Length: > 0 } given ? given : found.FirstOrDefault(f => f.Port == written[i]).Protocol ?? "TCP";
            yield return ApiMap.Of(
                ("name", written.Length > 1 ? new ApiText(string.Create(CultureInfo.InvariantCulture, $"port-{i + 1}")) : null),
                ("port", number),
                ("protocol", protocol),
                ("targetPort", string.IsNullOrEmpty(target) ? number
                    : int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out int wanted) ? wanted : target));
        }
    }

    private static ApiMap Pairs(string written) => ApiMap.Of(written.Split(',').Select(p => p.Split('=', 2) is [var key, var value]
        ? new KeyValuePair<string, ApiValue>(key, value)
        : throw new KubectlException($"unexpected label spec: {p}")));
}
