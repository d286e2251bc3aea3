using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Tests;

/// <summary>tunl0 as iproute2 prints it where the ipip module is loaded.</summary>
public class IpipDeviceTests
{
    private static readonly NamespaceView View = Make();

    [Fact]
    public void The_modules_own_device_is_linked_to_nothing_and_asks_nobody() => Assert.Equal(
        """
        2: tunl0@NONE: <NOARP,UP,LOWER_UP> mtu 1480 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
            link/ipip 0.0.0.0 brd 0.0.0.0 promiscuity 0  allmulti 0 minmtu 0 maxmtu 0 
            ipip any remote any local any ttl inherit nopmtudisc addrgenmode eui64 numtxqueues 1 numrxqueues 1 gso_max_size 65536 gso_max_segs 65535 tso_max_size 65536 tso_max_segs 65535 gro_max_size 65536 

        """, NamespaceCommands.Run(View, ["ip", "-d", "link", "show", "tunl0"]).Text);

    [Fact]
    public void It_has_an_address_and_no_forwarding_database()
    {
        Assert.Contains("    inet 10.244.1.0/32 scope global tunl0\n", NamespaceCommands.Run(View, ["ip", "addr"]).Text, StringComparison.Ordinal);
        Assert.Equal("", NamespaceCommands.Run(View, ["bridge", "fdb"]).Text);
    }

    private static NamespaceView Make()
    {
        NamespaceBuilder host = new(new("h"));
        host.AddDevice(i => new Ipip(i, "tunl0", 1480)).AddAddress("tunl0", InterfaceAddress.Parse("10.244.1.0/32"));
        return NamespaceView.Cold(host.Build(), SimulatedTime.Start);
    }
}
