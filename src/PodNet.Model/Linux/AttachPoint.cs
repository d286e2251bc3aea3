using PodNet.Model.Collections;
using PodNet.Model.Programs;

namespace PodNet.Model.Linux;

/// <summary>Where a program can be attached. A closed list: what the kernel offers and a CNI or proxy uses.</summary>
public enum AttachPoint
{
    /// <summary>Before a packet has a buffer (<c>ip link set dev NAME xdp ...</c>).</summary>
    Xdp,

    /// <summary>tc clsact ingress (<c>tc filter show dev NAME ingress</c>).</summary>
    TcIngress,

    /// <summary>tc clsact egress (<c>tc filter show dev NAME egress</c>).</summary>
    TcEgress,

    /// <summary>cgroup/connect4: before there is a packet (<c>bpftool cgroup tree</c>).</summary>
    CgroupConnect,

    /// <summary>cgroup/sendmsg4.</summary>
    CgroupSendmsg,

    /// <summary>cgroup/recvmsg4.</summary>
    CgroupRecvmsg,
}

/// <summary>The programs attached to one device, by attach point.</summary>
public sealed record DeviceAttachments(ValueList<PacketProgram> Xdp, ValueList<PacketProgram> TcIngress, ValueList<PacketProgram> TcEgress)
{
    /// <summary>Nothing attached.</summary>
    public static DeviceAttachments None { get; } = new([], [], []);
}
