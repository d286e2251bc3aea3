using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Services;

/// <summary>A Service as data planes serve it in one family: its ports and their endpoints. The same objects give the same instance, so what is made of it
/// can be kept by reference.</summary>
public sealed class ProxiedService
{
    private ProxiedService(ServiceName name, IpFamily family, ApiMap service, ValueList<ApiMap> slices)
    {
        (Name, Family, Service, Slices) = (name, family, service, slices);
        Ports = ServiceReader.Ports(name, service, family);
        Dictionary<ServicePortName, ValueList<ServiceEndpoint>> endpoints = SliceReader.Endpoints(name, slices, family);
        Endpoints = Ports.Select(p => endpoints.GetValueOrDefault(p.Name)).ToValueList();
    }

    /// <summary>Namespace and name.</summary>
    public ServiceName Name { get; }

    /// <summary>Which addresses are meant.</summary>
    public IpFamily Family { get; }

    /// <summary>The Service object.</summary>
    public ApiMap Service { get; }

    /// <summary>Its EndpointSlice objects, by name.</summary>
    public ValueList<ApiMap> Slices { get; }

    /// <summary>Its ports in the order of spec.ports.</summary>
    public ValueList<ServicePort> Ports { get; }

    /// <summary>For each of <see cref="Ports"/> its endpoints of all conditions, in ordinal order of "address:port".</summary>
    public ValueList<ValueList<ServiceEndpoint>> Endpoints { get; }

    /// <summary>What data planes make of a Service; null when nothing: it is headless, an ExternalName, served by another proxy, or not of this family.</summary>
    internal static ProxiedService? Of(ServiceName name, ApiMap? service, ValueList<ApiMap> slices, IpFamily family) =>
        service is not null && ServiceReader.IsProxied(service) && ServiceReader.ClusterIp(service, family) is not null
            ? new(name, family, service, slices) : null;

    /// <summary>Whether it was made of these very objects.</summary>
    internal bool IsOf(ApiMap service, ValueList<ApiMap> slices)
    {
        if (!ReferenceEquals(Service, service) || Slices.Count != slices.Count) return false;
        for (int i = 0; i < slices.Count; i++)
        {
            if (!ReferenceEquals(Slices[i], slices[i])) return false;
        }

        return true;
    }
}
