using PodNet.Kubernetes.Objects;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds.Schemas;

/// <summary>Fields that all kinds share (k8s.io/apimachinery, apis/meta/v1).</summary>
internal static class MetaSchemas
{
    private static readonly FieldType OwnerReference = Struct("OwnerReference",
        ("apiVersion", Text), ("kind", Text), ("name", Text), ("uid", TextOf("types.UID")), ("controller", OptionalFlag), ("blockOwnerDeletion", OptionalFlag));

    public static FieldType ObjectMeta { get; } = Struct("ObjectMeta",
        ("name", Text), ("generateName", Text), ("namespace", Text), ("selfLink", Text), ("uid", TextOf("types.UID")), ("resourceVersion", Text),
        ("generation", LongNumber), ("creationTimestamp", Time), ("deletionTimestamp", Time), ("deletionGracePeriodSeconds", LongNumber),
        ("labels", TextMap), ("annotations", TextMap), ("ownerReferences", ListOf(OwnerReference)), ("finalizers", ListOf(Text)),
        ("managedFields", ListOf(Any)));

    public static FieldType LabelSelector { get; } = Struct("LabelSelector",
        ("matchLabels", TextMap),
        ("matchExpressions", ListOf(Struct("LabelSelectorRequirement",
            ("key", Text), ("operator", TextOf("v1.LabelSelectorOperator")), ("values", ListOf(Text))))));

    public static FieldType Condition { get; } = Struct("Condition",
        ("type", Text), ("status", Text), ("observedGeneration", LongNumber), ("lastTransitionTime", Time), ("lastProbeTime", Time),
        ("lastUpdateTime", Time), ("lastHeartbeatTime", Time), ("reason", Text), ("message", Text));

    public static FieldType ObjectReference { get; } = Struct("ObjectReference",
        ("kind", Text), ("namespace", Text), ("name", Text), ("uid", TextOf("types.UID")), ("apiVersion", Text), ("resourceVersion", Text),
        ("fieldPath", Text));

    /// <summary>The schema of a kind: its metadata and what it has beside.</summary>
    public static FieldType Object(string kind, params ReadOnlySpan<(string Name, FieldType Type)> fields) =>
        Struct(kind, [("apiVersion", Text), ("kind", Text), ("metadata", ObjectMeta), .. fields]);
}
