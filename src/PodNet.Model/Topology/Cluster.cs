using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PodNet.Model.Linux;

namespace PodNet.Model.Topology;

/// <summary>Makes the configuration of one namespace: a pure function of the cluster's specification.</summary>
public interface INamespaceCompiler
{
    /// <summary>The configuration of <paramref name="id"/>, or null when there is no such namespace.</summary>
    NetworkNamespace? Compile(NamespaceId id);
}

/// <summary>A compiled cluster: what it consists of, and each namespace's kernel objects, made when first asked for and then kept.
/// Immutable to its users; an edit gives a new cluster that shares everything untouched.</summary>
public sealed class Cluster
{
    private readonly INamespaceCompiler _compiler;
    private readonly ConcurrentDictionary<NamespaceId, NetworkNamespace?> _compiled;

    /// <summary>A cluster whose namespaces are made by <paramref name="compiler"/>. <paramref name="alreadyCompiled"/> are namespaces
    /// that need not be made again.</summary>
    public Cluster(ClusterTopology topology, INamespaceCompiler compiler, IEnumerable<NetworkNamespace>? alreadyCompiled = null)
    {
        Topology = topology;
        _compiler = compiler;
        _compiled = new((alreadyCompiled ?? []).Select(n => KeyValuePair.Create(n.Id, (NetworkNamespace?)n)));
    }

    /// <summary>Nodes, pods and the network between the nodes.</summary>
    public ClusterTopology Topology { get; }

    /// <summary>What makes the namespaces; an editor that knows its kind can make a changed cluster from it.</summary>
    public INamespaceCompiler Compiler => _compiler;

    /// <summary>Namespaces made so far.</summary>
    public IEnumerable<NetworkNamespace> Compiled => _compiled.Values.OfType<NetworkNamespace>().OrderBy(n => n.Id);

    /// <summary>The configuration of a namespace.</summary>
    /// <exception cref="KeyNotFoundException">No such namespace.</exception>
    public NetworkNamespace Namespace(NamespaceId id) =>
        TryNamespace(id, out NetworkNamespace? found) ? found : throw new KeyNotFoundException($"no network namespace '{id}'");

    /// <summary>The configuration of a namespace, if it exists.</summary>
    public bool TryNamespace(NamespaceId id, [NotNullWhen(true)] out NetworkNamespace? found)
    {
        found = _compiled.GetOrAdd(id, static (key, compiler) => compiler.Compile(key), _compiler);
        return found is not null;
    }

    /// <summary>This cluster with one namespace's configuration replaced: how a fault or a learner's edit is put in.</summary>
    public Cluster With(NetworkNamespace edited) =>
        new(Topology, _compiler, Compiled.Where(n => n.Id != edited.Id).Append(edited));
}
