using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>ip neigh [show [dev NAME] [ADDRESS]]</c>. The kernel lists neighbours in the order of a hash that is seeded at boot; here
/// they
/// are in order of device and address.</summary>
internal sealed record IpNeigh(string? Device = null, IpAddress? Address = null)
{
    /// <summary>Only neighbours of this family, or null.</summary>
    public IpFamily? Family { get; init; }

    /// <summary>Permanent and learned neighbours, IPv4 first.</summary>
    /// <exception cref="CommandFailure">No such device.</exception>
    public IEnumerable<string> Lines(NamespaceView view)
    {
        NetworkNamespace ns = view.Config;
        if (Device is not null && !ns.TryDevice(Device, out _))
            throw new CommandFailure($"Cannot find device \"{Printable.Word(Device)}\"", 1);
        return ns.Neighbors
            .Concat(view.LearnedNeighbors.Where(n => ns.PermanentNeighbor(n.Address, n.Device) is null))
            .Where(n => (Device is null || n.Device == Device) && (Address is not { } address || n.Address == address))
            .Where(n => Family is not { } family || n.Address.Family == family)
            .OrderBy(n => n.Address.Family)
            .ThenBy(n => ns.TryDevice(n.Device, out NetDevice? device) ? device.Index : int.MaxValue)
            .ThenBy(n => n.Address)
            .Select(n => NeighborRow.Text(n, showDevice: Device is null));
    }
}
