using PodNet.Datapath.ServiceProxy.Iptables;

namespace PodNet.Datapath.ServiceProxy;

/// <summary>The data planes for Services there are.</summary>
public static class ServiceProxies
{
    /// <summary>A cluster without one: a ClusterIP leads nowhere.</summary>
    public const string None = "none";

    /// <summary>All of them, the default of a real cluster first.</summary>
    public static IReadOnlyList<IServiceProxy> All { get; } = [new IptablesProxy()];

    /// <summary>What a cluster file may say.</summary>
    public static string[] Names => [.. All.Select(p => p.Name), None];

    /// <summary>The one of that name, or null.</summary>
    public static IServiceProxy? Find(string name) => All.FirstOrDefault(p => p.Name == name);
}
