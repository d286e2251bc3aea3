namespace PodNet.Kubectl.Describers;

/// <summary>The volumes of a pod or a pod template.</summary>
internal static class VolumeSection
{
    /// <summary>Writes them.</summary>
    /// <param name="space">The indent of a template's parts.</param>
    public static void Write(IEnumerable<ApiMap> volumes, string space, PrefixWriter to)
    {
        ApiMap[] all = [.. volumes];
        to.Line(0, $"{space}Volumes:{(all.Length == 0 ? "\t<none>" : "")}");
        foreach (ApiMap volume in all)
        {
            to.Line(1, $"{(space.Length > 0 ? " " : "")}{volume.Text("name")}:");
            Source(volume, to);
        }
    }

    private static void Source(ApiMap volume, PrefixWriter to)
    {
        if (volume.At("hostPath") is ApiMap host)
            Lines(to, "HostPath (bare host directory volume)", ("Path", host.Text("path")), ("HostPathType", host.Text("type") ?? "<none>"));
        else if (volume.At("emptyDir") is ApiMap empty)
            Lines(to, "EmptyDir (a temporary directory that shares a pod's lifetime)", ("Medium", empty.Text("medium")),
                ("SizeLimit", empty.Text("sizeLimit") ?? "<unset>"));
        else if (volume.At("secret") is ApiMap secret)
            Lines(to, "Secret (a volume populated by a Secret)", ("SecretName", secret.Text("secretName")), ("Optional", Flag(secret)));
        else if (volume.At("configMap") is ApiMap config)
            Lines(to, "ConfigMap (a volume populated by a ConfigMap)", ("Name", config.Text("name")), ("Optional", Flag(config)));
        else if (volume.At("persistentVolumeClaim") is ApiMap claim)
        {
            Lines(to, "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
                ("ClaimName", claim.Text("claimName")), ("ReadOnly", claim.Flag("readOnly") ? "true" : "false"));
        }
        else if (volume.At("projected") is ApiMap projected) Projected(projected, to);
        else to.Line(1, $"<unknown>");
    }

    private static void Projected(ApiMap projected, PrefixWriter to)
    {
        Lines(to, "Projected (a volume that contains injected data from multiple sources)");
        foreach (ApiMap source in projected.Maps("sources"))
        {
            if (source.At("secret") is ApiMap secret) NameAndOptional("Secret", "SecretOptionalName", secret, to);
            else if (source.Has("downwardAPI")) to.Line(2, $"DownwardAPI:\ttrue");
            else if (source.At("configMap") is ApiMap config) NameAndOptional("ConfigMap", "ConfigMapOptional", config, to);
            else if (source.At("serviceAccountToken") is ApiMap token) to.Line(2, $"TokenExpirationSeconds:\t{token.Text("expirationSeconds")}");
        }
    }

    // kubectl 1.32 prints the pointer of "optional" where it is set; here its value.
    private static void NameAndOptional(string kind, string optional, ApiMap source, PrefixWriter to)
    {
        to.Line(2, $"{kind}Name:\t{source.Text("name")}");
        to.Line(2, $"{optional}:\t{source.Text("optional") ?? "<nil>"}");
    }

    private static void Lines(PrefixWriter to, string type, params ReadOnlySpan<(string Name, string? Value)> lines)
    {
        to.Line(2, $"Type:\t{type}");
        foreach ((string name, string? value) in lines) to.Line(2, $"{name}:\t{value}");
    }

    private static string Flag(ApiMap source) => source.Flag("optional") ? "true" : "false";
}
