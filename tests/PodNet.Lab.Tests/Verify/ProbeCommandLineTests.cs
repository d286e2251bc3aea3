using PodNet.Engine.Programs;
using PodNet.Lab.Verify;
using PodNet.Model.Addressing;

namespace PodNet.Lab.Tests.Verify;

public class ProbeCommandLineTests
{
    private static readonly IpAddress Target = IpAddress.Parse("10.244.2.2");

    public static TheoryData<string, Probe> Known { get; } = new()
    {
        { "ping -n -c 2 -i 0.3 -W 2 10.244.2.2", new EchoProbe(Target, 2, Interval: 0.3, Timeout: 2) },
        { "ping -c1 -M do -s 1472 10.244.2.2", new EchoProbe(Target, 1, 1472, PathMtuDiscovery.Do) },
        { "ping -c 1 -M dont 10.244.2.2", new EchoProbe(Target, 1, 56, PathMtuDiscovery.Dont) },
        { "traceroute -n -I -q 1 -N 1 -w 1 -m 5 10.244.2.2", new TracerouteProbe(Target, 5, 1, 1, 1) },
        { "traceroute -n -I 10.244.2.2", new TracerouteProbe(Target, 30, 3, 5, 16) },
        { "busybox wget -q -O - http://10.244.2.2:8080/", new TcpProbe(Target, 8080, 78) },
        { "busybox wget -q -O - http://10.244.2.2", new TcpProbe(Target, 80, 73) },
        { "busybox nslookup web.default.svc.cluster.local 10.244.2.2", new UdpProbe(Target, 53, 47) },
        { "busybox nslookup 10.1.2.3 10.244.2.2", new UdpProbe(Target, 53, 12 + 23 + 4) },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void A_known_command_line_is_its_probe(string line, Probe probe) =>
        Assert.Equal(new(probe, null), ProbeCommandLine.Read(line.Split(' ')));

    [Theory]
    [InlineData("curl http://10.244.2.2/", "no model of the program \"curl\"")]
    [InlineData("busybox telnet 10.244.2.2", "no model of the program \"busybox telnet\"")]
    [InlineData("ping 10.244.2.2", "ping without -c never ends")]
    [InlineData("ping -c 1 -f 10.244.2.2", "the option -f is not modelled")]
    [InlineData("ping -c 1 web", "\"web\" is not an IP address")]
    [InlineData("ping -c x 10.244.2.2", "-c x is no number")]
    [InlineData("ping 10.244.2.2 -c", "the option -c needs a value")]
    [InlineData("traceroute -n 10.244.2.2", "traceroute without -I sends UDP, which is not modelled")]
    [InlineData("traceroute -n -I -N 0 10.244.2.2", "traceroute -N must be at least 1")]
    [InlineData("busybox wget -q -O - https://10.244.2.2/", "the URL \"https://10.244.2.2/\" is not http://")]
    [InlineData("busybox wget -q -O - http://web:80/", "\"web\" is not an IP address")]
    [InlineData("busybox wget -q -O - http://10.244.2.2:http/", "the URL \"http://10.244.2.2:http/\" has no port number behind its colon")]
    [InlineData("busybox nslookup a..b 10.244.2.2", "\"a..b\" is no domain name")]
    [InlineData("busybox nslookup web", "busybox nslookup needs a name and a server's address")]
    public void Anything_else_is_unsupported_for_a_reason(string line, string reason) =>
        Assert.Equal(new(null, reason), ProbeCommandLine.Read(line.Split(' ')));

    [Fact]
    public void An_empty_command_line_is_unsupported() => Assert.Equal("the command line is empty", ProbeCommandLine.Read([]).Reason);
}
