using CsCheck;
using PodNet.Model.Addressing;

namespace PodNet.Model.Tests;

public class AddressTests
{
    private static readonly Gen<IpAddress> V4 = Gen.UInt.Select(IpAddress.FromV4);

    [Fact]
    public void Addresses_survive_printing_and_reading() => V4.Sample(a => IpAddress.Parse(a.ToString()) == a);

    [Fact]
    public void IPv6_addresses_survive_too() =>
        Gen.Select(Gen.ULong, Gen.ULong, (high, low) => IpAddress.FromBits(new UInt128(high, low), IpFamily.V6))
            .Sample(a => IpAddress.Parse(a.ToString()) == a);

    [Theory]
    [InlineData("010.1.1.1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("256.1.1.1")]
    [InlineData(" 1.2.3.4")]
    [InlineData("+1.2.3.4")]
    [InlineData("1.2.3.")]
    [InlineData("")]
    [InlineData("fe80::1%eth0")]
    [InlineData("0x7f.0.0.1")]
    public void What_is_no_address_is_refused(string text)
    {
        Assert.False(IpAddress.TryParse(text, out _));
        Assert.Contains(text, Assert.Throws<FormatException>(() => IpAddress.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_holds_its_first_and_last_address_and_not_their_neighbours() =>
        Gen.Select(V4, Gen.Int[1, 32], (a, length) => new IpPrefix(a, length)).Sample(net =>
            net.Contains(net.Address) && net.Contains(net.Last)
            && !net.Contains(net.Last.Plus(1)) && !net.Contains(net.Address.Plus(-1))
            && IpPrefix.Parse(net.ToString()) == net);

    [Fact]
    public void Host_bits_are_refused_with_the_network_that_was_meant()
    {
        Assert.False(IpPrefix.TryParse("10.244.1.1/24", out _, out string? problem));
        Assert.Equal("'10.244.1.1/24' has host bits set; the network is 10.244.1.0/24", problem);
    }

    [Fact]
    public void An_interface_address_keeps_its_host_bits()
    {
        InterfaceAddress address = InterfaceAddress.Parse("10.244.1.1/24");
        Assert.Equal(("10.244.1.1/24", "10.244.1.0/24"), (address.ToString(), address.Network.ToString()));
    }

    [Fact]
    public void MAC_addresses_survive_printing_and_reading() =>
        Gen.ULong[0, 0xffff_ffff_ffff].Select(b => new MacAddress(b)).Sample(m => MacAddress.Parse(m.ToString()) == m);

    [Theory]
    [InlineData("0a:58:0a:f4:01")]
    [InlineData("0a-58-0a-f4-01-02")]
    [InlineData("0a:58:0a:f4:01:0g")]
    public void What_is_no_MAC_address_is_refused(string text) => Assert.Throws<FormatException>(() => MacAddress.Parse(text));
}
