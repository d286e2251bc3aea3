using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Services.</summary>
public sealed class ServicePrinter : ResourcePrinter
{
    // Without -o wide, addresses of load balancers are cut to this length.
    private const int LoadBalancerWidth = 16;

    /// <inheritdoc/>
    public override string Kind => "Service";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } =
        ["NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", Column.Age, Column.Wide("SELECTOR")];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
    [
        content.Text("spec", "type") ?? "", content.List("spec", "clusterIPs") is [var address, ..]
            ? address.ToString()! : "<none>", ExternalAddress(content, asked.IsWide), Ports(content),
        Age(content, asked), Selectors.OfMap(content.Map("spec", "selector")),
    ];

    private static string ExternalAddress(ApiMap service, bool isWide)
    {
        string[] own = [.. service.List("spec", "externalIPs").Select(a => a.ToString()!)];
        switch (service.Text("spec", "type"))
        {
            case "ClusterIP" or "NodePort":
                return own.Length == 0 ? "<none>" : string.Join(',', own);
            case "LoadBalancer":
                string balancer = LoadBalancer(service, isWide);
                string[] all = [.. balancer.Length == 0 ? [] : balancer.Split(','), .. own];
                return all.Length == 0 ? "<pending>" : string.Join(',', all);
            case "ExternalName":
                return service.Text("spec", "externalName") ?? "";
            default:
                return "<unknown>";
        }
    }

    private static string LoadBalancer(ApiMap service, bool isWide)
    {
        IEnumerable<string> addresses = service.Maps("status", "loadBalancer", "ingress")
            .Select(i => i.Text("ip") is { Length: > 0 } ip ? ip : i.Text("hostname") ?? "").Where(a => a.Length > 0);
        string joined = string.Join(',', addresses.Distinct().Order(StringComparer.Ordinal));
        return !isWide && joined.Length > LoadBalancerWidth ? joined[..(LoadBalancerWidth - 3)] + "..." : joined;
    }

    private static string Ports(ApiMap service)
    {
        string[] ports =
        [
            .. service.Maps("spec", "ports").Select(p => p.Number("nodePort") is { } node and > 0
                ? $"{p.Text("port")}:{node}/{p.Text("protocol")}"
                : $"{p.Text("port")}/{p.Text("protocol")}"),
        ];
        return ports.Length == 0 ? "<none>" : string.Join(',', ports);
    }
}
