using System.Text;
using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;

namespace PodNet.Kubectl.Verbs;

/// <summary>What stands in the configuration of the simulated kubectl.</summary>
internal static class KubeConfig
{
    /// <summary>The one cluster, user and context.</summary>
    public const string Context = "podnet";

    /// <summary>Where the API server is said to be.</summary>
    public const string Server = "https://127.0.0.1:6643";

    public const string ClientVersion = "v1.32.5";

    public const string KustomizeVersion = "v5.5.0";

    public const string ServerVersion = "v1.28.7";
}

/// <summary>kubectl version.</summary>
internal sealed class VersionVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "version";

    /// <inheritdoc/>
    public override string? Summary => "Show the versions of kubectl and of the cluster";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } = [CommonFlags.Output, Flag.Switch("client"), Flag.Switch("short")];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count > 0) throw new KubectlException($"extra arguments: [{string.Join(' ', run.Arguments)}]");
        bool withServer = !run.Flags.Is("client");
        ApiMap versions = ApiMap.Of(
            ("clientVersion", Version(KubeConfig.ClientVersion)), ("kustomizeVersion", KubeConfig.KustomizeVersion),
            ("serverVersion", withServer ? Version(KubeConfig.ServerVersion) : null));
        switch (run.Flags.Text("output"))
        {
            case null or "":
                run.Print($"Client Version: {KubeConfig.ClientVersion}\nKustomize Version: {KubeConfig.KustomizeVersion}\n");
                if (withServer) run.Print($"Server Version: {KubeConfig.ServerVersion}\n");
                break;
            case "yaml":
                run.Print(YamlWriter.Write(versions));
                break;
            case "json":
                run.Print(JsonWriter.Indented(versions).Replace("    ", "  ", StringComparison.Ordinal));
                break;
            default:
                throw new KubectlException("--output must be 'yaml' or 'json'");
        }

        if (withServer) run.Note("WARNING: version difference between client (1.32) and server (1.28) exceeds the supported minor version skew of +/-1");
    }

    private static ApiMap Version(string version)
    {
        string[] parts = version[1..].Split('.');
        return ApiMap.Of(("gitVersion", version), ("major", parts[0]), ("minor", parts[1]));
    }
}

/// <summary>kubectl cluster-info.</summary>
internal sealed class ClusterInfoVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "cluster-info";

    /// <inheritdoc/>
    public override string? Summary => "Say where the control plane is";

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count > 0) throw new KubectlException($"unknown command {GoText.Quote(run.Arguments[0])}\nSee 'kubectl cluster-info -h' for "
            + $"help and examples");
        run.Print($"Kubernetes control plane is running at {KubeConfig.Server}\n\nTo further debug and diagnose cluster problems, use 'kubectl "
            + $"cluster-info dump'.\n");
    }
}

/// <summary>kubectl api-resources.</summary>
internal sealed class ApiResourcesVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "api-resources";

    /// <inheritdoc/>
    public override string? Summary => "List the kinds of objects that the cluster serves";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        CommonFlags.Output, Flag.Switch("no-headers"), new("namespaced", FlagType.Flag, WithoutValue: "true"),
            new("api-group"), new("sort-by"), new("verbs", FlagType.TextSlice),
        Flag.Switch("cached"), new("categories", FlagType.TextSlice),
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count > 0) throw run.Usage($"unexpected arguments: [{string.Join(' ', run.Arguments)}]");
        if (run.Flags.Text("output") is { } output and not ("" or "wide" or "name")) throw new KubectlException($"--output {output} is not available");
        IEnumerable<ResourceKind> kinds = ResourceKinds.All.Where(k =>
            (!run.Flags.Has("namespaced") || k.IsNamespaced == run.Flags.Is("namespaced"))
                && (run.Flags.Text("api-group") is not { } group || k.Group == group));
        if (run.Flags.Text("sort-by") == "kind") kinds = kinds.OrderBy(k => k.Kind, StringComparer.Ordinal);
        else if (run.Flags.Text("sort-by") == "name") kinds = kinds.OrderBy(k => k.Plural, StringComparer.Ordinal);
        if (run.Flags.Text("output") == "name")
        {
            foreach (ResourceKind kind in kinds) run.Line($"{kind.QualifiedPlural}");
            return;
        }

        StringBuilder table = new();
        if (!run.Flags.Is("no-headers")) table.Append("NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND\n");
        foreach (ResourceKind kind in kinds)
            table.Append($"{kind.Plural}\t{string.Join(',', kind.ShortNames)}\t{kind.ApiVersion}\t{(kind.IsNamespaced ? "true" : "false")}\t{kind.Kind}\n");
        run.Print(TabWriter.Table(table.ToString()));
    }
}

/// <summary>kubectl api-versions.</summary>
internal sealed class ApiVersionsVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "api-versions";

    /// <inheritdoc/>
    public override string? Summary => "List the API versions that the cluster serves";

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        foreach (string version in ResourceKinds.All.Select(k => k.ApiVersion).Distinct().Order(StringComparer.Ordinal)) run.Line($"{version}");
    }
}

/// <summary>kubectl config current-context.</summary>
internal sealed class CurrentContextVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "config current-context";

    /// <inheritdoc/>
    public override string? Summary => "Name the cluster that kubectl talks to";

    /// <inheritdoc/>
    public override void Run(Invocation run) => run.Line($"{KubeConfig.Context}");
}

/// <summary>kubectl config get-contexts.</summary>
internal sealed class GetContextsVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "config get-contexts";

    /// <inheritdoc/>
    public override string? Summary => "List the clusters that kubectl knows";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } = [CommonFlags.Output, Flag.Switch("no-headers")];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        const string Name = KubeConfig.Context;
        if (run.Flags.Text("output") == "name") run.Line($"{Name}");
        else run.Print(TabWriter.Table($"{(run.Flags.Is("no-headers") ? "" : "CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n")}*\t{Name}\t{Name}\t{Name}\t\n"));
    }
}

/// <summary>kubectl auth can-i: in the simulated cluster everybody may do everything.</summary>
internal sealed class CanIVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "auth can-i";

    /// <inheritdoc/>
    public override string? Summary => "Ask whether something is allowed; it is";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
        [CommonFlags.AllNamespaces, Flag.Switch("quiet", 'q'), Flag.Switch("list"), new("subresource"), Flag.Switch("no-headers")];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count is not (2 or 3)) throw new KubectlException("you must specify two arguments: verb resource or verb "
            + "resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples");
        string type = run.Arguments[1].Split('/')[0];
        ResourceKind? kind = ResourceKinds.Find(type);
        if (kind is null && type != "*" && !type.StartsWith('/')) run.PrintError($"Warning: the server doesn't have a resource type '{type}'\n\n");
        else if (kind is { IsNamespaced: false }
            && !run.Flags.Is("all-namespaces")) run.PrintError($"Warning: resource '{kind.Plural}' is not namespace scoped\n\n");
        if (!run.Flags.Is("quiet")) run.Line($"yes");
    }
}

/// <summary>kubectl help.</summary>
internal sealed class HelpVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "help";

    /// <inheritdoc/>
    public override string? Summary => "Help about a command";

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        (Verb? verb, IReadOnlyList<string> left) = run.Arguments.Count == 0 ? (null, []) : VerbTable.Find(run.Arguments);
        if (left.Count > 0) run.PrintError($"Unknown help topic [{string.Join(' ', run.Arguments)}]\n");
        run.Print(HelpText.Of(verb));
    }
}
