using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Services;

/// <summary>One endpoint of a Service's port (kubernetes, pkg/proxy/endpoint.go).</summary>
/// <param name="NodeName">The node it is on; empty: unknown, so local to none.</param>
/// <param name="IsReady">Ready and not terminating, or its Service publishes not ready addresses.</param>
/// <param name="IsServing">Ready, also while it is terminating.</param>
/// <param name="IsTerminating">Its pod is being deleted.</param>
public sealed record ServiceEndpoint(IpAddress Address, ushort Port, string NodeName, bool IsReady, bool IsServing, bool IsTerminating)
{
    /// <summary>The zone it is in; empty: unknown.</summary>
    public string Zone { get; init; } = "";

    /// <summary>hints.forZones: zones whose traffic it should get.</summary>
    public ValueList<string> ZoneHints { get; init; }

    /// <summary>hints.forNodes: nodes whose traffic it should get.</summary>
    public ValueList<string> NodeHints { get; init; }

    /// <summary>Namespace and name of the pod behind it, or null.</summary>
    public (string Namespace, string Name)? Pod { get; init; }

    /// <summary>Whether it can be used where nothing ready is left.</summary>
    public bool IsServingTerminating => IsServing && IsTerminating;

    /// <summary>Whether it is on that node.</summary>
    public bool IsLocal(string node) => NodeName.Length > 0 && NodeName == node;

    /// <summary>"10.244.1.2:80", "[fd00::2]:80": what chain names are hashed from and the order of endpoints follows.</summary>
    public override string ToString() => Address.Family == IpFamily.V6
        ? string.Create(CultureInfo.InvariantCulture, $"[{Address}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}");
}
