namespace PodNet.Kubectl.Printers;

/// <summary>What the wide columns of every workload show of its pod template.</summary>
internal static class WorkloadCells
{
    /// <summary>Container names, images and the selector.</summary>
    public static IEnumerable<string> Of(ApiMap workload) => [.. Containers(workload), Selectors.Of(workload.Map("spec", "selector"))];

    /// <summary>Container names and images.</summary>
    public static IEnumerable<string> Containers(ApiMap workload) => [Joined(workload, "name"), Joined(workload, "image")];

    private static string Joined(ApiMap workload, string field) =>
        string.Join(',', workload.Maps("spec", "template", "spec", "containers").Select(c => c.Text(field)));
}
