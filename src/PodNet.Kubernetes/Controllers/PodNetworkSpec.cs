using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Controllers;

/// <summary>What the network below has to know of a Pod object.</summary>
public static class PodNetworkSpec
{
    /// <summary>The pod with its node, its containers and what they listen on; its manifest is the object's content.</summary>
    public static PodSpec Of(KubernetesObject pod) => Of(pod.Content);

    /// <summary>The same for a Pod's content.</summary>
    public static PodSpec Of(ApiMap pod) => new()
    {
        Name = pod.Text("metadata", "name") ?? "",
        Namespace = pod.Text("metadata", "namespace") ?? "default",
        Node = pod.Text("spec", "nodeName"),
        Containers = pod.Maps("spec", "containers").Select(Container).ToValueList(),
    };

    /// <summary>A container of a Pod's spec.</summary>
    public static ContainerSpec Container(ApiMap container) => new()
    {
        Name = container.Text("name") ?? "",
        Image = container.Text("image") ?? "",
        Command = Texts(container, "command"),
        Args = Texts(container, "args"),
        ContainerPorts = container.Maps("ports").Select(Port).OfType<ContainerPort>().ToValueList(),
        HostPorts = container.Maps("ports").Select(HostPort.Of).OfType<HostPort>().ToValueList(),
    };

    private static ValueList<string> Texts(ApiMap container, string field) => container.List(field).Select(v => v.ToString() ?? "").ToValueList();

    private static ContainerPort? Port(ApiMap port)
    {
        IpProtocol? protocol = port.Text("protocol") switch
        {
            "UDP" => IpProtocol.Udp,
            "SCTP" => IpProtocol.Sctp,
            "TCP" or null => IpProtocol.Tcp,
            _ => null,
        };
        return protocol is { } p && port.Number("containerPort") is >= 1 and <= 65535 and { } number ? new(p, (ushort)number) : null;
    }
}
