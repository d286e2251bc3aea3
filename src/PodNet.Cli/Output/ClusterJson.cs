using System.Text.Json;
using PodNet.Model.Topology;

namespace PodNet.Cli.Output;

/// <summary>A cluster as JSON: <c>{cni{name, mode, mtu, fidelity}, podSubnet, serviceSubnet, proxy, underlay{subnet, switches[],
/// router{name, addresses[]}},
/// nodes[{name, address, podCIDR}], pods[{name, namespace, node, address, hostInterface, containers[{name, image, listens[{protocol,
/// port}]}]}]}</c>.</summary>
internal static class ClusterJson
{
    public static string Of(Cluster cluster) => JsonText.Write(json =>
    {
        ClusterTopology topology = cluster.Topology;
        json.WriteStartObject();
        json.WriteStartObject("cni");
        json.WriteString("name", topology.Cni.Name);
        json.WriteString("mode", topology.Cni.Mode);
        json.WriteNumber("mtu", topology.Cni.Mtu);
        json.WriteString("fidelity", JsonText.Camel(topology.Cni.Fidelity.ToString()));
        json.WriteEndObject();
        json.WriteString("podSubnet", topology.PodSubnet.ToString());
        json.WriteString("serviceSubnet", topology.ServiceSubnet.ToString());
        json.WriteString("proxy", topology.Proxy);
        WriteUnderlay(json, topology.Underlay);
        json.WriteStartArray("nodes");
        foreach (ClusterNode node in topology.Nodes) WriteNode(json, node);
        json.WriteEndArray();
        json.WriteStartArray("pods");
        foreach (ClusterPod pod in topology.Pods) WritePod(json, pod);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteUnderlay(Utf8JsonWriter json, Underlay underlay)
    {
        json.WriteStartObject("underlay");
        json.WriteString("subnet", underlay.Subnet.ToString());
        json.WriteStartArray("switches");
        foreach (var id in underlay.Switches) json.WriteStringValue(id.Name);
        json.WriteEndArray();
        if (underlay.Router is { } router)
        {
            json.WriteStartObject("router");
            json.WriteString("name", router.Name);
            json.WriteStartArray("addresses");
            foreach (var address in router.Addresses) json.WriteStringValue(address.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, ClusterNode node)
    {
        json.WriteStartObject();
        json.WriteString("name", node.Name);
        json.WriteString("address", node.Address.ToString());
        json.WriteString("podCIDR", node.PodCidr.ToString());
        json.WriteEndObject();
    }

    private static void WritePod(Utf8JsonWriter json, ClusterPod pod)
    {
        json.WriteStartObject();
        json.WriteString("name", pod.Name);
        json.WriteString("namespace", pod.Namespace);
        json.WriteString("node", pod.Node);
        json.WriteString("address", pod.Address.ToString());
        json.WriteString("hostInterface", pod.HostInterface);
        json.WriteStartArray("containers");
        foreach (PodContainer container in pod.Containers)
        {
            json.WriteStartObject();
            json.WriteString("name", container.Name);
            json.WriteString("image", container.Image);
            json.WriteStartArray("listens");
            foreach (ContainerPort port in container.Listens)
            {
                json.WriteStartObject();
                json.WriteString("protocol", JsonText.Camel(port.Protocol.ToString()));
                json.WriteNumber("port", port.Port);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
