using PodNet.Model.Linux;

namespace PodNet.Printing.Rows;

/// <summary>A line of <c>ip neigh</c> (iproute2 ip/ipneigh.c, print_neigh).</summary>
internal static class NeighborRow
{
    /// <summary>The line with the space that iproute2 leaves at its end.</summary>
    /// <param name="showDevice">False under a <c>dev</c> filter.</param>
    public static string Text(Neighbor neighbor, bool showDevice = true)
    {
        string device = showDevice ? $"dev {Printable.Word(neighbor.Device)} " : "";
        string mac = neighbor.Mac is { } known ? $"lladdr {known} " : "";
        string router = neighbor.IsRouter ? "router " : "";
        return $"{neighbor.Address} {device}{mac}{router}{neighbor.State.ToString().ToUpperInvariant()} ";
    }
}
