using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Results;

/// <summary>The result of ADD for a pod of a cluster, read from what was written into the pod's namespace and its node's.</summary>
public static class PodResult
{
    /// <summary>The result.</summary>
    /// <exception cref="KeyNotFoundException">The cluster has no such namespace.</exception>
    public static CniResult Of(Cluster cluster, ClusterPod pod)
    {
        NetworkNamespace own = cluster.Namespace(pod.Id);
        List<CniInterface> interfaces = [];
        List<CniIp> ips = [];
        foreach (VethEnd end in own.Devices.OfType<VethEnd>())
        {
            if (cluster.TryNamespace(end.PeerNamespace, out NetworkNamespace? node) && node.TryDevice(end.PeerName, out NetDevice? host))
            {
                if (host.Port is { } port && interfaces.TrueForAll(i => i.Name != port.Bridge) && node.TryDevice(port.Bridge, out NetDevice? bridge))
                    interfaces.Add(new(bridge.Name, bridge.Mac, bridge.Mtu));
                interfaces.Add(new(host.Name, host.Mac, host.Mtu));
            }

            foreach (InterfaceAddress address in end.Addresses.Where(a => !a.Address.IsLinkLocal))
                ips.Add(new(address, GatewayOf(own, end.Name, address.Address.Family)) { Interface = interfaces.Count });
            interfaces.Add(new(end.Name, end.Mac, end.Mtu) { Sandbox = $"/var/run/netns/{pod.Id.Name}" });
        }

        return new()
        {
            Interfaces = interfaces.ToValueList(),
            Ips = ips.ToValueList(),
            Routes = own.Fib.Routes.Where(IsWritten).Select(r => new CniRoute(r.Destination, r.Via)).ToValueList(),
        };
    }

    private static IpAddress? GatewayOf(NetworkNamespace pod, string device, IpFamily family) =>
        pod.Fib.Routes.FirstOrDefault(r => r.Destination.Length == 0 && r.Device == device && r.Destination.Address.Family == family)?.Via;

    // The kernel's own routes to what is on the link are no part of the result.
    private static bool IsWritten(Route route) =>
        route is { Table: RouteTable.Main, Type: RouteType.Unicast, Protocol: not RouteProtocol.Kernel } && route.Device is not (null or "lo");
}
