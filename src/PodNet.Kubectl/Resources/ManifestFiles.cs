using PodNet.Kubectl.Output;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubectl.Resources;

/// <summary>One manifest of a file.</summary>
/// <param name="Source">The file as it was named, "STDIN" for -f -.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Content">As it was written, with its namespace filled in.</param>
internal sealed record Manifest(string Source, ResourceKind Kind, ApiMap Content)
{
    /// <summary>Its place in the store.</summary>
    public ObjectKey Key => new(Kind, Kind.IsNamespaced ? Content.Text("metadata", "namespace") ?? "" : "", Content.Text("metadata", "name") ?? "");
}

/// <summary>What <c>-f</c> names.</summary>
internal static class ManifestFiles
{
    /// <summary>The manifests of all files in order; a List counts as its items.</summary>
    /// <param name="errors">Gets what is wrong with single manifests.</param>
    /// <exception cref="KubectlException">A file does not exist or is no YAML.</exception>
    public static IReadOnlyList<Manifest> Read(Invocation run, List<Exception> errors)
    {
        if (run.Flags.Has("kustomize")) throw new KubectlException("kustomizations are not served here: write the manifests out and use -f");
        List<Manifest> manifests = [];
        foreach (string file in run.Flags.All("filename"))
        {
            string source = file == "-" ? "STDIN" : file;
            foreach (ApiMap document in Documents(Text(run, file), source).SelectMany(Items))
            {
                try
                {
                    manifests.Add(ManifestOf(document, source, run));
                }
                catch (KubectlException wrong)
                {
                    errors.Add(wrong);
                }
            }
        }

        return manifests;
    }

    /// <summary>What a query finds, or where -f is given what its manifests name.</summary>
    /// <exception cref="KubectlException">As <see cref="Read"/> and <see cref="ResourceQuery.Find"/>.</exception>
    public static Selection Query(Invocation run, ResourceQuery query)
    {
        if (!run.Flags.Has("filename")) return query.Find(run.Objects);
        if (query.Arguments.Count > 0) throw new KubectlException("when paths, URLs, or stdin is provided as resource input, you may not specify "
            + "resource arguments as well");
        List<Exception> errors = [];
        List<SelectedGroup> groups = [];
        IReadOnlyList<Manifest> manifests = Read(run, errors);
        foreach (Manifest manifest in manifests)
        {
            if (run.Objects.Find(manifest.Key) is { } found) groups.Add(new(manifest.Kind, [found], IsList: false));
            else errors.Add(ApiException.NotFound(manifest.Kind, manifest.Key.Name));
        }

        return new(groups, errors, manifests.Count == 1);
    }

    private static string Text(Invocation run, string file)
    {
        if (file == "-") return run.Context.StandardInput ?? throw new KubectlException("no objects passed to " + run.Command.Split(' ')[^1]);
        if (file.StartsWith("http://", StringComparison.Ordinal) || file.StartsWith("https://", StringComparison.Ordinal))
            throw new KubectlException($"{file} cannot be read: nothing here reaches the network; put the manifest into the cell and use -f -");
        return run.Context.ReadFile(file) ?? throw new KubectlException($"the path {GoText.Quote(file)} does not exist");
    }

    private static IReadOnlyList<ApiMap> Documents(string text, string source)
    {
        try
        {
            return ManifestYaml.Read(text);
        }
        catch (ManifestException wrong)
        {
            throw new KubectlException($"error parsing {source}: {wrong.Message}");
        }
    }

    private static IEnumerable<ApiMap> Items(ApiMap document) =>
        document.Text("kind") == "List" && document.Has("items") ? document.Maps("items").SelectMany(Items) : [document];

    private static Manifest ManifestOf(ApiMap document, string source, Invocation run)
    {
        string missing = document.Text("kind") is null or "" ? "Kind" : document.Text("apiVersion") is null or "" ? "apiVersion" : "";
        if (missing.Length > 0)
        {
            throw new KubectlException(missing == "Kind"
                ? $"unable to decode {GoText.Quote(source)}: Object 'Kind' is missing in '{JsonWriter.Compact(document)}'"
                : $"error validating {GoText.Quote(source)}: error validating data: apiVersion not set; if you choose to ignore these errors, turn "
                    + $"validation off with --validate=false");
        }

        (string kind, string version) = (document.Text("kind")!, document.Text("apiVersion")!);
        ResourceKind served = ResourceKinds.Find(version, kind) ?? throw new KubectlException(
            $"resource mapping not found for name: {GoText.Quote(document.Text("metadata", "name") ?? "")} namespace: "
                + $"{GoText.Quote(document.Text("metadata", "namespace") ?? "")} "
            + $"from {GoText.Quote(source)}: no matches for kind {GoText.Quote(kind)} in version {GoText.Quote(version)}\nensure CRDs are installed first");
        if (!served.IsNamespaced) return new(source, served, document);
        string? written = document.Text("metadata", "namespace");
        if (run.HasNamespace && written is { Length: > 0 } && written != run.Namespace)
        {
            throw new KubectlException($"the namespace from the provided object {GoText.Quote(written)} does not match the namespace "
                + $"{GoText.Quote(run.Namespace)}. "
                + $"You must pass '--namespace={written}' to perform this operation.");
        }

        if (document.At("metadata") is not (null or ApiMap)) return new(source, served, document);
        return new(source, served, string.IsNullOrEmpty(written) ? document.WithAt(["metadata", "namespace"], run.Namespace) : document);
    }
}
