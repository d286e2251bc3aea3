using PodNet.Kubernetes.Images;
using PodNet.Kubernetes.Presets;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Tests;

/// <summary>Known images, rules for names, suggestions.</summary>
public sealed class ImageAndNameTests
{
    [Theory]
    [InlineData("nginx", "", "80")]
    [InlineData("docker.io/library/nginx:1.27@sha256:0123", "", "80")]
    [InlineData("localhost:5000/httpd", "", "80")]
    [InlineData("redis:7", "", "6379")]
    [InlineData("redis", "--port 7000", "7000")]
    [InlineData("postgres:16-alpine", "", "5432")]
    [InlineData("postgres", "-p 6000", "6000")]
    [InlineData("registry.k8s.io/e2e-test-images/agnhost:2.53", "", "8080 8081/udp")]
    [InlineData("agnhost", "netexec --http-port=80 --udp-port=-1", "80")]
    [InlineData("agnhost", "serve-hostname", "9376")]
    [InlineData("agnhost", "serve-hostname --udp --port 99", "99/udp")]
    [InlineData("agnhost", "pause", "")]
    [InlineData("hashicorp/http-echo", "", "5678")]
    [InlineData("hashicorp/http-echo:1.0", "-listen=:9090 -text=hi", "9090")]
    [InlineData("hashicorp/http-echo", "-listen 127.0.0.1:9091", "9091")]
    [InlineData("busybox:1.36", "", "")]
    [InlineData("curlimages/curl", "", "")]
    [InlineData("nicolaka/netshoot", "", "")]
    [InlineData("example.org/own", "", "1234")]
    public void Images_listen_as_they_do(string image, string args, string ports) => Assert.Equal(
        ports,
        Text(KnownImages.Listens(new()
        {
            Name = "c",
            Image = image,
            Args = args.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToValueList(),
            ContainerPorts = [new(IpProtocol.Tcp, 1234)],
        })));

    [Fact]
    public void A_command_of_ones_own_and_what_the_file_says_come_first()
    {
        ContainerSpec nginx = new() { Name = "c", Image = "nginx", ContainerPorts = [new(IpProtocol.Tcp, 1234)] };
        Assert.Equal("1234", Text(KnownImages.Listens(nginx with { Command = ["sleep"] })));
        Assert.Equal("99", Text(KnownImages.Listens(nginx with { Listens = [new(IpProtocol.Tcp, 99)] })));
        Assert.Equal("", Text(KnownImages.Listens(nginx with { Listens = [] })));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a.b-c.9", true)]
    [InlineData("A", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a..b", false)]
    [InlineData("", false)]
    [InlineData("a_b", false)]
    [InlineData("<script>", false)]
    [InlineData("a\n", false)]
    [InlineData("é", false)]
    public void Subdomains(string name, bool valid) => Assert.Equal(valid, Names.SubdomainProblem(name) is null);

    [Theory]
    [InlineData("veth0123456789a", true)]
    [InlineData("veth0123456789ab", false)]
    [InlineData("flannel.1", true)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("-x", false)]
    [InlineData("", false)]
    [InlineData("ééééééé", false)]
    public void Interfaces(string name, bool valid) => Assert.Equal(valid, Names.InterfaceProblem(name) is null);

    [Theory]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("\u001b[2J\n\u202e\ufeff", "\"\\u001b[2J\\u000a\\u202e\\ufeff\"")]
    [InlineData("<b>&'", "\"<b>&'\"")]
    public void A_quoted_text_cannot_leave_its_quotes(string text, string quoted) => Assert.Equal(quoted, FieldErrors.Quote(text));

    [Fact]
    public void A_long_text_is_cut() => Assert.Equal(85, FieldErrors.Quote(new string('x', 1000)).Length);

    [Theory]
    [InlineData("podcidr", "podCIDR")]
    [InlineData("adress", "address")]
    [InlineData("colour", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_suggested(string written, string? nearest) =>
        Assert.Equal(nearest, NearestName.Of(written, ["name", "address", "mac", "podCIDR", "sysctls"]));

    [Fact]
    public void An_unknown_preset_is_answered_with_those_there_are()
    {
        Assert.Contains("two-nodes", ClusterPresets.Names);
        Assert.Equal(
            "no preset \"two-node\", did you mean \"two-nodes\"?",
            Assert.Throws<ClusterFileException>(() => ClusterPresets.Text("two-node")).Message);
        Assert.StartsWith(
            "no preset \"../../etc/passwd\"; there are ",
            Assert.Throws<ClusterFileException>(() => ClusterPresets.Text("../../etc/passwd")).Message,
            StringComparison.Ordinal);
    }

    private static string Text(ValueList<ContainerPort> ports) =>
        string.Join(' ', ports.Select(p => p.Protocol == IpProtocol.Tcp ? $"{p.Port}" : $"{p.Port}/{p.Protocol.ToString().ToLowerInvariant()}"));
}
