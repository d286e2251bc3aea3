using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Services;
using PodNet.Model.Linux;

namespace PodNet.Datapath.ServiceProxy;

/// <summary>A data plane for Services: a program on each node that writes what makes a Service's addresses lead to its endpoints.</summary>
public interface IServiceProxy
{
    /// <summary>Name in the cluster file (<c>networking.proxy.mode</c>).</summary>
    string Name { get; }

    /// <summary>The proxy at work on one cluster.</summary>
    IServiceDatapath Configure(ClusterPlan plan);
}

/// <summary>What a proxy writes in one cluster.</summary>
public interface IServiceDatapath
{
    /// <summary>What it writes once, after the CNI.</summary>
    void Prepare(NamespaceBuilder node, PlannedNode self);

    /// <summary>What it writes for the Services, in the place of what it had written before.</summary>
    void Write(NamespaceBuilder node, PlannedNode self, ServiceTables services);

    /// <summary>The same proxy for a plan in which pods changed.</summary>
    IServiceDatapath For(ClusterPlan plan) => this;
}
