using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Services;

/// <summary>Reads EndpointSlice objects as kube-proxy does (kubernetes, pkg/proxy/endpointslicecache.go). Defaults need not be filled in.</summary>
internal static class SliceReader
{
    /// <summary>The label that says whose endpoints a slice has.</summary>
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    private const string ProxyNameLabel = "service.kubernetes.io/service-proxy-name";
    private const string HeadlessLabel = "service.kubernetes.io/headless";

    /// <summary>The Service of a slice; null where no proxy looks at it.</summary>
    public static ServiceName? ServiceOf(ApiMap slice)
    {
        ApiMap labels = slice.Map("metadata", "labels");
        return labels.Text(ServiceNameLabel) is { Length: > 0 } name && !labels.Has(ProxyNameLabel) && !labels.Has(HeadlessLabel)
            ? new(slice.Text("metadata", "namespace") ?? "", name) : null;
    }

    /// <summary>The endpoints of each port of a Service, in ordinal order of "address:port". One that several slices have on different nodes comes for
    /// each of them.</summary>
    public static Dictionary<ServicePortName, ValueList<ServiceEndpoint>> Endpoints(ServiceName service, ValueList<ApiMap> slices, IpFamily family)
    {
        Dictionary<ServicePortName, List<ServiceEndpoint>> found = [];
        foreach (ApiMap slice in slices)
        {
            foreach (ApiMap port in slice.Maps("ports"))
            {
                ushort number = ServiceReader.PortNumber(port["port"]);
                if (number == 0) continue;
                ServicePortName name = new(service, port.Text("name") ?? "", ServiceReader.Protocol(port.Text("protocol")));
                if (!found.TryGetValue(name, out List<ServiceEndpoint>? all)) found.Add(name, all = []);
                all.AddRange(slice.Maps("endpoints").Select(e => Endpoint(e, number, family)).OfType<ServiceEndpoint>());
            }
        }

        return found.ToDictionary(f => f.Key, f => f.Value.Select(e => (Text: e.ToString(), Endpoint: e))
            .DistinctBy(e => (e.Text, e.Endpoint.NodeName)).OrderBy(e => e.Text, StringComparer.Ordinal).Select(e => e.Endpoint).ToValueList());
    }

    // All addresses of an endpoint lead to the same place: proxies use the first.
    private static ServiceEndpoint? Endpoint(ApiMap endpoint, ushort port, IpFamily family)
    {
        if (endpoint.List("addresses") is not { Count: > 0 } addresses) return null;
        if (!IpAddress.TryParse(addresses[0].ToString(), out IpAddress address) || address.Family != family) return null;
        ApiMap conditions = endpoint.Map("conditions"), target = endpoint.Map("targetRef");
        return new(
            address, port, endpoint.Text("nodeName") ?? "", conditions["ready"] is not ApiFlag { Flag: false },
            conditions["serving"] is not ApiFlag { Flag: false }, conditions.Flag("terminating"))
        {
            Zone = endpoint.Text("zone") ?? "",
            ZoneHints = Names(endpoint, "forZones"),
            NodeHints = Names(endpoint, "forNodes"),
            Pod = target.Text("kind") == "Pod" ? (target.Text("namespace") ?? "", target.Text("name") ?? "") : null,
        };
    }

    private static ValueList<string> Names(ApiMap endpoint, string which) =>
        endpoint.Maps("hints", which).Select(h => h.Text("name") ?? "").ToValueList();
}
