using System.Text.Json;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni.PortMap;

/// <summary>The portmap plugin as a container runtime calls it, after the network's own plugin (containernetworking/plugins,
/// plugins/meta/portmap/main.go).</summary>
/// <param name="Network">Name of the configuration list.</param>
/// <param name="Snat">Whether what could not be answered otherwise is masqueraded.</param>
public sealed record PortMapPlugin(string Network, bool Snat) : IHostPorts
{
    /// <summary>The plugin as one of these files chains it; null where none does.</summary>
    public static PortMapPlugin? ChainedIn(ValueList<CniFile> files)
    {
        foreach (CniFile file in files.Where(f => f.Path.EndsWith(".conflist", StringComparison.Ordinal)))
        {
            using JsonDocument list = JsonDocument.Parse(file.Text);
            foreach (JsonElement plugin in list.RootElement.GetProperty("plugins").EnumerateArray())
            {
                if (plugin.GetProperty("type").GetString() != "portmap") continue;
                bool snat = !plugin.TryGetProperty("snat", out JsonElement said) || said.GetBoolean();
                return new(list.RootElement.GetProperty("name").GetString()!, snat);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Add(NamespaceBuilder node, PlannedPod pod, string sandbox, ValueList<InterfaceAddress> addresses)
    {
        PortMapConfig config = new(Network, pod.HostPorts.Select(Mapping).ToValueList()) { Snat = Snat };
        foreach (InterfaceAddress address in addresses) PortMapRules.Add(node, config, address, sandbox, new("Pod", pod.Namespace, pod.Name));

        // 127.0.0.1 may go to the pod, and its answer come back.
        if (Snat && addresses.Any(a => a.Address.Family == IpFamily.V4))
        {
            string device = node.Devices.Find(d => d.Name == pod.HostInterface)?.Port?.Bridge ?? pod.HostInterface;
            node.SetSysctl($"net.ipv4.conf.{device}.route_localnet", 1);
        }
    }

    /// <inheritdoc/>
    public void Delete(NamespaceBuilder node, PlannedPod pod, string sandbox) => PortMapRules.Delete(node, Network, sandbox);

    private static PortMapping Mapping(HostPort port) => new(port.Port, port.ContainerPort, port.ProtocolName.ToLowerInvariant(), port.HostIp);
}
