namespace PodNet.Kubectl.Describers;

/// <summary>The environment of a container.</summary>
internal static class EnvironmentSection
{
    /// <summary>Writes where variables come from, and what is in them.</summary>
    /// <param name="pod">The pod that fields are taken of; null in a template.</param>
    public static void Write(ApiMap container, ApiMap? pod, PrefixWriter to)
    {
        if (container.List("envFrom").Count > 0) to.Line(2, $"Environment Variables from:");
        foreach (ApiMap source in container.Maps("envFrom"))
        {
            (string kind, string field) = source.Has("configMapRef") ? ("ConfigMap", "configMapRef") : ("Secret", "secretRef");
            string prefix = source.Text("prefix") is { Length: > 0 } given ? $" with prefix '{given}'" : "";
            to.Line(3, $"{source.Text(field, "name")}\t{kind}{prefix}\tOptional: {Optional(source.Map(field))}");
        }

        to.Line(2, $"Environment:{(container.List("env").Count == 0 ? "\t<none>" : "")}");
        foreach (ApiMap variable in container.Maps("env")) Variable(variable, pod, to);
    }

    private static void Variable(ApiMap variable, ApiMap? pod, PrefixWriter to)
    {
        ApiMap from = variable.Map("valueFrom");
        string? name = variable.Text("name");
        if (from.At("fieldRef") is ApiMap field)
            to.Line(3, $"{name}:\t{FieldValue(field.Text("fieldPath") ?? "", pod)} ({field.Text("apiVersion")}:{field.Text("fieldPath")})");
        else if (from.At("resourceFieldRef") is ApiMap resource)
            to.Line(3, $"{name}:\t ({resource.Text("resource")})");
        else if (from.At("secretKeyRef") is ApiMap secret)
            to.Line(3, $"{name}:\t<set to the key '{secret.Text("key")}' in secret '{secret.Text("name")}'>\tOptional: {Optional(secret)}");
        else if (from.At("configMapKeyRef") is ApiMap config)
            to.Line(3, $"{name}:\t<set to the key '{config.Text("key")}' of config map '{config.Text("name")}'>\tOptional: {Optional(config)}");
        else
        {
            string[] lines = (variable.Text("value") ?? "").Split('\n');
            to.Line(3, $"{name}:\t{lines[0]}");
            foreach (string line in lines[1..]) to.Line(3, $"\t{line}");
        }
    }

    private static string Optional(ApiMap reference) => reference.Flag("optional") ? "true" : "false";

    // "metadata.name", "metadata.labels['app']", "status.podIP".
    private static string FieldValue(string path, ApiMap? pod)
    {
        if (pod is null) return "";
        int bracket = path.IndexOf("['", StringComparison.Ordinal);
        return bracket >= 0 && path.EndsWith("']", StringComparison.Ordinal)
            ? pod.Map(path[..bracket].Split('.')).Text(path[(bracket + 2)..^2]) ?? ""
            : pod.Text(path.Split('.')) ?? "";
    }
}
