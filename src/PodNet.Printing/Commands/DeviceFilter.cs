using PodNet.Model.Linux;

namespace PodNet.Printing.Commands;

/// <summary>Which devices a command is about.</summary>
/// <param name="Name">Only this one (<c>dev NAME</c>), or null.</param>
/// <param name="Master">Only ports of this bridge (<c>master NAME</c>), or null.</param>
/// <param name="Up">Only those that are up.</param>
internal sealed record DeviceFilter(string? Name = null, string? Master = null, bool Up = false)
{
    /// <summary>The devices in order of their index.</summary>
    /// <exception cref="CommandFailure">There is no device of a name that was given.</exception>
    public IEnumerable<NetDevice> Select(NetworkNamespace ns)
    {
        Demand(ns, Name);
        Demand(ns, Master);
        return ns.Devices.Where(d => (Name is null || d.Name == Name) && (Master is null || d.Port?.Bridge == Master) && (!Up || d.Up));
    }

    private static void Demand(NetworkNamespace ns, string? name)
    {
        if (name is not null && !ns.TryDevice(name, out _))
            throw new CommandFailure($"Device \"{Printable.Word(name)}\" does not exist.", 1);
    }
}
