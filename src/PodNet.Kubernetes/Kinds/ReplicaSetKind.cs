using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Pods;
using PodNet.Kubernetes.Kinds.Schemas;
using PodNet.Kubernetes.Kinds.Workloads;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds;

/// <summary>ReplicaSet (kubernetes, pkg/registry/apps/replicaset).</summary>
public sealed class ReplicaSetKind : ResourceKind
{
    /// <inheritdoc/>
    public override string Kind => "ReplicaSet";

    /// <inheritdoc/>
    public override string ApiVersion => "apps/v1";

    /// <inheritdoc/>
    public override string Plural => "replicasets";

    /// <inheritdoc/>
    public override ValueList<string> ShortNames => ["rs"];

    /// <inheritdoc/>
    public override bool InAll => true;

    /// <inheritdoc/>
    public override bool HasGeneration => true;

    /// <inheritdoc/>
    public override ValueList<string> SelectableFields => ["status.replicas"];

    /// <inheritdoc/>
    public override FieldType Schema { get; } = MetaSchemas.Object("ReplicaSet",
        ("spec", Struct("ReplicaSetSpec",
            ("replicas", Number), ("minReadySeconds", Number), ("selector", MetaSchemas.LabelSelector), ("template", PodSchemas.PodTemplate))),
        ("status", Struct("ReplicaSetStatus",
            ("replicas", Number), ("fullyLabeledReplicas", Number), ("readyReplicas", Number), ("availableReplicas", Number),
            ("observedGeneration", LongNumber), ("conditions", ListOf(MetaSchemas.Condition)))));

    /// <inheritdoc/>
    public override ApiMap WithDefaults(ApiMap content)
    {
        ApiMap spec = content.Map("spec").OrDefault("replicas", 1);
        if (spec["template"] is ApiMap template) spec = spec.With("template", PodDefaults.OfTemplate(template));
        return content.With("spec", spec);
    }

    /// <inheritdoc/>
    public override ApiMap PrepareForCreate(ApiMap content) => content.With("status", ApiMap.Of(("replicas", 0)));

    /// <inheritdoc/>
    public override void Validate(ApiMap content, FieldErrorList errors) =>
        WorkloadRules.Validate(this, content, "empty selector is invalid for deployment", errors);

    /// <inheritdoc/>
    public override void ValidateUpdate(ApiMap old, ApiMap updated, FieldErrorList errors)
    {
        MetaValidation.ValidateUpdate(old.Map("metadata"), updated.Map("metadata"), errors);
        Validate(updated, errors);
        WorkloadRules.ValidateSelectorUpdate(old, updated, errors);
    }
}
