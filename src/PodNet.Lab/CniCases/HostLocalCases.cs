using System.Text.Json;
using PodNet.Kubernetes.Ipam;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Lab.CniCases;

/// <summary>Cases of the host-local plugin.</summary>
internal static class HostLocalCases
{
    /// <summary>One allocation from a given state.</summary>
    public static string? Allocate(CniCase one)
    {
        HostLocalAllocator allocator = new(
            Ranges(one.Input), one.Input.Optional("allocated")?.Items().Select(a => a.Address()) ?? [], one.Input.OptionalAddress("lastReservedIP"));
        (string? address, string? error) = Tried(() => allocator.Allocate().ToString());
        if (one.Expect.Optional("ip") is { } ip) return CaseReading.Difference("ip", ip.Address().ToString(), address ?? error);
        string prefix = (one.Expect.Optional("errorPrefix") ?? one.Expect["error"]).Text();
        return error?.StartsWith(prefix, StringComparison.Ordinal) == true ? null : CaseReading.Difference("error", prefix, error ?? address);
    }

    /// <summary>Gets and releases one after the other.</summary>
    public static string? Sequence(CniCase one)
    {
        ValueList<IpRange> ranges = Ranges(one.Input);
        HostLocalAllocator allocator = new(ranges);
        IpAddress last = default;
        foreach ((JsonValue act, JsonValue wanted) in one.Input["ops"].Items().Zip(one.Expect.Items()))
        {
            if (act.Text() == "release")
            {
                allocator.Release(last);
                continue;
            }

            if (act.Text() != "get") throw act.Wrong("is neither get nor release");
            (string? got, string? error) = Tried(() => new InterfaceAddress(last = allocator.Allocate(), LengthOf(ranges, last)).ToString());
            if (Answer(act.Path, wanted, got, error) is { } difference) return difference;
        }

        return null;
    }

    /// <summary>Requests of certain addresses.</summary>
    public static string? Request(CniCase one)
    {
        HostLocalAllocator allocator = new(Ranges(one.Input));
        foreach ((JsonValue request, JsonValue wanted) in one.Input["requests"].Items().Zip(one.Expect.Items()))
        {
            IpAddress address = request.Address();
            (string? got, string? error) = Tried(() =>
            {
                allocator.Request(address);
                return address.ToString();
            });
            if (Answer(request.Path, wanted, got, error) is { } difference) return difference;
        }

        return null;
    }

    /// <summary>A range's defaults, or what is wrong with it.</summary>
    public static string? Range(CniCase one)
    {
        IpRange? range = null;
        (_, string? error) = Tried(() => (range = RangeOf(one.Input)).ToString());
        if (one.Expect.Optional("error") is { } wanted) return IsError(wanted, error) ? null : CaseReading.Difference("error", wanted.Element.ToString(), error ?? $"{range}");
        if (range is null) return CaseReading.Difference("range", "a range", error);
        foreach ((string name, IpAddress got) in (ReadOnlySpan<(string, IpAddress)>)[("rangeStart", range.Start), ("rangeEnd", range.End), ("gateway", range.Gateway)])
        {
            if (one.Expect.OptionalAddress(name) is { } expected && CaseReading.Difference(name, expected.ToString(), got.ToString()) is { } difference) return difference;
        }

        if (one.Expect.Optional("contains") is not { } contains) return null;
        foreach (JsonProperty property in contains.Element.EnumerateObject())
        {
            bool holds = IpAddress.TryParse(property.Name, out IpAddress address) && range.Contains(address);
            if (contains[property.Name].Flag() != holds) return $"contains {property.Name}: expected {!holds} got {holds}";
        }

        return null;
    }

    /// <summary>Whether two ranges share an address.</summary>
    public static string? Overlap(CniCase one)
    {
        IpRange[] ranges = [.. one.Input.Items().Select(RangeOf)];
        if (ranges.Length != 2) throw one.Input.Wrong("two ranges are expected");
        bool wanted = one.Expect.Flag(), got = ranges[0].Overlaps(ranges[1]);
        return wanted == got ? null : $"overlap: expected {wanted} got {got}";
    }

    private static string? Answer(string where, JsonValue wanted, string? got, string? error)
    {
        if (!wanted.IsObject()) return CaseReading.Difference(where, wanted.Text(), got ?? error);
        return IsError(wanted["error"], error) ? null : CaseReading.Difference(where, wanted.Element.GetRawText(), error ?? got);
    }

    // "error": true asks for any error.
    private static bool IsError(JsonValue wanted, string? error) => wanted.Element.ValueKind == JsonValueKind.True ? error is not null : error == wanted.Text();

    private static (string? Got, string? Error) Tried(Func<string> act)
    {
        try
        {
            return (act(), null);
        }
        catch (Exception refused) when (refused is AddressExhaustedException or ArgumentException)
        {
            return (null, refused.Message);
        }
    }

    private static int LengthOf(ValueList<IpRange> ranges, IpAddress address) => ranges.First(r => r.Subnet.Contains(address)).Subnet.Length;

    private static ValueList<IpRange> Ranges(JsonValue input) => input["ranges"].Items().Select(RangeOf).ToValueList();

    private static IpRange RangeOf(JsonValue range) => IpRange.Create(
        range["subnet"].Interface(), range.OptionalAddress("rangeStart"), range.OptionalAddress("rangeEnd"), range.OptionalAddress("gateway"));
}
