using PodNet.Kubernetes.Presets;

namespace PodNet.Magics.Tests;

/// <summary>What each ready-made cluster is for, and what a trace in it shows.</summary>
public class PresetTests
{
    /// <summary>Preset, trace, the headline of what comes out, and what else its text says.</summary>
    public static TheoryData<string, string, string, string> Scenes => new()
    {
        { "one-node", "--from client --to web --port 80", "delivered", "bridge cni0" },
        { "sidecar", "--from web --to localhost --port 9090", "delivered", "lo" },
        { "sidecar", "--from client --to web --port 9090", "delivered", "bridge cni0" },
        { "two-nodes", "--from client --to api --port 8080", "delivered", "flannel.1" },
        { "two-nodes", "--from client --to api --port 80", "connection refused", "RST" },
        { "two-nodes", "--from client --to api --size 1472", "delivered", "fragment" },
        { "two-nodes-host-gw", "--from client --to api --port 8080", "delivered", "via 192.168.50.12 dev eth0" },
        { "two-nodes-bridge", "--from client --to api --port 8080", "delivered", "cbr0" },
        { "two-buildings", "--from client --to web --port 8080", "delivered", "bridge cni0" },
        { "three-nodes", "--from client --to db --port 5432", "delivered", "node3" },
        { "mtu-mismatch", "--from client --to api --size 1400", "delivered", "flannel.1" },
        { "mtu-mismatch", "--from client --to api --size 1472", "dropped: fragmentation needed", "ICMP fragmentation needed" },
        { "mtu-mismatch", "--from client --to web --size 1472", "delivered", "bridge cni0" },
        { "forwarding-off", "--from client --to api --port 8080", "dropped: forwarding is off", "net.ipv4.ip_forward" },
        { "forwarding-off", "--from client --to web --port 80", "delivered", "bridge cni0" },
        { "port-clash", "--from three-containers --to localhost --port 9090", "delivered", "lo" },
        { "reference-flannel-vxlan", "--from p11 --to p31 --port 8080", "delivered", "flannel.1" },
        { "reference-flannel-host-gw", "--from p11 --to p31 --port 8080", "delivered", "eth0" },
        { "reference-kubenet", "--from p11 --to p31 --port 8080", "delivered", "cbr0" },
        { "reference-calico-bgp", "--from p11 --to p31 --port 8080", "delivered", "proto bird" },
        { "reference-calico-vxlan", "--from p11 --to p31 --port 8080", "delivered", "vxlan.calico" },
        { "reference-calico-ipip", "--from p11 --to p31 --port 8080", "delivered", "tunl0" },
        { "reference-cilium-vxlan", "--from p11 --to p31 --port 8080", "delivered", "cilium_vxlan" },
        { "reference-weave", "--from p11 --to p31 --port 8080", "delivered", "vxlan-6784" },
        { "reference-kindnet", "--from p11 --to p31 --port 8080", "delivered", "via 192.168.50.13 dev eth0" },
        { "five-thousand-nodes", "--from pod1-1 --to pod4000-1 --port 80", "delivered", "pod4000-1" },
    };

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_scene_shows_what_it_is_for(string preset, string trace, string headline, string also)
    {
        Session session = new(MagicRegistry.Default);
        Assert.Null(session.RunCell($"#!cluster --preset {preset}").Error);

        MagicResult result = session.RunCell("#!trace " + trace);

        string text = Assert.Single(result.Outputs)[OutputBundle.Plain]!;
        Assert.Contains(headline, text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains(also, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_preset_has_a_scene_and_a_line_of_help()
    {
        string help = new Session(MagicRegistry.Default).RunCell("#!help cluster").Outputs[0][OutputBundle.Plain]!;
        Assert.All(ClusterPresets.Names, name =>
        {
            Assert.Contains(name, Scenes.Select(s => s.Data.Item1));
            Assert.Matches($"(?m)^ +{name} +\\S.*\\.$", help);
        });
    }

    [Theory]
    [InlineData("--port 80 --size 100", "leave the port and the protocol out")]
    [InlineData("--size 65508", "65507")]
    public void A_size_is_that_of_a_ping(string parameters, string message)
    {
        Session session = new(MagicRegistry.Default);
        session.RunCell("#!cluster --nodes 1");

        Assert.Contains(message, session.RunCell("#!trace --from client1 --to web1 " + parameters).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.4", false)]
    [InlineData("1.5", true)]
    [InlineData("2", true)]
    public void For_a_room_the_picture_fits_a_screen(string scale, bool fits)
    {
        Session session = new(MagicRegistry.Default);
        session.RunCell("#!cluster --preset two-nodes");

        string html = session.RunCell("#!trace --from client --to api --port 8080 --scale " + scale).Outputs[0][OutputBundle.Html]!;

        string svg = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(html.Split("base64,")[1].Split('"')[0]));
        double height = double.Parse(svg.Split(" height=\"")[1].Split('"')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(fits, height <= 1000);
    }
}
