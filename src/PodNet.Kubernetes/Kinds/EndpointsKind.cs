using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Schemas;
using PodNet.Kubernetes.Kinds.Services;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds;

/// <summary>Endpoints: what there was before EndpointSlices, all endpoints of a Service in one object (kubernetes, pkg/registry/core/endpoint).</summary>
public sealed class EndpointsKind : ResourceKind
{
    private static readonly FieldType Address = Struct("EndpointAddress",
        ("ip", Text), ("hostname", Text), ("nodeName", Text), ("targetRef", MetaSchemas.ObjectReference));

    /// <inheritdoc/>
    public override string Kind => "Endpoints";

    /// <inheritdoc/>
    public override string ApiVersion => "v1";

    /// <inheritdoc/>
    public override string Plural => "endpoints";

    /// <inheritdoc/>
    public override ValueList<string> ShortNames => ["ep"];

    /// <inheritdoc/>
    public override FieldType Schema { get; } = MetaSchemas.Object("Endpoints",
        ("subsets", ListOf(Struct("EndpointSubset",
            ("addresses", ListOf(Address)), ("notReadyAddresses", ListOf(Address)),
            ("ports", ListOf(Struct("EndpointPort", ("name", Text), ("port", Number), ("protocol", TextOf("v1.Protocol")), ("appProtocol", Text))))))));

    /// <inheritdoc/>
    public override ApiMap WithDefaults(ApiMap content) =>
        content.EachMap("subsets", subset => subset.EachMap("ports", port => port.OrDefault("protocol", "TCP")));

    /// <inheritdoc/>
    public override void Validate(ApiMap content, FieldErrorList errors)
    {
        MetaValidation.Validate(this, content.Map("metadata"), errors);
        foreach ((ApiMap subset, int i) in content.Maps("subsets").Select((s, i) => (s, i))) EndpointsValidation.Subset(subset, Indexed.At("subsets", i), errors);
    }

    /// <inheritdoc/>
    public override void ValidateUpdate(ApiMap old, ApiMap updated, FieldErrorList errors)
    {
        MetaValidation.ValidateUpdate(old.Map("metadata"), updated.Map("metadata"), errors);
        Validate(updated, errors);
    }
}
