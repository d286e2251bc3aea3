using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Planning;

namespace PodNet.Kubernetes.Objects;

/// <summary>Node objects of planned nodes, as a kubelet registers itself: <c>kubectl get node NAME -o yaml</c>.</summary>
internal static class NodeObjects
{
    public static KubernetesObject Of(PlannedNode node, DateTimeOffset started, string stamp)
    {
        ApiMap labels = ApiEditing.TextMap(
            ("kubernetes.io/arch", "amd64"), ("kubernetes.io/hostname", node.Name), ("kubernetes.io/os", "linux"));
        foreach ((string key, string value) in node.Labels) labels = labels.With(key, value);
        ApiMap metadata = ApiMap.Of(
            ("name", node.Name), ("labels", labels), ("annotations", ApiEditing.TextMap(("node.alpha.kubernetes.io/ttl", "0"))),
            ("uid", Identifiers.Uid(0, "Node", stamp)), ("creationTimestamp", started.Rfc3339()), ("resourceVersion", stamp));
        ApiMap spec = ApiMap.Of(
            ("podCIDR", node.PodCidr.ToString()), ("podCIDRs", ApiEditing.Texts(node.PodCidrs.Select(c => c.ToString()))),
            ("taints", node.Taints.Count == 0 ? null : ApiList.Of(node.Taints.Select(t => ApiMap.Of(
                ("key", t.Key), ("value", t.Value.Length == 0 ? null : new ApiText(t.Value)), ("effect", t.Effect))))));
        return new(ResourceKinds.Of<NodeKind>(), ApiMap.Of(
            ("apiVersion", "v1"), ("kind", "Node"), ("metadata", metadata), ("spec", spec), ("status", Status(node, started))));
    }

    private static ApiMap Status(PlannedNode node, DateTimeOffset started)
    {
        ApiMap resources = ApiEditing.TextMap(("cpu", "4"), ("memory", "8Gi"), ("pods", "110"));
        ApiMap ready = ApiEditing.TextMap(
            ("type", "Ready"), ("status", "True"), ("lastHeartbeatTime", started.Rfc3339()), ("lastTransitionTime", started.Rfc3339()),
            ("reason", "KubeletReady"), ("message", "kubelet is posting ready status"));
        IEnumerable<ApiMap> addresses = node.Addresses.Select(a => ApiEditing.TextMap(("type", "InternalIP"), ("address", a.ToString())));
        ApiMap hostname = ApiEditing.TextMap(("type", "Hostname"), ("address", node.Name));
        return ApiMap.Of(
            ("capacity", resources), ("allocatable", resources), ("conditions", ApiList.Of([ready])), ("addresses", ApiList.Of(addresses.Append(hostname))),
            ("daemonEndpoints", ApiMap.Of(("kubeletEndpoint", ApiMap.Of(("Port", 10250))))),
            ("nodeInfo", ApiEditing.TextMap(
                ("machineID", ""), ("systemUUID", ""), ("bootID", ""), ("kernelVersion", "6.1.0-18-amd64"), ("osImage", "Debian GNU/Linux 12 (bookworm)"),
                ("containerRuntimeVersion", "containerd://1.7.13"), ("kubeletVersion", "v1.28.7"), ("kubeProxyVersion", "v1.28.7"),
                ("operatingSystem", "linux"), ("architecture", "amd64"))));
    }
}
