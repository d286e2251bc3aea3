using System.Globalization;

namespace PodNet.Kubectl.Printers;

/// <summary>Lists of endpoints, at most three of them written out.</summary>
internal static class EndpointText
{
    private const int MostShown = 3;

    /// <summary>"10.244.1.2:80,10.244.2.2:80 + 1 more...", or "&lt;none&gt;".</summary>
    public static string OfSubsets(IEnumerable<ApiMap> subsets)
    {
        ApiMap[] all = [.. subsets];
        return all.Length == 0 ? "<none>" : Joined(all.SelectMany(OfSubset));
    }

    /// <summary>The ports of a slice, or "&lt;unset&gt;".</summary>
    public static string Ports(IEnumerable<ApiMap> ports)
    {
        string[] all = [.. ports.Select(p => p.Text("port") ?? p.Text("name") ?? "*")];
        return all.Length == 0 ? "<unset>" : Joined(all);
    }

    /// <summary>The addresses of a slice's endpoints, ready or not, or "&lt;unset&gt;".</summary>
    public static string Addresses(IEnumerable<ApiMap> endpoints)
    {
        ApiMap[] all = [.. endpoints];
        return all.Length == 0 ? "<unset>" : Joined(all.SelectMany(e => e.List("addresses")).Select(a => a.ToString()!));
    }

    /// <summary>Where a Service's port leads: the ready endpoints of its slices.</summary>
    /// <param name="port">The name of the Service's port.</param>
    public static string OfSlices(IReadOnlyCollection<KubernetesObject> slices, string port) =>
        slices.Count == 0 ? "<none>" : Joined(slices.SelectMany(s => OfSlice(s.Content, port)));

    /// <summary>An address with a port; IPv6 in brackets.</summary>
    public static string HostPort(string? address, string? port) =>
        address?.Contains(':', StringComparison.Ordinal) == true ? $"[{address}]:{port}" : $"{address}:{port}";

    private static IEnumerable<string> OfSlice(ApiMap slice, string port)
    {
        IEnumerable<string> ready = slice.Maps("endpoints").Where(e => e.At("conditions", "ready") is null || e.Flag("conditions", "ready"))
            .Select(e => e.List("addresses") is [var first, ..] ? first.ToString()! : "");
        if (slice.List("ports").Count == 0) return ready;
        return slice.Maps("ports").Where(p => (p.Text("name") ?? "") == port).SelectMany(p => ready.Select(a => HostPort(a, p.Text("port"))));
    }

    private static IEnumerable<string> OfSubset(ApiMap subset)
    {
        IEnumerable<string?> addresses = subset.Maps("addresses").Select(a => a.Text("ip"));
        if (subset.List("ports").Count == 0) return addresses.Select(a => a ?? "");
        return subset.Maps("ports").SelectMany(p => addresses.Select(a => HostPort(a, p.Text("port"))));
    }

    private static string Joined(IEnumerable<string> items)
    {
        string[] all = [.. items];
        string shown = string.Join(',', all.Take(MostShown));
        return all.Length > MostShown ? string.Create(CultureInfo.InvariantCulture, $"{shown} + {all.Length - MostShown} more...") : shown;
    }
}
