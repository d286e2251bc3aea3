using PodNet.Kubernetes.Api;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Resources;

/// <summary>Which objects a command line means, as k8s.io/cli-runtime's builder reads it: "pods", "pod a b", "pod/a svc/b", "po,svc", "all".</summary>
internal sealed record ResourceQuery
{
    private const string NeedsOne = "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n"
        + "   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string Namespace { get; init; }

    public bool AllNamespaces { get; init; }

    /// <summary>A label selector, or null.</summary>
    public string? Labels { get; init; }

    /// <summary>A field selector, or null.</summary>
    public string? Fields { get; init; }

    /// <summary>--all: every object of the types.</summary>
    public bool SelectAll { get; init; }

    /// <summary>Whether a type alone means all objects of it, as for get; else a name is demanded.</summary>
    public bool TypeMeansAll { get; init; }

    /// <summary>The query that a command's flags and arguments make.</summary>
    public static ResourceQuery Of(Invocation run, IReadOnlyList<string>? arguments = null) => new()
    {
        Arguments = arguments ?? run.Arguments,
        Namespace = run.Namespace,
        AllNamespaces = run.Flags.Is("all-namespaces"),
        Labels = run.Flags.Text("selector") is { Length: > 0 } labels ? labels : null,
        Fields = run.Flags.Text("field-selector") is { Length: > 0 } fields ? fields : null,
        SelectAll = run.Flags.Is("all"),
    };

    /// <summary>Looks the objects up.</summary>
    /// <exception cref="KubectlException">The command line makes no sense, or a type is unknown.</exception>
    public Selection Find(ObjectStore objects)
    {
        (string Type, string Name)[]? pairs = Pairs();
        bool hasSelector = Labels is not null || Fields is not null || SelectAll;
        if (pairs is not null)
        {
            if (hasSelector) throw new KubectlException("selectors and the all flag cannot be used when passing resource/name arguments");
            return ByName(objects, [.. pairs.Select(p => (KindOf(p.Type), p.Name))], pairs.Length == 1);
        }

        if (Arguments.Count == 0) throw new KubectlException(hasSelector ? "at least one resource must be specified to use a selector" : NeedsOne);
        ResourceKind[] kinds = [.. Kinds(Arguments[0])];
        if (Arguments.Count == 1) return BySelector(objects, kinds, hasSelector);
        if (hasSelector) throw new KubectlException("name cannot be provided when a selector is specified");
        if (kinds.Length > 1) throw new KubectlException("you must specify only one resource");
        return ByName(objects, [.. Arguments.Skip(1).Select(n => (kinds[0], n))], Arguments.Count == 2);
    }

    /// <summary>The kind that a word means.</summary>
    /// <exception cref="KubectlException">There is none.</exception>
    public static ResourceKind KindOf(string word) =>
        ResourceKinds.Find(word) ?? throw new KubectlException($"the server doesn't have a resource type {GoText.Quote(word)}");

    private static IEnumerable<ResourceKind> Kinds(string types) =>
        types.Split(',').SelectMany(t => t == "all" ? ResourceKinds.All.Where(k => k.InAll) : [KindOf(t)]);

    private Selection BySelector(ObjectStore objects, ResourceKind[] kinds, bool hasSelector)
    {
        if (!hasSelector && !TypeMeansAll) throw new KubectlException("resource(s) were provided, but no name was specified");
        List<SelectedGroup> groups = [];
        List<Exception> errors = [];
        foreach (ResourceKind kind in kinds)
        {
            string? space = AllNamespaces || !kind.IsNamespaced ? null : Namespace;
            try
            {
                groups.Add(new(kind, ApiServer.List(objects, kind, space, Labels, Fields), IsList: true));
            }
            catch (ApiException refused)
            {
                errors.Add(refused);
            }
        }

        return new(groups, errors, IsSingle: false);
    }

    private Selection ByName(ObjectStore objects, IReadOnlyList<(ResourceKind Kind, string Name)> names, bool isSingle)
    {
        List<SelectedGroup> groups = [];
        List<Exception> errors = [];
        foreach ((ResourceKind kind, string name) in names)
        {
            if (AllNamespaces && kind.IsNamespaced) throw new KubectlException("a resource cannot be retrieved by name across all namespaces");
            if (name.Length == 0) throw new KubectlException("resource name may not be empty");
            if (objects.Find(kind, Namespace, name) is { } found) groups.Add(new(kind, [found], IsList: false));
            else errors.Add(ApiException.NotFound(kind, name));
        }

        return new(groups, errors, isSingle);
    }

    // Null where no argument has the form TYPE/NAME.
    private (string Type, string Name)[]? Pairs()
    {
        int slashes = Arguments.Count(a => a.Contains('/', StringComparison.Ordinal));
        if (slashes == 0) return null;
        if (slashes < Arguments.Count)
        {
            throw new KubectlException("there is no need to specify a resource type as a separate argument when passing arguments in resource/name form "
                + "(e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'");
        }

        return [.. Arguments.Select(Pair)];
    }

    private static (string Type, string Name) Pair(string argument)
    {
        string[] parts = argument.Split('/');
        if (parts.Length != 2) throw new KubectlException("arguments in resource/name form may not have more than one slash");
        if (parts[0].Length == 0 || parts[1].Length == 0 || parts[0].Contains(',', StringComparison.Ordinal))
            throw new KubectlException("arguments in resource/name form must have a single resource and name");
        return (parts[0], parts[1]);
    }
}

/// <summary>Objects of one kind that were asked for together.</summary>
/// <param name="IsList">Whether the type was asked for, not one object by name.</param>
internal sealed record SelectedGroup(ResourceKind Kind, ValueList<KubernetesObject> Objects, bool IsList);

/// <summary>What a query found.</summary>
/// <param name="Errors">What it did not find.</param>
/// <param name="IsSingle">Whether exactly one object was named.</param>
internal sealed record Selection(IReadOnlyList<SelectedGroup> Groups, IReadOnlyList<Exception> Errors, bool IsSingle)
{
    /// <summary>All objects found.</summary>
    public IEnumerable<KubernetesObject> Objects => Groups.SelectMany(g => g.Objects);
}
