using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>The order in which controllers write ports: that of the MD5 of each as the module go-spew prints it (k8s.io/endpointslice, NewPortMapKey;
/// kubernetes, pkg/api/v1/endpoints, SortSubsets).</summary>
[SuppressMessage("Security", "CA5351", Justification = "It is the order of the real controllers, no secret.")]
internal static class PortOrder
{
    /// <summary>Ports of an EndpointSlice.</summary>
    public static ValueList<ApiMap> OfSlices(IEnumerable<ApiMap> ports) => Sorted(ports, p => string.Create(
        CultureInfo.InvariantCulture,
        $"(v1.EndpointPort){{Name:(*string){p.Text("name")} Protocol:(*v1.Protocol){p.Text("protocol")} Port:(*int32){p.Text("port")} {AppProtocol(p)}}}"));

    /// <summary>Ports of Endpoints.</summary>
    public static ValueList<ApiMap> OfSubsets(IEnumerable<ApiMap> ports) => Sorted(ports, p => string.Create(
        CultureInfo.InvariantCulture,
        $"(v1.EndpointPort){{Name:(string){p.Text("name")} Port:(int32){p.Text("port")} Protocol:(v1.Protocol){p.Text("protocol")} {AppProtocol(p)}}}"));

    private static string AppProtocol(ApiMap port) => $"AppProtocol:(*string){port.Text("appProtocol") ?? "<nil>"}";

    private static ValueList<ApiMap> Sorted(IEnumerable<ApiMap> ports, Func<ApiMap, string> dump)
    {
        ApiMap[] all = [.. ports];
        return all.Length < 2 ? all.ToValueList()
            : all.OrderBy(p => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(dump(p)))), StringComparer.Ordinal).ToValueList();
    }
}
