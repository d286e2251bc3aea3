using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Controllers.Containers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;

namespace PodNet.Kubernetes.Objects;

/// <summary>The API objects of a cluster as it comes up: its nodes, namespaces and pods, and the Service of the API server itself.</summary>
public static class ClusterObjects
{
    private static readonly string[] SystemNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

    /// <summary>The objects of a plan. Pods of the short form are made when somebody looks at them; those written as manifests are made at once,
    /// for controllers ask for their labels, and those with host ports, for which the scheduler asks. Services of the file have their endpoints.</summary>
    /// <param name="started">When everything in it was created.</param>
    /// <param name="publishesApiServer">Whether the API server keeps the endpoints of its own Service (--endpoint-reconciler-type other than none).</param>
    public static ObjectStore Of(ClusterPlan plan, DateTimeOffset started, bool publishesApiServer = true)
    {
        ApiRequest request = new(started, 0);
        ObjectStore empty = ObjectStore.Empty.WithServices(new() { Subnets = plan.ServiceSubnets, LoadBalancer = plan.Written.Networking.LoadBalancer });
        ObjectStore objects = WithNamespaces(empty, plan, request);
        NodeKind nodes = ResourceKinds.Of<NodeKind>();
        objects = objects.WithLazy(plan.Nodes.Select(n => new LazyObject(new(nodes, "", n.Name), stamp => NodeObjects.Of(n, started, stamp))));
        objects = ApiServer.Create(objects, new(ResourceKinds.Of<ServiceKind>(), ApiServerService.Service(plan.ServiceSubnet)), request).Objects;
        if (publishesApiServer) objects = ApiServerService.WithEndpoints(objects, plan, request);
        PodKind pods = ResourceKinds.Of<PodKind>();
        objects = objects.WithLazy(plan.Pods.Where(p => !IsMadeAtOnce(p)).Select(p =>
            new LazyObject(new(pods, p.Namespace, p.Name), stamp => PodOf(plan, p, request, stamp), p.Node)));
        foreach (PlannedPod pod in plan.Pods.Where(IsMadeAtOnce))
        {
            string stamp = (objects.Version + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            objects = objects.With(PodOf(plan, pod, request, stamp));
        }

        ApiMap[] others = [.. plan.Manifests.Where(m => m.Text("kind") != "Namespace")];
        foreach (ApiMap manifest in others)
            objects = ApiServer.Create(objects, ApiServer.Decode(manifest.WithAt(["metadata", "resourceVersion"], null)), request).Objects;
        return others.Length == 0 ? objects : ControlPlane.WithEndpoints(objects, request);
    }

    /// <summary>Notes what the API server will not take of the plan's manifests: addresses and ports that are not free, namespaces that are not there.</summary>
    public static void CheckManifests(ClusterPlan plan, ProblemList problems)
    {
        if (plan.Manifests.All(m => m.Text("kind") == "Namespace")) return;
        ApiRequest request = new(DateTimeOffset.UnixEpoch, 0);
        ObjectStore objects = WithNamespaces(ObjectStore.Empty.WithServices(new() { Subnets = plan.ServiceSubnets }), plan, request);
        objects = ApiServer.Create(objects, new(ResourceKinds.Of<ServiceKind>(), ApiServerService.Service(plan.ServiceSubnet)), request).Objects;
        for (int i = 0; i < plan.Manifests.Count; i++)
        {
            if (plan.Manifests[i].Text("kind") == "Namespace") continue;
            try
            {
                objects = ApiServer.Create(objects, ApiServer.Decode(plan.Manifests[i].WithAt(["metadata", "resourceVersion"], null)), request).Objects;
            }
            catch (ApiException refused)
            {
                problems.Add(plan.Written.ManifestsAt[i].Start, refused.Message);
            }
        }
    }

    private static bool IsMadeAtOnce(PlannedPod pod) => pod.Written is { } written && (written.Manifest is not null || written.HostPorts.Count > 0 || written.Labels.Count > 0);

    private static ObjectStore WithNamespaces(ObjectStore objects, ClusterPlan plan, ApiRequest request)
    {
        NamespaceKind kind = ResourceKinds.Of<NamespaceKind>();
        Dictionary<string, ApiMap> written = plan.Manifests.Where(m => m.Text("kind") == kind.Kind)
            .GroupBy(m => m.Text("metadata", "name") ?? "").ToDictionary(g => g.Key, g => g.Last());
        IEnumerable<string> others = plan.Manifests.Where(m => m.Text("kind") != kind.Kind).Select(m => m.Text("metadata", "namespace") ?? "default");
        HashSet<string> used = [.. SystemNamespaces, .. plan.Namespaces, .. plan.Pods.Select(p => p.Namespace), .. others];
        foreach (string name in used.Order(StringComparer.Ordinal))
        {
            ApiMap manifest = written.GetValueOrDefault(name)
                ?? ApiMap.Of(("apiVersion", "v1"), ("kind", kind.Kind), ("metadata", ApiMap.Of(("name", name))));
            objects = ApiServer.Create(objects, ApiServer.Decode(manifest.WithAt(["metadata", "resourceVersion"], null)), request).Objects;
        }

        return objects;
    }

    private static KubernetesObject PodOf(ClusterPlan plan, PlannedPod pod, ApiRequest request, string stamp)
    {
        PodKind kind = ResourceKinds.Of<PodKind>();
        ApiMap content = pod.Written?.Manifest is { } manifest ? ApiServer.Decode(manifest).Content : ShortForm(pod);
        ApiMap metadata = content.Map("metadata").With("namespace", pod.Namespace).With("uid", Identifiers.Uid(0, kind.Kind, stamp))
            .With("creationTimestamp", request.Now.Rfc3339()).With("resourceVersion", stamp);
        content = kind.WithDefaults(content.With("metadata", metadata).WithAt(["spec", "nodeName"], pod.Node));
        content = kind.PrepareForCreate(kind.Admit(content, ObjectStore.Empty, Identifiers.Suffix(0, "admission", stamp)));
        ApiMap running = ApiMap.Of(("running", ApiMap.Of(("startedAt", request.Now.Rfc3339()))));
        content = content.With("status", content.Map("status")
            .With("hostIP", plan.Node(pod.Node)!.Address.ToString()).With("podIP", pod.Address.ToString())
            .With("podIPs", ApiList.Of(pod.Addresses.Select(a => ApiMap.Of(("ip", a.ToString())))))
            .With("startTime", request.Now.Rfc3339())
            .With("containerStatuses", ApiList.Of(content.Maps("spec", "containers").Select(c => ApiMap.Of(("name", c["name"]), ("state", running))))));
        KubernetesObject made = new(kind, content);
        return made.With(["status"], new PodStatusWriter(made, request).Status());
    }

    private static ApiMap ShortForm(PlannedPod pod)
    {
        IEnumerable<ContainerSpec> containers = pod.Written?.Containers ?? [new() { Name = pod.Name, Image = "nginx" }];
        return ApiMap.Of(("apiVersion", "v1"), ("kind", "Pod"), ("metadata", ApiMap.Of(("name", pod.Name), ("labels", Labels(pod)))),
            ("spec", ApiMap.Of(("containers", ApiList.Of(containers.Select(Container))))));
    }

    private static ApiMap? Labels(PlannedPod pod) =>
        pod.Written is { Labels: { Count: > 0 } labels } ? ApiEditing.TextMap([.. labels.Select(l => (l.Key, l.Value))]) : null;

    private static ApiMap Container(ContainerSpec container) => ApiMap.Of(
        ("name", LabelName(container.Name)), ("image", container.Image),
        ("command", container.Command.Count == 0 ? null : ApiEditing.Texts(container.Command)),
        ("args", container.Args.Count == 0 ? null : ApiEditing.Texts(container.Args)),
        ("ports", container.Listens is { Count: > 0 } listens ? ApiList.Of(listens.Distinct().SelectMany(p => Ports(p, container))) : null));

    // A port of the container that several of the node's lead to is written down once for each.
    private static IEnumerable<ApiMap> Ports(Model.Topology.ContainerPort port, ContainerSpec container)
    {
        ApiMap alone = ApiMap.Of(("containerPort", port.Port), ("protocol", port.Protocol.ToString().ToUpperInvariant()));
        HostPort[] hosts = [.. container.HostPorts.Where(h => h.ContainerPort == port.Port && h.Protocol == port.Protocol)];
        return hosts.Length == 0 ? [alone] : hosts.Select(h => alone.With("hostPort", (long)h.Port).With("hostIP", h.HostIp?.ToString()));
    }

    // A pod's name may have dots, its container's may not.
    private static string LabelName(string name) => name.Replace('.', '-');
}
