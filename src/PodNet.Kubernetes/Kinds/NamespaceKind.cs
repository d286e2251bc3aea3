using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Schemas;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds;

/// <summary>Namespace (kubernetes, pkg/registry/core/namespace).</summary>
public sealed class NamespaceKind : ResourceKind
{
    /// <inheritdoc/>
    public override string Kind => "Namespace";

    /// <inheritdoc/>
    public override string ApiVersion => "v1";

    /// <inheritdoc/>
    public override string Plural => "namespaces";

    /// <inheritdoc/>
    public override ValueList<string> ShortNames => ["ns"];

    /// <inheritdoc/>
    public override bool IsNamespaced => false;

    /// <inheritdoc/>
    public override ValueList<string> SelectableFields => ["status.phase"];

    /// <inheritdoc/>
    public override FieldType Schema { get; } = MetaSchemas.Object("Namespace",
        ("spec", Struct("NamespaceSpec", ("finalizers", ListOf(Text)))),
        ("status", Struct("NamespaceStatus", ("phase", Text), ("conditions", ListOf(MetaSchemas.Condition)))));

    /// <inheritdoc/>
    public override string? NameProblem(string name) => Names.LabelProblem(name);

    /// <inheritdoc/>
    public override ApiMap WithDefaults(ApiMap content) => content.Text("metadata", "name") is { } name
        ? content.WithAt(["metadata", "labels", "kubernetes.io/metadata.name"], name)
        : content;

    /// <inheritdoc/>
    public override ApiMap PrepareForCreate(ApiMap content) => content
        .With("spec", ApiMap.Of(("finalizers", ApiEditing.Texts("kubernetes"))))
        .With("status", ApiMap.Of(("phase", "Active")));

    /// <inheritdoc/>
    public override void Validate(ApiMap content, FieldErrorList errors) => MetaValidation.Validate(this, content.Map("metadata"), errors);
}
