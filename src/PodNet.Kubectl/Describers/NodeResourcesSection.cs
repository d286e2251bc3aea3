using System.Globalization;

namespace PodNet.Kubectl.Describers;

/// <summary>What the pods of a node ask for, in percent of what the node has.</summary>
internal static class NodeResourcesSection
{
    private static readonly string[] BinaryUnits = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>Writes the node's pods and their sums.</summary>
    public static void Write(KubernetesObject node, DescriptionRequest request, PrefixWriter to)
    {
        ApiMap capacity = node.Content.Map("status", "allocatable") is { Count: > 0 } allocatable ? allocatable : node.Content.Map("status", "capacity");
        KubernetesObject[] pods = [.. Pods(node, request.Objects)];
        to.Line(0, $"Non-terminated Pods:\t({pods.Length} in total)");
        to.Line(1, $"Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge");
        to.Line(1, $"---------\t----\t\t------------\t----------\t---------------\t-------------\t---");
        foreach (KubernetesObject pod in pods)
        {
            string[] cells =
            [
                .. from resource in (string[])["cpu", "memory"] from bound in (string[])["requests", "limits"]
                   select Share(Of(pod.Content, bound, resource), capacity, resource),
            ];
            string age = HumanDuration.Since(pod.Content.Text("metadata", "creationTimestamp"), request.Now);
            to.Line(1, $"{pod.Namespace}\t{pod.Name}\t\t{string.Join('\t', cells)}\t{age}");
        }

        to.Line(0, $"Allocated resources:");
        to.Line(1, $"(Total limits may be over 100 percent, i.e., overcommitted.)");
        to.Line(1, $"Resource\tRequests\tLimits");
        to.Line(1, $"--------\t--------\t------");
        foreach (string resource in (string[])["cpu", "memory", "ephemeral-storage"])
            to.Line(1, $"{resource}\t{Total(pods, "requests", resource, capacity)}\t{Total(pods, "limits", resource, capacity)}");
    }

    private static IEnumerable<KubernetesObject> Pods(KubernetesObject node, ObjectStore objects) => ResourceKinds.Find("v1", "Pod") is not { } kind
        ? []
        : objects.PodsOn(kind, node.Name).Where(p => p.Content.Text("status", "phase") is not ("Succeeded" or "Failed")).OrderBy(p => p.Key);

    private static string Total(KubernetesObject[] pods, string bound, string resource, ApiMap capacity) =>
        Share(pods.Aggregate(0m, (sum, p) => sum + Of(p.Content, bound, resource)), capacity, resource);

    // Containers run side by side, init containers one after the other before them.
    private static decimal Of(ApiMap pod, string bound, string resource)
    {
        decimal Amount(ApiMap container) => ResourceQuantity.Of(container.At("resources", bound, resource)).Thousandths;
        decimal sum = pod.Maps("spec", "containers").Sum(Amount);
        return pod.Maps("spec", "initContainers").Select(Amount).Append(sum).Max();
    }

    private static string Share(decimal thousandths, ApiMap capacity, string resource)
    {
        decimal all = ResourceQuantity.Of(capacity.At(resource)).Thousandths;
        decimal percent = all == 0 ? 0 : decimal.Truncate(thousandths / all * 100);
        return string.Create(CultureInfo.InvariantCulture, $"{Amount(thousandths, resource)} ({percent:0}%)");
    }

    // The shortest exact form: "250m", "2", "64Mi".
    private static string Amount(decimal thousandths, string resource)
    {
        decimal units = thousandths / 1000;
        if (resource == "cpu") return units == decimal.Truncate(units) ? units.ToString("0", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{thousandths:0}m");
        if (units == 0) return "0";
        int step = 0;
        while (step < BinaryUnits.Length - 1 && units % 1024 == 0)
        {
            units /= 1024;
            step++;
        }

        return units.ToString("0", CultureInfo.InvariantCulture) + BinaryUnits[step];
    }
}
