using PodNet.Lab.Captures;
using PodNet.Lab.Recording;

namespace PodNet.Lab.Tests.Recording;

/// <summary>From packet sockets' frames to a capture's.</summary>
public sealed class RawFrameTests
{
    private static readonly CapturePoint Bridge = Point("cni0", 2, "02:00:00:00:00:03");
    private static readonly CapturePoint Port = Point("veth1", 0, "02:00:00:00:00:02");
    private static readonly CapturePoint Tunnel = Point("flannel.1", 1, "02:00:00:00:00:04");
    private static readonly CapturePoint Loopback = new("n", "lo", "00:00:00:00:00:00", 65536, "loopback", 0, null);

    [Fact]
    public void Frames_of_one_time_stand_in_the_order_of_the_layers()
    {
        IReadOnlyList<Frame> frames = RawFrame.ToFrames([Arp(7, Bridge), Arp(7, Tunnel), Arp(7, Port), Arp(5, Bridge)]);
        Assert.Equal(["cni0", "veth1", "flannel.1", "cni0"], frames.Select(f => f.Device));
    }

    [Fact]
    public void A_packet_on_lo_is_listed_once_and_as_received()
    {
        Frame frame = Assert.Single(RawFrame.ToFrames([Arp(1, Loopback) with { Outgoing = true }, Arp(2, Loopback)]));
        Assert.Equal("rx", frame.Direction);
    }

    [Fact]
    public void Direction_says_whose_address_the_frame_has()
    {
        Assert.Equal("rx", RawFrame.ToFrames([Arp(1, Port) with { Outgoing = true }]).Single().Direction);
        Assert.Equal("tx", RawFrame.ToFrames([Arp(1, Point("eth0", 0, "02:00:00:00:00:01"))]).Single().Direction);
    }

    [Fact]
    public void A_request_waits_until_its_own_answer_comes()
    {
        Assert.False(RawFrame.SomebodyIsAsking([]));
        Assert.True(RawFrame.SomebodyIsAsking(RawFrame.ToFrames([Arp(1, Port)])));
        Assert.True(RawFrame.SomebodyIsAsking(RawFrame.ToFrames([Arp(1, Port), Arp(2, Port, reply: true, answerer: 9)])));
        Assert.False(RawFrame.SomebodyIsAsking(RawFrame.ToFrames([Arp(1, Port), Arp(2, Port, reply: true)])));
    }

    private static CapturePoint Point(string device, int layer, string mac) => new("n", device, mac, 1500, "ether", layer, null);

    // 10.0.0.1 asks for 10.0.0.2.
    private static RawFrame Arp(long time, CapturePoint point, bool reply = false, byte answerer = 2)
    {
        string addresses = reply
            ? $"020000000002 0a0000{answerer:x2} 020000000001 0a000001"
            : "020000000001 0a000001 000000000000 0a000002";
        string hex = $"ffffffffffff 020000000001 0806 0001 0800 0604 000{(reply ? 2 : 1)} {addresses}";
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        return new(time, point, false, bytes.Length, bytes);
    }
}
