using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Pods;
using PodNet.Kubernetes.Kinds.Schemas;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Kinds;

/// <summary>Pod (kubernetes, pkg/registry/core/pod).</summary>
public sealed class PodKind : ResourceKind
{
    /// <inheritdoc/>
    public override string Kind => "Pod";

    /// <inheritdoc/>
    public override string ApiVersion => "v1";

    /// <inheritdoc/>
    public override string Plural => "pods";

    /// <inheritdoc/>
    public override ValueList<string> ShortNames => ["po"];

    /// <inheritdoc/>
    public override bool InAll => true;

    /// <inheritdoc/>
    public override ValueList<string> SelectableFields =>
    [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP",
        "status.podIPs", "status.nominatedNodeName",
    ];

    /// <inheritdoc/>
    public override FieldType Schema { get; } = MetaSchemas.Object("Pod", ("spec", PodSchemas.PodSpec), ("status", PodSchemas.PodStatus));

    /// <inheritdoc/>
    public override ApiMap WithDefaults(ApiMap content) => content.With("spec", PodDefaults.OfSpec(content.Map("spec")));

    /// <inheritdoc/>
    public override ApiMap Admit(ApiMap content, ObjectStore objects, string suffix) => content.With("spec", PodAdmission.Admit(content.Map("spec"), suffix));

    /// <inheritdoc/>
    public override ApiMap PrepareForCreate(ApiMap content) =>
        content.With("status", ApiMap.Of(("phase", "Pending"), ("qosClass", QualityOfService.Of(content.Map("spec")))));

    /// <inheritdoc/>
    public override void Validate(ApiMap content, FieldErrorList errors)
    {
        MetaValidation.Validate(this, content.Map("metadata"), errors);
        PodValidation.ValidateSpec(content.Map("spec"), "spec", errors);
    }

    /// <inheritdoc/>
    public override void ValidateUpdate(ApiMap old, ApiMap updated, FieldErrorList errors) => PodUpdateValidation.Validate(this, old, updated, errors);
}
