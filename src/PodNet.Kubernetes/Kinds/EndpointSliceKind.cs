using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Schemas;
using PodNet.Kubernetes.Kinds.Services;
using PodNet.Kubernetes.Objects;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds;

/// <summary>EndpointSlice: some of the endpoints of a Service (kubernetes, pkg/registry/discovery/endpointslice).</summary>
public sealed class EndpointSliceKind : ResourceKind
{
    private static readonly string[] AddressTypes = ["FQDN", "IPv4", "IPv6"];

    /// <inheritdoc/>
    public override string Kind => "EndpointSlice";

    /// <inheritdoc/>
    public override string ApiVersion => "discovery.k8s.io/v1";

    /// <inheritdoc/>
    public override string Plural => "endpointslices";

    /// <inheritdoc/>
    public override bool HasGeneration => true;

    /// <inheritdoc/>
    public override FieldType Schema { get; } = MetaSchemas.Object("EndpointSlice",
        ("addressType", TextOf("v1.AddressType")),
        ("endpoints", ListOf(Struct("Endpoint",
            ("addresses", ListOf(Text)),
            ("conditions", Struct("EndpointConditions", ("ready", OptionalFlag), ("serving", OptionalFlag), ("terminating", OptionalFlag))),
            ("hostname", Text), ("targetRef", MetaSchemas.ObjectReference), ("deprecatedTopology", TextMap), ("nodeName", Text), ("zone", Text),
            ("hints", Struct("EndpointHints",
                ("forZones", ListOf(Struct("ForZone", ("name", Text)))), ("forNodes", ListOf(Struct("ForNode", ("name", Text))))))))),
        ("ports", ListOf(Struct("EndpointPort", ("name", Text), ("protocol", TextOf("v1.Protocol")), ("port", Number), ("appProtocol", Text)))));

    /// <inheritdoc/>
    public override ApiMap WithDefaults(ApiMap content) =>
        Written(Written(content, "endpoints"), "ports").EachMap("endpoints", e => e.OrDefault("conditions", ApiMap.Empty))
            .EachMap("ports", port => port.OrDefault("name", "").OrDefault("protocol", "TCP"));

    // These lists are written also where they are empty, as null.
    private static ApiMap Written(ApiMap content, string list) => content.List(list).Count == 0 ? content.With(list, ApiNull.Value) : content;

    /// <inheritdoc/>
    public override ApiMap PrepareForUpdate(ApiMap old, ApiMap updated) =>
        updated.With("metadata", ApiMap.Empty) == old.With("metadata", ApiMap.Empty) ? updated
            : updated.WithAt(["metadata", "generation"], (old.Number("metadata", "generation") ?? 1) + 1);

    /// <inheritdoc/>
    public override void Validate(ApiMap content, FieldErrorList errors)
    {
        MetaValidation.Validate(this, content.Map("metadata"), errors);
        string type = content.Text("addressType") ?? "";
        if (type.Length == 0) errors.Required("addressType");
        else if (!AddressTypes.Contains(type)) errors.NotSupported("addressType", type, AddressTypes);
        EndpointSliceValidation.Endpoints(content, type, errors);
        EndpointSliceValidation.Ports(content, errors);
    }

    /// <inheritdoc/>
    public override void ValidateUpdate(ApiMap old, ApiMap updated, FieldErrorList errors)
    {
        MetaValidation.ValidateUpdate(old.Map("metadata"), updated.Map("metadata"), errors);
        Validate(updated, errors);
        if (old["addressType"] is { } before && updated["addressType"] is { } after && before != after)
            errors.Invalid("addressType", after, "field is immutable");
    }
}
