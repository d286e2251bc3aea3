using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Engine.Tests;

/// <summary>Rows of programs' maps in a large cluster.</summary>
public class MapRowTests
{
    [Fact]
    public void Rows_to_come_are_made_when_somebody_looks()
    {
        int made = 0;
        BpfMapRow row = new("map", IpPrefix.Host(IpAddress.Parse("10.0.0.1")));
        NamespaceBuilder builder = new NamespaceBuilder(new("n")).AddMapRow(row).AddMapRows(() =>
        {
            made++;
            return [row with { Key = IpPrefix.Host(IpAddress.Parse("10.0.0.2")) }];
        });
        NetworkNamespace ns = builder.Build().ToBuilder().AddMapRow(row with { Key = IpPrefix.Host(IpAddress.Parse("10.0.0.3")) }).Build();
        Assert.Equal(0, made);
        Assert.NotNull(ns.LookUp("map", IpAddress.Parse("10.0.0.2")));
        Assert.Equal(3, ns.MapRows.Count);
        Assert.Equal(1, made);
    }
}
