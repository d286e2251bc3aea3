using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>What a pod is as an endpoint (k8s.io/endpointslice, utils.go and util/controller_utils.go).</summary>
internal static class PodEndpoint
{
    /// <summary>Whether a pod is an endpoint at all, ready or not: it has an address and has not ended.</summary>
    public static bool IsOne(KubernetesObject pod, bool withTerminating) =>
        pod.Content.Text("status", "phase") is not ("Succeeded" or "Failed") && pod.Content.Text("status", "podIP") is { Length: > 0 }
        && (withTerminating || !IsTerminating(pod));

    /// <summary>Whether it is being deleted.</summary>
    public static bool IsTerminating(KubernetesObject pod) => pod.Content.At("metadata", "deletionTimestamp") is not null;

    /// <summary>Its addresses of a family.</summary>
    public static IEnumerable<IpAddress> Addresses(KubernetesObject pod, IpFamily family)
    {
        IEnumerable<string?> texts = pod.Content.List("status", "podIPs").Count > 0
            ? pod.Content.Maps("status", "podIPs").Select(a => a.Text("ip")) : [pod.Content.Text("status", "podIP")];
        foreach (string? text in texts)
        {
            if (IpAddress.TryParse(text, out IpAddress address) && address.Family == family) yield return address;
        }
    }

    /// <summary>The endpoint of a slice; null where the pod has no address of the family, or its node is gone.</summary>
    public static ApiMap? Of(KubernetesObject pod, KubernetesObject service, IpFamily family, ObjectStore objects)
    {
        bool publishes = service.Content.Flag("spec", "publishNotReadyAddresses");
        string? node = pod.Content.Text("spec", "nodeName");
        KubernetesObject? found = node is null ? null : objects.Find(ResourceKinds.Of<NodeKind>(), "", node);
        string[] addresses = [.. Addresses(pod, family).Select(a => a.ToString())];
        if (addresses.Length == 0 || (found is null && !publishes)) return null;
        bool serving = pod.Holds("Ready"), terminating = IsTerminating(pod);
        return ApiMap.Of(
            ("addresses", ApiEditing.Texts(addresses)),
            ("conditions", ApiMap.Of(("ready", publishes || (serving && !terminating)), ("serving", serving), ("terminating", terminating))),
            ("hostname", Hostname(pod, service)), ("nodeName", node), ("targetRef", Reference(pod)), ("zone", EndpointIndex.ZoneOf(found)));
    }

    /// <summary>Which pod it is.</summary>
    public static ApiMap Reference(KubernetesObject pod) =>
        ApiEditing.TextMap(("kind", "Pod"), ("name", pod.Name), ("namespace", pod.Namespace), ("uid", pod.Uid));

    /// <summary>Its own name in DNS, where it is in the Service's subdomain.</summary>
    public static string? Hostname(KubernetesObject pod, KubernetesObject service) =>
        pod.Content.Text("spec", "hostname") is { Length: > 0 } name && pod.Content.Text("spec", "subdomain") == service.Name ? name : null;

    /// <summary>The ports of a Service as this pod has them, in the order of slices; a name that no container has leaves its port out.</summary>
    public static ValueList<ApiMap> Ports(KubernetesObject pod, KubernetesObject service) => PortOrder.OfSlices(
        service.Content.Maps("spec", "ports").Select(p => (Port: p, Number: NumberOf(pod, p))).Where(p => p.Number is not null).Select(p => ApiMap.Of(
            ("appProtocol", p.Port["appProtocol"]), ("name", p.Port.Text("name") ?? ""), ("port", p.Number!.Value), ("protocol", p.Port["protocol"]))));

    /// <summary>The number that a Service's targetPort is in a pod (FindPort); null: no container has a port of that name.</summary>
    public static long? NumberOf(KubernetesObject pod, ApiMap servicePort)
    {
        if (servicePort["targetPort"] is ApiNumber number) return number.Number;
        IEnumerable<ApiMap> containers = pod.Content.Maps("spec", "containers")
            .Concat(pod.Content.Maps("spec", "initContainers").Where(c => c.Text("restartPolicy") == "Always"));
        return containers.SelectMany(c => c.Maps("ports"))
            .FirstOrDefault(p => p["name"] == servicePort["targetPort"] && (p.Text("protocol") ?? "TCP") == servicePort.Text("protocol"))?.Number("containerPort");
    }
}
