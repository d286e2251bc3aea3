using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Schemas;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds;

/// <summary>Event: what a component did or could not do with an object (kubernetes, pkg/registry/core/event).</summary>
public sealed class EventKind : ResourceKind
{
    /// <inheritdoc/>
    public override string Kind => "Event";

    /// <inheritdoc/>
    public override string ApiVersion => "v1";

    /// <inheritdoc/>
    public override string Plural => "events";

    /// <inheritdoc/>
    public override ValueList<string> ShortNames => ["ev"];

    /// <inheritdoc/>
    public override ValueList<string> SelectableFields =>
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
        "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
    ];

    /// <inheritdoc/>
    public override FieldType Schema { get; } = MetaSchemas.Object("Event",
        ("involvedObject", MetaSchemas.ObjectReference), ("related", MetaSchemas.ObjectReference), ("reason", Text), ("message", Text),
        ("source", Struct("EventSource", ("component", Text), ("host", Text))), ("firstTimestamp", Time), ("lastTimestamp", Time), ("count", Number),
        ("type", Text), ("eventTime", Time), ("series", Any), ("action", Text), ("reportingComponent", Text), ("reportingInstance", Text));

    /// <inheritdoc/>
    public override ApiMap WithDefaults(ApiMap content) => content;

    /// <inheritdoc/>
    public override void Validate(ApiMap content, FieldErrorList errors)
    {
        MetaValidation.Validate(this, content.Map("metadata"), errors);
        if (content.Text("involvedObject", "namespace") is { } space && space != content.Text("metadata", "namespace"))
            errors.Invalid("involvedObject.namespace", space, "does not match event.namespace");
    }
}
