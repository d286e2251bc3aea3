using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Objects;

/// <summary>All kinds that are served.</summary>
public static class ResourceKinds
{
    /// <summary>By group (the core first) and plural, as <c>kubectl api-resources</c> lists them.</summary>
    public static ValueList<ResourceKind> All { get; } = typeof(ResourceKinds).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ResourceKind)))
        .Select(t => (ResourceKind)Activator.CreateInstance(t)!)
        .OrderBy(k => k.Group, StringComparer.Ordinal).ThenBy(k => k.Plural, StringComparer.Ordinal).ToValueList();

    /// <summary>The kind of that class: <c>ResourceKinds.Of&lt;PodKind&gt;()</c>.</summary>
    public static T Of<T>()
        where T : ResourceKind => (T)All.First(k => k is T);

    /// <summary>What a person means by "po", "pods", "pod", "Pod", "deployments.apps" or "deployments.v1.apps"; null when nothing.</summary>
    public static ResourceKind? Find(string written)
    {
        string name = written.ToLowerInvariant();
        return All.FirstOrDefault(k => name == k.Plural || name == k.Singular || k.ShortNames.Contains(name)
            || (k.Group.Length > 0 && (name == k.QualifiedPlural || name == k.QualifiedSingular)));
    }

    /// <summary>The kind of a manifest, or null when it is not served.</summary>
    public static ResourceKind? Find(string apiVersion, string kind) => All.FirstOrDefault(k => k.ApiVersion == apiVersion && k.Kind == kind);
}
