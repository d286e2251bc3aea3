namespace PodNet.Kubectl.Describers;

/// <summary>All describers.</summary>
internal static class ObjectDescribers
{
    private static readonly Dictionary<string, ObjectDescriber> ByKind = typeof(ObjectDescribers).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ObjectDescriber)) && t != typeof(GenericDescriber))
        .Select(t => (ObjectDescriber)Activator.CreateInstance(t)!)
        .ToDictionary(d => d.Kind);

    /// <summary>The description of an object as <c>kubectl describe</c> prints it.</summary>
    public static string Describe(KubernetesObject described, DescriptionRequest request)
    {
        PrefixWriter to = new();
        ObjectDescriber describer = ByKind.GetValueOrDefault(described.Kind.Kind) ?? new GenericDescriber();
        describer.Describe(described, request, to);
        if (request.WithEvents && describer.HasEvents) EventsSection.Write(described, request, to);
        return to.Aligned();
    }
}
