using PodNet.Kubernetes.Images;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Planning;

/// <summary>Starts a pod's containers one after the other in their one network namespace: the second that wants a port gets
/// EADDRINUSE.</summary>
internal static class PortBinding
{
    /// <summary>The containers with the ports they got and those they did not get.</summary>
    public static ValueList<PodContainer> Bind(PodSpec pod)
    {
        if (pod.Containers.Count == 0) return [Alone(new() { Name = pod.Name, Image = "nginx" })];
        if (pod.Containers.Count == 1) return [Alone(pod.Containers[0])];
        Dictionary<ContainerPort, string> holders = [];
        return pod.Containers.Select(container => BesideOthers(container, holders)).ToValueList();
    }

    // Nearly every pod: nobody to lose a port to.
    private static PodContainer Alone(ContainerSpec container)
    {
        ValueList<ContainerPort> wanted = KnownImages.Listens(container);
        return new(container.Name, container.Image, wanted.Count > 1 ? wanted.Distinct().ToValueList() : wanted) { Args = container.Args };
    }

    private static PodContainer BesideOthers(ContainerSpec container, Dictionary<ContainerPort, string> holders)
    {
        ContainerPort[] wanted = [.. KnownImages.Listens(container).Distinct()];
        ContainerPort[] got = [.. wanted.Where(port => holders.TryAdd(port, container.Name))];
        return new(container.Name, container.Image, got.ToValueList())
        {
            Args = container.Args,
            BindFailures = wanted.Except(got).Select(port => new BindFailure(port, holders[port])).ToValueList(),
        };
    }
}
