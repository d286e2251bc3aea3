using System.Text.Json;
using PodNet.Kubernetes.Ipam;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Tests;

/// <summary>What the real plugin's own tests expect of it.</summary>
public sealed class HostLocalCasesTests
{
    [CasesFact]
    public void Allocations_equal_the_plugins() => Each("host-local-allocate", (input, expect) =>
    {
        HostLocalAllocator allocator = new(
            Ranges(input), Texts(input.GetProperty("allocated")).Select(IpAddress.Parse), Optional(input, "lastReservedIP"));
        if (expect.TryGetProperty("ip", out JsonElement ip)) Assert.Equal(IpAddress.Parse(ip.GetString()!), allocator.Allocate());
        else Assert.StartsWith(expect.GetProperty("errorPrefix").GetString(), Assert.Throws<AddressExhaustedException>(() => allocator.Allocate()).Message);
    });

    [CasesFact]
    public void Sequences_equal_the_plugins() => Each("host-local-sequence", (input, expect) =>
    {
        HostLocalAllocator allocator = new(Ranges(input));
        IpAddress last = default;
        foreach ((string act, JsonElement wanted) in Texts(input.GetProperty("ops")).Zip(expect.EnumerateArray()))
        {
            if (act == "release") allocator.Release(last);
            else if (wanted.ValueKind == JsonValueKind.Object) Assert.Throws<AddressExhaustedException>(() => allocator.Allocate());
            else Assert.Equal(InterfaceAddress.Parse(wanted.GetString()!).Address, last = allocator.Allocate());
        }
    });

    [CasesFact]
    public void Requests_equal_the_plugins() => Each("host-local-request", (input, expect) =>
    {
        HostLocalAllocator allocator = new(Ranges(input));
        foreach ((string address, JsonElement wanted) in Texts(input.GetProperty("requests")).Zip(expect.EnumerateArray()))
        {
            if (wanted.ValueKind != JsonValueKind.Object)
            {
                allocator.Request(IpAddress.Parse(address));
                continue;
            }

            string message = Assert.Throws<AddressExhaustedException>(() => allocator.Request(IpAddress.Parse(address))).Message;
            if (wanted.GetProperty("error") is { ValueKind: JsonValueKind.String } error) Assert.Equal(error.GetString(), message);
        }
    });

    [CasesFact]
    public void Ranges_equal_the_plugins() => Each("host-local-range", (input, expect) =>
    {
        if (expect.TryGetProperty("error", out JsonElement error))
        {
            Assert.Equal(error.GetString(), Assert.Throws<ArgumentException>(() => Range(input)).Message);
            return;
        }

        IpRange range = Range(input);
        Assert.Equal(Optional(expect, "rangeStart"), range.Start);
        Assert.Equal(Optional(expect, "rangeEnd"), range.End);
        Assert.Equal(Optional(expect, "gateway"), range.Gateway);
        if (!expect.TryGetProperty("contains", out JsonElement contains)) return;
        foreach (JsonProperty address in contains.EnumerateObject())
            Assert.Equal(address.Value.GetBoolean(), range.Contains(IpAddress.Parse(address.Name)));
    });

    [CasesFact]
    public void Overlaps_equal_the_plugins() => Each("host-local-overlap", (input, expect) =>
    {
        JsonElement[] both = [.. input.EnumerateArray()];
        Assert.Equal(expect.GetBoolean(), Range(both[0]).Overlaps(Range(both[1])));
    });

    private static void Each(string kind, Action<JsonElement, JsonElement> check)
    {
        using JsonDocument cases = JsonDocument.Parse(Cases.Read("cni", "cases.json"));
        JsonElement[] ofKind = [.. cases.RootElement.EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind)];
        Assert.NotEmpty(ofKind);
        foreach (JsonElement c in ofKind) check(c.GetProperty("input"), c.GetProperty("expect"));
    }

    private static ValueList<IpRange> Ranges(JsonElement input) => input.GetProperty("ranges").EnumerateArray().Select(Range).ToValueList();

    private static IpRange Range(JsonElement range) => IpRange.Create(
        InterfaceAddress.Parse(range.GetProperty("subnet").GetString()!),
        Optional(range, "rangeStart"), Optional(range, "rangeEnd"), Optional(range, "gateway"));

    private static IpAddress? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.GetString() is { } text ? IpAddress.Parse(text) : null;

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetString()!);
}
