using PodNet.Lab.Captures;
using PodNet.Lab.Journeys;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using static PodNet.Lab.Tests.SampleCapture;

namespace PodNet.Lab.Tests.Journeys;

public class JourneyGroupingTests
{
    [Fact]
    public void Every_kind_of_packet_has_its_journey() => Assert.Equal(
        [
            "arp-request 10.0.0.1 10.0.0.2", "arp-reply 10.0.0.2 10.0.0.1", "echo-request 1", "echo-reply 1",
            "echo-request 77", "echo-request 88",
            "fragment 10.0.0.1 10.0.0.2 1480", "error unreachable/4 10.0.0.2 63", "udp to server 75", "udp error unreachable/3 10.0.0.2 64",
            "tcp syn to server", "tcp syn-ack to client", "tcp ack to server 52", "tcp data to server", "tcp data to client",
            "tcp fin to client", "tcp fin to server",
        ],
        Keys(Everything()));

    [Fact]
    public void A_flooded_request_shows_where_it_began_and_who_gave_it_on()
    {
        CapturedJourney asked = Assert.Single(JourneyGrouping.Group(Asking()));
        const string Same = " 02:00:00:00:00:0a>ff:ff:ff:ff:ff:ff arp op1 02:00:00:00:00:0a/10.0.0.1>00:00:00:00:00:00/10.0.0.2 frame42";
        Assert.Equal(
            ["a:eth0|(origin)", "b:eth0|(after s)", "c:eth0|(after s)", "s:pa|(after a)", "s:br|", "s:pb|", "s:pc|"],
            JourneyText.Lines(asked).Select(l => l.Replace(Same, "|", StringComparison.Ordinal))
                .Select(l => l.Replace("| ", "|", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_order_of_a_floods_branches_does_not_count()
    {
        Assert.Empty(Compare(Asking(), Asking(otherOrder: true)));
        Assert.NotEmpty(Compare(Asking(), Asking().Reverse()));
        Assert.NotEmpty(Compare(Asking().Concat(Asking()), Asking()));
    }

    [Fact]
    public void The_order_within_a_unicast_journey_counts()
    {
        Frame[] frames = [.. Echo(1)];
        JourneyDifference difference = Assert.Single(Compare([frames[0], frames[2], frames[1], .. frames[3..]], frames));
        Assert.Equal(("echo-request 1", "interface at sighting 2"), (difference.Key, difference.What));
        Assert.StartsWith("s:pb ", difference.Predicted, StringComparison.Ordinal);
        Assert.StartsWith("s:pa ", difference.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_journeys_does_not_count() =>
        Assert.Empty(Compare([.. Echo(2), .. Echo(1)], [.. Echo(1), .. Echo(2)]));

    [Fact]
    public void A_missing_and_an_unexpected_journey_are_told_apart()
    {
        ValueList<JourneyDifference> differences = Compare(Echo(1), Echo(2));
        Assert.Equal(
            [
                (DifferenceKind.Missing, "echo-request 2"), (DifferenceKind.Missing, "echo-reply 2"),
                (DifferenceKind.Unexpected, "echo-request 1"), (DifferenceKind.Unexpected, "echo-reply 1"),
            ],
            differences.Select(d => (d.Kind, d.Key)));
    }

    [Fact]
    public void A_unicast_request_for_a_neighbour_and_its_answer_are_not_compared()
    {
        FrameContent confirm = new(
            B, A, 42,
            new(1, A, AddressA, MacAddress.Zero, AddressB), null, "arp-request");
        Assert.Empty(Keys([.. Along(confirm, "a:eth0", "b:eth0"), .. Answering()]));
    }

    [Fact]
    public void Each_reply_is_a_journey() =>
        Assert.Equal(2, Keys([.. Asking(), .. Answering(), .. Answering()]).Count(k => k == "arp-reply 10.0.0.2 10.0.0.1"));

    [Fact]
    public void After_a_lost_SYN_the_connection_is_not_compared() =>
        Assert.Equal(
            ["tcp syn to server"], Keys([.. ToServer("S").Take(2), .. ToServer("S"), .. ToClient("SA"), .. ToServer("A")]));

    [Fact]
    public void A_segment_that_closes_may_carry_the_only_data()
    {
        Frame[] cut = [.. ToServer("S"), .. ToClient("SA"), .. ToClient("PA", 9), .. ToClient("FA")];
        Frame[] whole = [.. ToServer("S"), .. ToClient("SA"), .. ToClient("FPA", 9)];
        Assert.Empty(Compare(cut, whole));
    }

    [Fact]
    public void Interleaved_segments_that_look_the_same_are_one_journey()
    {
        Frame[] one = [.. ToServer("PA", 10)];
        Frame[] other = [.. ToServer("PA", 20)];
        Frame[] mixed = [one[0], one[1], other[0], one[2], other[1], one[3], other[2], other[3]];
        Assert.Empty(Compare([.. ToServer("S"), .. one], [.. ToServer("S"), .. mixed]));
    }

    [Fact]
    public void Client_ports_are_compared_by_their_order()
    {
        Frame[] kept = [.. Connection()];
        Frame[] renumbered = [.. kept.Select(f => Renumber(f, 40000, 50000))];
        Assert.Empty(Compare(kept, renumbered));
        Frame[] changedOnTheWay = [.. kept.Select(f => f.Namespace == "b" ? Renumber(f, 40000, 50000) : f)];
        Assert.Equal("source port at sighting 4", Compare(kept, changedOnTheWay)[0].What);
    }

    [Fact]
    public void An_error_whose_sender_NAT_changes_stays_one_journey()
    {
        Frame[] frames = [.. Everything().Where(f => f.Content.Kind == "unreachable/3")];
        FrameIp ip = frames[1].Content.Ip!;
        Frame translated = frames[1] with { Content = frames[1].Content with { Ip = ip with { Source = IpAddress.Parse("10.96.0.10") } } };
        Assert.Equal(["udp error unreachable/3 10.0.0.2 64"], Keys([.. frames, translated]));
    }

    private static Frame Renumber(Frame frame, int from, int to)
    {
        FrameIp ip = frame.Content.Ip!;
        ip = ip with
        {
            SourcePort = ip.SourcePort == from ? to : ip.SourcePort,
            DestinationPort = ip.DestinationPort == from ? to : ip.DestinationPort,
        };
        return frame with { Content = frame.Content with { Ip = ip } };
    }

    private static IEnumerable<string> Keys(IEnumerable<Frame> frames) => JourneyGrouping.Group(frames).Select(j => j.Key);

    private static ValueList<JourneyDifference> Compare(IEnumerable<Frame> predicted, IEnumerable<Frame> seen) =>
        JourneyComparison.Compare(JourneyGrouping.Group(predicted), JourneyGrouping.Group(seen)).Differences;
}
