using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Schemas;
using PodNet.Kubernetes.Kinds.Services;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds;

/// <summary>Service (kubernetes, pkg/registry/core/service).</summary>
public sealed class ServiceKind : ResourceKind
{
    /// <inheritdoc/>
    public override string Kind => "Service";

    /// <inheritdoc/>
    public override string ApiVersion => "v1";

    /// <inheritdoc/>
    public override string Plural => "services";

    /// <inheritdoc/>
    public override ValueList<string> ShortNames => ["svc"];

    /// <inheritdoc/>
    public override bool InAll => true;

    /// <inheritdoc/>
    public override ValueList<string> SelectableFields => ["spec.clusterIP", "spec.type"];

    /// <inheritdoc/>
    public override FieldType Schema { get; } = MetaSchemas.Object("Service",
        ("spec", Struct("ServiceSpec",
            ("ports", ListOf(Struct("ServicePort",
                ("name", Text), ("protocol", TextOf("v1.Protocol")), ("appProtocol", Text), ("port", Number), ("targetPort", NumberOrText),
                ("nodePort", Number)))),
            ("selector", TextMap), ("clusterIP", Text), ("clusterIPs", ListOf(Text)), ("type", TextOf("v1.ServiceType")), ("externalIPs", ListOf(Text)),
            ("sessionAffinity", TextOf("v1.ServiceAffinity")), ("loadBalancerIP", Text), ("loadBalancerSourceRanges", ListOf(Text)), ("externalName", Text),
            ("externalTrafficPolicy", TextOf("v1.ServiceExternalTrafficPolicy")), ("healthCheckNodePort", Number), ("publishNotReadyAddresses", Flag),
            ("sessionAffinityConfig", Struct("SessionAffinityConfig", ("clientIP", Struct("ClientIPConfig", ("timeoutSeconds", Number))))),
            ("ipFamilies", ListOf(TextOf("v1.IPFamily"))), ("ipFamilyPolicy", TextOf("v1.IPFamilyPolicy")), ("allocateLoadBalancerNodePorts", OptionalFlag),
            ("loadBalancerClass", Text), ("internalTrafficPolicy", TextOf("v1.ServiceInternalTrafficPolicy")), ("trafficDistribution", Text))),
        ("status", Struct("ServiceStatus", ("loadBalancer", Struct("LoadBalancerStatus", ("ingress", ListOf(Any)))),
            ("conditions", ListOf(MetaSchemas.Condition)))));

    /// <inheritdoc/>
    public override string? NameProblem(string name) => LabelNames.Dns1035Problem(name);

    /// <inheritdoc/>
    public override ApiMap WithDefaults(ApiMap content) => content.With("spec", ServiceDefaults.OfSpec(content.Map("spec")));

    /// <inheritdoc/>
    public override ApiMap PrepareForCreate(ApiMap content) => content.With("status", ApiMap.Of(("loadBalancer", ApiMap.Empty)));

    /// <inheritdoc/>
    public override ApiMap PrepareForUpdate(ApiMap old, ApiMap updated) =>
        updated.With("spec", ServiceAllocation.Keep(old.Map("spec"), updated.Map("spec")));

    /// <inheritdoc/>
    public override void Validate(ApiMap content, FieldErrorList errors)
    {
        MetaValidation.Validate(this, content.Map("metadata"), errors);
        ServiceValidation.Validate(content.Map("spec"), errors);
    }

    /// <inheritdoc/>
    public override void ValidateUpdate(ApiMap old, ApiMap updated, FieldErrorList errors)
    {
        MetaValidation.ValidateUpdate(old.Map("metadata"), updated.Map("metadata"), errors);
        ServiceValidation.ValidateUpdate(old.Map("spec"), updated.Map("spec"), errors);
        Validate(updated, errors);
    }

    /// <inheritdoc/>
    public override ObjectStore WithRanges(ObjectStore objects) => objects.WithCache(ServiceRanges.Of(objects));

    /// <inheritdoc/>
    public override ApiMap Allocate(ApiMap content, ApiMap? old, ObjectStore objects, ApiRequest request, FieldErrorList errors) =>
        content.With("spec", new ServiceAllocation(objects, content, old?.Map("spec"), request, errors).Allocate());
}
