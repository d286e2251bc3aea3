using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds.Pods;

/// <summary>status.qosClass (kubernetes, pkg/apis/core/v1/helper/qos).</summary>
internal static class QualityOfService
{
    /// <summary>"BestEffort", "Burstable" or "Guaranteed".</summary>
    public static string Of(ApiMap spec)
    {
        bool any = false, guaranteed = true;
        foreach (ApiMap container in spec.Maps("containers").Concat(spec.Maps("initContainers")))
        {
            foreach (string resource in (string[])["cpu", "memory"])
            {
                ResourceQuantity request = ResourceQuantity.Of(container.At("resources", "requests", resource));
                ResourceQuantity limit = ResourceQuantity.Of(container.At("resources", "limits", resource));
                any |= request.Thousandths > 0 || limit.Thousandths > 0;
                guaranteed &= limit.Thousandths > 0 && request == limit;
            }
        }

        return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }
}
