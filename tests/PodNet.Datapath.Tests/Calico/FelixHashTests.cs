using System.Text;
using PodNet.Datapath.Cni.Calico;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Tests.Calico;

/// <summary>The hashes that every node with Calico shows in iptables-save.</summary>
public class FelixHashTests
{
    // FIPS 180-4's examples (NIST, SHA_all.pdf), and a message of several blocks.
    [Theory]
    [InlineData("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [InlineData("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525")]
    public void Sha224_is_the_standards(string message, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha224.Of(Encoding.ASCII.GetBytes(message))));

    [Theory]
    [InlineData("bgp", "cali-POSTROUTING", "Z-c7XtVd2Bq7s_hA nYKhEzDlr11Jccal")]
    [InlineData("ipip", "cali-POSTROUTING", "Z-c7XtVd2Bq7s_hA nYKhEzDlr11Jccal SXWvdsbh4Mw7wOln")]
    [InlineData("bgp", "cali-nat-outgoing", "flqWnvo8yq4ULQLa")]
    [InlineData("bgp", "POSTROUTING", "O3lYWMrLQYEMJtB5")]
    [InlineData("bgp", "PREROUTING", "6gwbT8clXdHdC1b1")]
    [InlineData("bgp", "cali-PREROUTING", "r6XmIziWUJsdOK6Z")]
    [InlineData("bgp", "OUTPUT", "tVnHkvAo15HuiPy0")]
    [InlineData("bgp", "cali-OUTPUT", "GBTAv2p5CwevEyJm")]
    public void Rules_carry_the_hashes_that_nodes_publish(string mode, string chain, string hashes)
    {
        Table nat = ClusterBuilder.Load($"nodes: 1\nnetworking: {{cni: {{name: calico, mode: {mode}}}}}").Namespace(new("node1")).Netfilter.Find("nat")!;
        Assert.Equal(hashes, string.Join(' ', nat.Find(chain)!.Rules.Select(r => r.Matches.OfType<CommentMatch>().Single().Text["cali:".Length..])));
    }
}
