using CsCheck;
using PodNet.Kubernetes.Ipam;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Tests;

/// <summary>Addresses come in host-local's order.</summary>
public sealed class HostLocalAllocatorTests
{
    private static HostLocalAllocator Over(string network) => new([IpRange.Of(IpPrefix.Parse(network))]);

    [Fact]
    public void The_first_pod_gets_the_address_behind_the_gateway()
    {
        HostLocalAllocator allocator = Over("10.244.3.0/24");
        Assert.Equal("10.244.3.1", allocator.Ranges[0].Gateway.ToString());
        Assert.Equal(["10.244.3.2", "10.244.3.3"], [allocator.Allocate().ToString(), allocator.Allocate().ToString()]);
    }

    [Fact]
    public void A_released_address_waits_for_its_turn()
    {
        HostLocalAllocator allocator = Over("10.0.0.0/29");
        IpAddress first = allocator.Allocate();
        allocator.Release(first);
        Assert.Equal(["3", "4", "5", "6", "2"], Enumerable.Range(0, 5).Select(_ => allocator.Allocate().ToString()[^1..]));
    }

    [Fact]
    public void A_requested_address_is_given_once_and_moves_the_order()
    {
        HostLocalAllocator allocator = Over("10.0.0.0/29");
        allocator.Request(IpAddress.Parse("10.0.0.4"));
        Assert.Equal("10.0.0.5", allocator.Allocate().ToString());
        Assert.Equal(
            "requested IP address 10.0.0.4 is not available in range set 10.0.0.1-10.0.0.6",
            Assert.Throws<AddressExhaustedException>(() => allocator.Request(IpAddress.Parse("10.0.0.4"))).Message);
    }

    // A model that is slow and plain: look at every address from the one after the last.
    [Fact]
    public void Whatever_is_asked_and_given_back_the_order_is_round() =>
        Gen.Select(Gen.Int[26, 30], Gen.Bool.Array[0, 120]).Sample((length, acts) =>
        {
            IpPrefix network = new(IpAddress.Parse("10.1.2.0"), length);
            HostLocalAllocator allocator = new([IpRange.Of(network)]);
            List<IpAddress> given = [];
            long last = 1, size = (long)network.Size;
            foreach (bool allocate in acts)
            {
                if (!allocate && given.Count > 0)
                {
                    allocator.Release(given[0]);
                    given.RemoveAt(0);
                    continue;
                }

                long[] order = [.. Enumerable.Range(1, (int)size - 2).Select(i => ((last - 1 + i) % (size - 2)) + 1).Where(host => host != 1)];
                long? next = order.Where(host => !given.Contains(network.Address.Plus(host))).Select(host => (long?)host).FirstOrDefault();
                if (next is null)
                {
                    AddressExhaustedException full = Assert.Throws<AddressExhaustedException>(() => allocator.Allocate());
                    Assert.Equal($"no IP addresses available in range set: {network.Address.Plus(1)}-{network.Address.Plus(size - 2)}", full.Message);
                    continue;
                }

                Assert.Equal(network.Address.Plus(next.Value), allocator.Allocate());
                given.Add(network.Address.Plus(next.Value));
                last = next.Value;
            }
        });

    [Theory]
    [InlineData("10.0.0.0/31", "Network 10.0.0.0/31 too small to allocate from")]
    [InlineData("10.0.0.0/32", "Network 10.0.0.0/32 too small to allocate from")]
    [InlineData("fd00::/127", "Network fd00::/127 too small to allocate from")]
    public void A_network_of_one_or_two_addresses_has_none_to_give(string network, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => IpRange.Of(IpPrefix.Parse(network))).Message);
}
