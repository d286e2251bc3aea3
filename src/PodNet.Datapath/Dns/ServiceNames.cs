using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Dns;

/// <summary>A port as DNS sees it.</summary>
/// <param name="Number">-1: there is none; such an entry has addresses only.</param>
internal readonly record struct NamedPort(string Name, string Protocol, int Number)
{
    public static ValueList<NamedPort> None { get; } = [new("", "", -1)];
}

/// <summary>One address of an endpoint that may be told.</summary>
/// <param name="HostName">Its own, or the address with dashes: "10-244-1-2".</param>
/// <param name="PodName">The pod's name where it can be a label and there is no hostname; else the same as <paramref name="HostName"/>.</param>
internal readonly record struct EndpointName(IpAddress Address, string HostName, string PodName);

/// <summary>The endpoints of one EndpointSlice; each has all of the ports.</summary>
internal sealed record EndpointGroup(ValueList<EndpointName> Endpoints, ValueList<NamedPort> Ports);

/// <summary>What DNS knows of one Service (CoreDNS, plugin/kubernetes/object). The same objects give the same instance.</summary>
internal sealed class ServiceNames
{
    private const int MostLabelCharacters = 63;

    public ServiceNames(ServiceName name, ApiMap? service, ValueList<ApiMap> slices)
    {
        (Name, Service, Slices) = (name, service, slices);
        ApiMap spec = service?.Map("spec") ?? ApiMap.Empty;
        ExternalName = spec.Text("type") == "ExternalName" ? spec.Text("externalName") ?? "" : null;
        string[] texts = [.. spec.List("clusterIPs").Select(a => a.ToString() ?? "")];
        if (texts.Length == 0) texts = [spec.Text("clusterIP") ?? ""];
        IsHeadless = ExternalName is null && texts[0] == "None";
        ClusterIps = Addresses(texts);
        Ports = PortsOf(spec);
        bool tellsAll = spec.Flag("publishNotReadyAddresses");
        Groups = slices.Select(s => new EndpointGroup(EndpointsOf(s, tellsAll), PortsOf(s))).ToValueList();
    }

    public ServiceName Name { get; }

    /// <summary>The Service object; null: there are only EndpointSlices of that name.</summary>
    public ApiMap? Service { get; }

    /// <summary>Its EndpointSlice objects by name.</summary>
    public ValueList<ApiMap> Slices { get; }

    public bool IsHeadless { get; }

    /// <summary>What it is an alias for; null: it is none.</summary>
    public string? ExternalName { get; }

    public ValueList<IpAddress> ClusterIps { get; }

    public ValueList<NamedPort> Ports { get; }

    public ValueList<EndpointGroup> Groups { get; }

    public IEnumerable<IpAddress> EndpointAddresses => Groups.SelectMany(g => g.Endpoints, (_, e) => e.Address);

    public bool IsOf(ApiMap? service, ValueList<ApiMap> slices) => ReferenceEquals(Service, service) && Slices.Count == slices.Count
        && Slices.Zip(slices).All(p => ReferenceEquals(p.First, p.Second));

    private static ValueList<EndpointName> EndpointsOf(ApiMap slice, bool tellsAll) => slice.Maps("endpoints")
        .Where(e => tellsAll || e.At("conditions", "ready") is not ApiFlag { Flag: false })
        .SelectMany(e => Addresses(e.List("addresses").Select(a => a.ToString())), Named).ToValueList();

    private static EndpointName Named(ApiMap endpoint, IpAddress address)
    {
        string dashed = address.ToString().Replace(address.Family == IpFamily.V4 ? '.' : ':', '-');
        if (dashed.EndsWith('-')) dashed += "0";
        if (endpoint.Text("hostname") is { Length: > 0 } own) return new(address, own, own);
        string? pod = endpoint.Text("targetRef", "name");
        return new(address, dashed, pod is { Length: > 0 and <= MostLabelCharacters } ? pod : dashed);
    }

    private static ValueList<NamedPort> PortsOf(ApiMap owner)
    {
        ValueList<NamedPort> ports = owner.Maps("ports")
            .Select(p => new NamedPort(p.Text("name") ?? "", p.Text("protocol") ?? "TCP", (int)(p.Number("port") ?? -1))).ToValueList();
        return ports.Count > 0 ? ports : NamedPort.None;
    }

    private static ValueList<IpAddress> Addresses(IEnumerable<string?> texts) =>
        texts.Select(t => IpAddress.TryParse(t, out IpAddress address) ? address : default).Where(a => !a.IsNone).ToValueList();
}
