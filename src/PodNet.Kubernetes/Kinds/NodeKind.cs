using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Schemas;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds;

/// <summary>Node (kubernetes, pkg/registry/core/node).</summary>
public sealed class NodeKind : ResourceKind
{
    /// <inheritdoc/>
    public override string Kind => "Node";

    /// <inheritdoc/>
    public override string ApiVersion => "v1";

    /// <inheritdoc/>
    public override string Plural => "nodes";

    /// <inheritdoc/>
    public override ValueList<string> ShortNames => ["no"];

    /// <inheritdoc/>
    public override bool IsNamespaced => false;

    /// <inheritdoc/>
    public override ValueList<string> SelectableFields => ["spec.unschedulable"];

    /// <inheritdoc/>
    public override FieldType Schema { get; } = MetaSchemas.Object("Node",
        ("spec", Struct("NodeSpec",
            ("podCIDR", Text), ("podCIDRs", ListOf(Text)), ("providerID", Text), ("unschedulable", Flag),
            ("taints", ListOf(Struct("Taint", ("key", Text), ("value", Text), ("effect", TextOf("v1.TaintEffect")), ("timeAdded", Time)))),
            ("configSource", Any), ("externalID", Text))),
        ("status", Struct("NodeStatus",
            ("capacity", new MapType(Quantity)), ("allocatable", new MapType(Quantity)), ("phase", Text), ("conditions", ListOf(MetaSchemas.Condition)),
            ("addresses", ListOf(Struct("NodeAddress", ("type", Text), ("address", Text)))), ("daemonEndpoints", Any), ("nodeInfo", Any),
            ("images", ListOf(Any)), ("volumesInUse", ListOf(Text)), ("volumesAttached", ListOf(Any)), ("config", Any))));

    /// <inheritdoc/>
    public override ApiMap WithDefaults(ApiMap content) => content.OrDefault("spec", ApiMap.Empty).OrDefault("status", ApiMap.Empty);

    /// <inheritdoc/>
    public override void Validate(ApiMap content, FieldErrorList errors)
    {
        MetaValidation.Validate(this, content.Map("metadata"), errors);
        HashSet<(string?, string?)> seen = [];
        foreach ((ApiMap taint, string at) in Indexed.Maps(content.Map("spec"), "taints", "spec"))
        {
            string key = taint.Text("key") ?? "", value = taint.Text("value") ?? "";
            if (LabelNames.QualifiedProblem(key) is { } wrong) errors.Invalid(at + ".key", key, wrong);
            if (LabelNames.ValueProblem(value) is { } bad) errors.Invalid(at + ".value", value, bad);
            PodTaintEffect(taint, at, errors);
            if (!seen.Add((key, taint.Text("effect")))) errors.Duplicate(at, $"{key}:{taint.Text("effect")}");
        }
    }

    private static void PodTaintEffect(ApiMap taint, string at, FieldErrorList errors)
    {
        if (taint["effect"] is not { } effect) errors.Required(at + ".effect");
        else if (effect.ToString() is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            errors.NotSupported(at + ".effect", effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
    }
}
