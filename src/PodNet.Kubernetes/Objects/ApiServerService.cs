using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Objects;

/// <summary>The Service by which pods reach the API server, and its endpoints, which the API server keeps itself (kubernetes,
/// pkg/controlplane/reconcilers).</summary>
internal static class ApiServerService
{
    private const string Name = "kubernetes";
    private const int Port = 6443;

    /// <summary>default/kubernetes at the first address of the range. It has no selector: no pods are behind it.</summary>
    public static ApiMap Service(IpPrefix subnet)
    {
        ApiMap port = ApiMap.Of(("name", "https"), ("port", 443), ("protocol", "TCP"), ("targetPort", Port));
        return ApiMap.Of(
            ("metadata", ApiMap.Of(
                ("name", Name), ("namespace", "default"), ("labels", ApiEditing.TextMap(("component", "apiserver"), ("provider", "kubernetes"))))),
            ("spec", ApiMap.Of(("clusterIP", subnet.Address.Plus(1).ToString()), ("ports", ApiList.Of([port])))));
    }

    /// <summary>The objects with its Endpoints and EndpointSlice: the nodes of the control plane, else the first node.</summary>
    /// <exception cref="ApiException">The server refuses them.</exception>
    public static ObjectStore WithEndpoints(ObjectStore objects, ClusterPlan plan, ApiRequest request)
    {
        PlannedNode[] servers = [.. plan.Nodes.Where(NodeRoles.IsControlPlane)];
        string[] addresses = [.. (servers.Length > 0 ? servers : [.. plan.Nodes.Take(1)]).Select(n => n.Address.ToString())];
        if (addresses.Length == 0) return objects;
        ApiMap port = ApiMap.Of(("name", "https"), ("port", Port), ("protocol", "TCP"));
        ApiMap metadata = ApiEditing.TextMap(("name", Name), ("namespace", "default"));
        ApiMap endpoints = ApiMap.Of(
            ("metadata", metadata.With("labels", ApiEditing.TextMap(("endpointslice.kubernetes.io/skip-mirror", "true")))),
            ("subsets", ApiList.Of([ApiMap.Of(
                ("addresses", ApiList.Of(addresses.Select(a => ApiMap.Of(("ip", a))))), ("ports", ApiList.Of([port])))])));
        ApiMap slice = ApiMap.Of(
            ("metadata", metadata.With("labels", ApiEditing.TextMap((SliceReader.ServiceNameLabel, Name)))),
            ("addressType", plan.ServiceSubnet.Address.Family == IpFamily.V6 ? "IPv6" : "IPv4"),
            ("endpoints", ApiList.Of(addresses.Select(a => ApiMap.Of(
                ("addresses", ApiEditing.Texts(a)), ("conditions", ApiMap.Of(("ready", true))))))),
            ("ports", ApiList.Of([port])));
        objects = ApiServer.Create(objects, new(ResourceKinds.Of<EndpointsKind>(), endpoints), request).Objects;
        return ApiServer.Create(objects, new(ResourceKinds.Of<EndpointSliceKind>(), slice), request).Objects;
    }
}
