using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>The subsets of Endpoints: pods with the same ports and readiness behind each of them together (kubernetes, pkg/api/v1/endpoints,
/// RepackSubsets).</summary>
internal static class EndpointSubsets
{
    private const int MostAddresses = 1000;

    /// <summary>The subsets; null where there are none.</summary>
    /// <param name="pods">Each pod with its address.</param>
    public static (ApiList? Subsets, bool IsTruncated) Of(IEnumerable<(ApiMap Address, KubernetesObject Pod)> pods, KubernetesObject service)
    {
        bool publishes = service.Content.Flag("spec", "publishNotReadyAddresses");
        bool hasNoPorts = service.Content.List("spec", "ports").Count == 0;
        if (hasNoPorts && SliceLabels.HasAddress(service)) return (null, false);

        // Ports that the same pods have, equally ready, are of one subset.
        Dictionary<ApiMap, List<(ApiMap Address, bool IsReady)>> byPort = [];
        foreach ((ApiMap address, KubernetesObject pod) in pods.OrderBy(p => p.Address.Text("ip"), StringComparer.Ordinal).ThenBy(p => p.Pod.Uid, StringComparer.Ordinal))
        {
            foreach (ApiMap port in hasNoPorts ? [ApiMap.Empty] : PortsOf(pod, service))
            {
                if (!byPort.TryGetValue(port, out List<(ApiMap, bool)>? all)) byPort.Add(port, all = []);
                all.Add((address, publishes || pod.Holds("Ready")));
            }
        }

        ApiMap[] subsets =
        [
            .. byPort.GroupBy(p => string.Join(' ', p.Value.Select(a => $"{a.Address.Text("ip")} {a.Address.Text("targetRef", "uid")} {a.IsReady}")), StringComparer.Ordinal)
                .Select(g => Subset(g.Select(p => p.Key), g.First().Value))
                .OrderBy(s => string.Join(' ', s.List("ports")), StringComparer.Ordinal),
        ];
        (subsets, bool isTruncated) = Truncated(subsets);
        return (subsets.Length == 0 ? null : ApiList.Of(subsets), isTruncated);
    }

    private static IEnumerable<ApiMap> PortsOf(KubernetesObject pod, KubernetesObject service) =>
        service.Content.Maps("spec", "ports").Select(p => (Port: p, Number: PodEndpoint.NumberOf(pod, p))).Where(p => p.Number is not null).Select(p => ApiMap.Of(
            ("appProtocol", p.Port["appProtocol"]), ("name", p.Port["name"]), ("port", p.Number!.Value), ("protocol", p.Port["protocol"]))).Distinct();

    private static ApiMap Subset(IEnumerable<ApiMap> ports, List<(ApiMap Address, bool IsReady)> addresses)
    {
        ApiMap[] named = [.. PortOrder.OfSubsets(ports.Where(p => p.Count > 0))];
        return ApiMap.Of(
            ("addresses", List(addresses.Where(a => a.IsReady))), ("notReadyAddresses", List(addresses.Where(a => !a.IsReady))),
            ("ports", named.Length == 0 ? null : ApiList.Of(named)));
    }

    private static ApiList? List(IEnumerable<(ApiMap Address, bool IsReady)> addresses) =>
        ApiList.Of(addresses.Select(a => a.Address)) is { Items.Count: > 0 } list ? list : null;

    // Beyond a thousand the rest is left out: of those that are not ready first, and of each subset in proportion.
    private static (ApiMap[] Subsets, bool IsTruncated) Truncated(ApiMap[] subsets)
    {
        int ready = subsets.Sum(s => s.List("addresses").Count), unready = subsets.Sum(s => s.List("notReadyAddresses").Count);
        if (ready + unready <= MostAddresses) return (subsets, false);
        bool cutsReady = ready > MostAddresses;
        (int total, int most) = cutsReady ? (ready, MostAddresses) : (unready, MostAddresses - ready);
        string field = cutsReady ? "addresses" : "notReadyAddresses";
        int left = most;
        for (int i = 0; i < subsets.Length; i++)
        {
            int count = subsets[i].List(field).Count;
            int kept = Math.Min(count, Math.Min(left, (int)Math.Ceiling((double)count / total * most)));
            left -= kept;
            subsets[i] = subsets[i].With(field, kept == 0 ? null : ApiList.Of(subsets[i].List(field).Take(kept)));
            if (cutsReady) subsets[i] = subsets[i].Without("notReadyAddresses");
        }

        return (subsets, true);
    }
}
