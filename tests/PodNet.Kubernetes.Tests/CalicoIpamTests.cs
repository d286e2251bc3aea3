using PodNet.Kubernetes.Ipam;
using PodNet.Kubernetes.Ipam.CalicoIpam;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Tests;

public class CalicoIpamTests
{
    private static readonly IpPrefix Network = IpPrefix.Parse("10.244.1.0/24");

    [Fact]
    public void A_block_is_given_out_from_its_first_address_to_its_last_and_then_the_next_block()
    {
        BlockAllocator allocator = Allocator();
        string[] given = [.. Enumerable.Range(0, 66).Select(_ => allocator.Allocate().ToString())];
        Assert.Equal(["10.244.1.0", "10.244.1.1"], given[..2]);
        Assert.Equal(["10.244.1.63", "10.244.1.64", "10.244.1.65"], given[63..]);
    }

    [Fact]
    public void A_released_address_comes_last_in_its_block_but_before_a_new_block()
    {
        IEnumerable<IpAddress> full = Enumerable.Range(0, 64).Where(i => i != 3).Select(i => Network.Address.Plus(i));
        Assert.Equal("10.244.1.6", new BlockAllocator(new(Network, 26), Range(0, 1, 2, 5), Network.Address.Plus(5)).Allocate().ToString());
        Assert.Equal("10.244.1.3", new BlockAllocator(new(Network, 26), full, Network.Address.Plus(63)).Allocate().ToString());
    }

    [Fact]
    public void The_tunnel_device_has_the_first_address()
    {
        CalicoAddressing addressing = new(26, hasTunnel: true);
        Assert.Equal("10.244.1.0", addressing.TunnelAddress(Network).ToString());
        Assert.Equal("10.244.1.1", addressing.Allocator(Network, [], null).Allocate().ToString());
        Assert.Throws<AddressExhaustedException>(() => addressing.Allocator(Network, [], null).Request(Network.Address));
    }

    [Fact]
    public void All_blocks_are_used_up_at_last()
    {
        BlockAllocator allocator = new(new(IpPrefix.Parse("10.0.0.0/28"), 30), [], null);
        for (int i = 0; i < 16; i++) allocator.Allocate();
        Assert.Contains("no block of 10.0.0.0/28 has a free address", Assert.Throws<AddressExhaustedException>(() => allocator.Allocate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_claims_its_first_block_and_those_its_addresses_are_in()
    {
        NodeBlocks blocks = new(Network, 26);
        Assert.Equal(["10.244.1.0/26"], blocks.Claimed([]).Select(b => b.ToString()));
        Assert.Equal(
            ["10.244.1.0/26", "10.244.1.192/26"], blocks.Claimed([Network.Address.Plus(200), Network.Address.Plus(201)]).Select(b => b.ToString()));
    }

    [Fact]
    public void A_podCIDR_smaller_than_a_block_is_the_block() =>
        Assert.Equal("10.0.0.0/28", new NodeBlocks(IpPrefix.Parse("10.0.0.0/28"), 26)[0].ToString());

    // printf default.nginx | sha1sum
    [Fact]
    public void A_host_interface_is_named_by_the_hash_of_namespace_and_pod() =>
        Assert.Equal("calic440f455693", new CalicoAddressing(26, false).HostInterfaceOf("default", "nginx", 0));

    private static BlockAllocator Allocator() => new(new(Network, 26), [], null);

    private static IEnumerable<IpAddress> Range(params int[] ordinals) => ordinals.Select(i => Network.Address.Plus(i));
}
