using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Printing.Tests;

public class CommandTests
{
    private static readonly NamespaceView Node = NamespaceView.Cold(ReferenceHosts.Build("flannel-vxlan", "n1"), SimulatedTime.Start);

    [Theory]
    [InlineData("ip a", "ip addr")]
    [InlineData("ip address show", "ip addr")]
    [InlineData("ip l", "ip link")]
    [InlineData("ip -det l sh", "ip -d link")]
    [InlineData("ip -4 -d link list", "ip -d link")]
    [InlineData("ip r", "ip route show table main")]
    [InlineData("ip route show table 255", "ip r s t local")]
    [InlineData("ip n", "ip neighbour")]
    [InlineData("ip ru ls", "ip rule")]
    [InlineData("bridge f", "bridge fdb show")]
    [InlineData("bridge -d l", "bridge -d link show")]
    [InlineData("ss -tlnu", "ss -u -l -n -t")]
    [InlineData("sysctl net.ipv4.ip_forward", "sysctl net/ipv4/ip_forward")]
    public void Short_forms_mean_the_same(string first, string second)
    {
        CommandOutput output = Run(first);
        Assert.True(output.Succeeded && output.Text.Length > 0, output.Error);
        Assert.Equal(Run(second), output);
    }

    [Theory]
    [InlineData("ip tunnel")]
    [InlineData("ip link set eth0 down")]
    [InlineData("ip route add default via 10.0.0.1")]
    [InlineData("ip")]
    [InlineData("bridge vlan")]
    [InlineData("bridge fdb add x")]
    [InlineData("iptables -L")]
    [InlineData("conntrack -F")]
    [InlineData("sysctl -a")]
    [InlineData("ss -t")]
    [InlineData("ipset flush")]
    [InlineData("ipset")]
    [InlineData("rm -rf")]
    public void Anything_else_is_refused_with_the_list(string command)
    {
        CommandOutput output = Run(command);
        Assert.False(output.Succeeded);
        Assert.Equal("", output.Text);
        Assert.StartsWith($"'{command}' is not answered here; supported are:\n  ip [-d] link", output.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_command_is_refused_too() =>
        Assert.StartsWith("no command was given", NamespaceCommands.Run(Node, []).Error, StringComparison.Ordinal);

    [Fact]
    public void A_hostile_argument_stays_on_its_line()
    {
        CommandOutput output = NamespaceCommands.Run(Node, ["ip", "addr", "show", "a\nb\u001b[31m"]);
        Assert.Equal("Device \"a\uFFFDb\uFFFD[31m\" does not exist.", output.Error);
    }

    [Fact]
    public void Settings_that_exist_are_printed_and_the_others_named()
    {
        CommandOutput output = Run("sysctl net.ipv4.conf.flannel/1.rp_filter net.nope net.ipv4.ip_forward "
            + "net.ipv4.conf.eth9.rp_filter net.ipv4.conf.eth0.forwarding");
        Assert.Equal("net.ipv4.conf.flannel/1.rp_filter = 0\nnet.ipv4.ip_forward = 1\nnet.ipv4.conf.eth0.forwarding = 1\n", output.Text);
        Assert.Equal(
            "sysctl: cannot stat /proc/sys/net/nope: No such file or directory\n"
            + "sysctl: cannot stat /proc/sys/net/ipv4/conf/eth9/rp_filter: No such file or directory", output.Error);
        Assert.Equal(1, output.ExitCode);
    }

    [Fact]
    public void Sockets_stand_in_columns_just_wide_enough()
    {
        NamespaceBuilder host = new(new("h"));
        IpAddress loopback = IpAddress.LoopbackV4;
        host.Listen(new(IpProtocol.Tcp, null, 8080, "web")).Listen(new(IpProtocol.Tcp, loopback, 9090, "web"));
        host.Listen(new(IpProtocol.Udp, loopback, 10053, "dns")).Listen(new(IpProtocol.Udp, null, 54, "dns"));
        NamespaceView view = NamespaceView.Cold(host.Build(), SimulatedTime.Start);
        Assert.Equal(
            "Netid State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n"
            + "udp   UNCONN 0      0          127.0.0.1:10053      0.0.0.0:*          \n"
            + "udp   UNCONN 0      0                  *:54               *:*          \n"
            + "tcp   LISTEN 0      4096       127.0.0.1:9090       0.0.0.0:*          \n"
            + "tcp   LISTEN 0      4096               *:8080             *:*          \n",
            NamespaceCommands.Run(view, ["ss", "-tlnu"]).Text);
        Assert.Equal(
            "State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n"
            + "LISTEN 0      4096       127.0.0.1:9090      0.0.0.0:*          \n"
            + "LISTEN 0      4096               *:8080            *:*          \n",
            NamespaceCommands.Run(view, ["ss", "-tln"]).Text);
    }

    [Fact]
    public void Connections_print_as_conntrack_lists_them()
    {
        SimulatedTime now = SimulatedTime.Start;
        FiveTuple Flow(IpProtocol protocol, ushort source, ushort destination) =>
            new(protocol, IpAddress.Parse("10.244.1.2"), source, IpAddress.Parse("10.96.0.81"), destination);
        ConntrackEntry Entry(FiveTuple flow, double seconds) => new(flow, flow.Reversed, now.Plus(TimeSpan.FromSeconds(seconds)));
        ConntrackEntry[] entries =
        [
            Entry(Flow(IpProtocol.Tcp, 40002, 80), 118) with { TcpState = TcpConntrackState.TimeWait, SeenReply = true, Mark = 16384 },
            Entry(Flow(IpProtocol.Tcp, 40001, 80), 118) with { TcpState = TcpConntrackState.SynSent },
            Entry(Flow(IpProtocol.Udp, 40004, 53), 119.9) with { SeenReply = true, Assured = true },
            Entry(Flow(IpProtocol.Icmp, 77, 77), 29),
            Entry(Flow(IpProtocol.Udp, 1, 1), 0),
        ];
        const string To = "src=10.244.1.2 dst=10.96.0.81", Back = "src=10.96.0.81 dst=10.244.1.2";
        Assert.Equal(
            $"icmp     1 29 {To} type=8 code=0 id=77 [UNREPLIED] {Back} type=0 code=0 id=77 mark=0 use=1\n"
            + $"tcp      6 118 SYN_SENT {To} sport=40001 dport=80 [UNREPLIED] {Back} sport=80 dport=40001 mark=0 use=1\n"
            + $"tcp      6 118 TIME_WAIT {To} sport=40002 dport=80 {Back} sport=80 dport=40002 mark=16384 use=1\n"
            + $"udp      17 119 {To} sport=40004 dport=53 {Back} sport=53 dport=40004 [ASSURED] mark=0 use=1\n",
            NamespaceCommands.Run(new(Node.Config, [], [], entries, now), ["conntrack", "-L"]).Text);
    }

    [Fact]
    public void A_row_by_itself_is_what_its_table_prints()
    {
        NetworkNamespace ns = Node.Config;
        HashSet<string> printed = [.. new[] { "ip route show table all", "ip rule", "ip neigh", "bridge fdb", "iptables-save" }
            .SelectMany(c => Run(c).Text.Split('\n'))
            .Select(l => l.Trim().Replace('\t', ' ').Replace("table local ", "", StringComparison.Ordinal))];
        foreach (object row in ns.Fib.Routes.Cast<object>().Concat(ns.Fib.Rules).Concat(ns.Neighbors.Cast<object>()).Concat(ns.Fdb))
            Assert.Contains(RowText.Of(row), printed);
        foreach (Chain chain in ns.Netfilter.Tables.SelectMany(t => t.Chains))
        {
            Assert.Contains(RowText.Of(chain), printed);
            foreach (Rule rule in chain.Rules) Assert.Contains(RowText.Of(rule, chain.Name), printed);
        }
    }

    [Fact]
    public void Rows_without_a_table_of_their_own_have_a_short_form()
    {
        Assert.Equal("4: veth11@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 master cni0", RowText.Of(Node.Config.Device("veth11")));
        Assert.Equal("inet 10.244.1.1/24", RowText.Of(InterfaceAddress.Parse("10.244.1.1/24")));
        Assert.Equal("tcp LISTEN 0 4096 *:80 *:*", RowText.Of(new Socket(IpProtocol.Tcp, null, 80, "web")));
        Assert.Equal(":FORWARD DROP [0:0]", RowText.Of(ChainPolicy.Drop, "FORWARD"));
        Assert.Throws<ArgumentException>(() => RowText.Of("no row"));
    }

    private static CommandOutput Run(string command) => NamespaceCommands.Run(Node, command.Split(' '));
}
