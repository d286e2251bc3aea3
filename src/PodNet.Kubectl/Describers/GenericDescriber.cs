using PodNet.Kubectl.Output;

namespace PodNet.Kubectl.Describers;

/// <summary>Kinds without a describer of their own: name, labels, annotations, and the rest as YAML.</summary>
internal sealed class GenericDescriber : ObjectDescriber
{
    /// <inheritdoc/>
    public override string Kind => "";

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        to.Line(0, $"Name:\t{described.Name}");
        to.Line(0, $"Namespace:\t{described.Namespace}");
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        to.Line(0, $"API Version:\t{described.Kind.ApiVersion}");
        to.Line(0, $"Kind:\t{described.Kind.Kind}");
        to.Text($"{YamlWriter.Write(described.Content.Without("metadata").Without("apiVersion").Without("kind"))}");
    }
}
