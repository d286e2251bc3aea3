using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Pods;
using PodNet.Kubernetes.Kinds.Schemas;
using PodNet.Kubernetes.Kinds.Workloads;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;
using static PodNet.Kubernetes.Objects.FieldType;

namespace PodNet.Kubernetes.Kinds;

/// <summary>Deployment (kubernetes, pkg/registry/apps/deployment).</summary>
public sealed class DeploymentKind : ResourceKind
{
    /// <inheritdoc/>
    public override string Kind => "Deployment";

    /// <inheritdoc/>
    public override string ApiVersion => "apps/v1";

    /// <inheritdoc/>
    public override string Plural => "deployments";

    /// <inheritdoc/>
    public override ValueList<string> ShortNames => ["deploy"];

    /// <inheritdoc/>
    public override bool InAll => true;

    /// <inheritdoc/>
    public override bool HasGeneration => true;

    /// <inheritdoc/>
    public override FieldType Schema { get; } = MetaSchemas.Object("Deployment",
        ("spec", Struct("DeploymentSpec",
            ("replicas", Number), ("selector", MetaSchemas.LabelSelector), ("template", PodSchemas.PodTemplate),
            ("strategy", Struct("DeploymentStrategy",
                ("type", TextOf("v1.DeploymentStrategyType")),
                ("rollingUpdate", Struct("RollingUpdateDeployment", ("maxUnavailable", NumberOrText), ("maxSurge", NumberOrText))))),
            ("minReadySeconds", Number), ("revisionHistoryLimit", Number), ("paused", Flag), ("progressDeadlineSeconds", Number))),
        ("status", Struct("DeploymentStatus",
            ("observedGeneration", LongNumber), ("replicas", Number), ("updatedReplicas", Number), ("readyReplicas", Number),
            ("availableReplicas", Number), ("unavailableReplicas", Number), ("conditions", ListOf(MetaSchemas.Condition)), ("collisionCount", Number))));

    /// <inheritdoc/>
    public override ApiMap WithDefaults(ApiMap content)
    {
        ApiMap spec = content.Map("spec").OrDefault("replicas", 1).OrDefault("revisionHistoryLimit", 10).OrDefault("progressDeadlineSeconds", 600);
        ApiMap strategy = spec.Map("strategy").OrDefault("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
            strategy = strategy.With("rollingUpdate", strategy.Map("rollingUpdate").OrDefault("maxSurge", "25%").OrDefault("maxUnavailable", "25%"));
        spec = spec.With("strategy", strategy);
        if (spec["template"] is ApiMap template) spec = spec.With("template", PodDefaults.OfTemplate(template));
        return content.With("spec", spec);
    }

    /// <inheritdoc/>
    public override ApiMap PrepareForCreate(ApiMap content) => content.With("status", ApiMap.Empty);

    /// <inheritdoc/>
    public override void Validate(ApiMap content, FieldErrorList errors)
    {
        WorkloadRules.Validate(this, content, "empty selector is invalid for deployment", errors);
        ApiMap spec = content.Map("spec");
        Strategy(spec.Map("strategy"), errors);
        WorkloadRules.NotNegative(spec, "revisionHistoryLimit", errors);
        if (spec.Number("progressDeadlineSeconds") is { } deadline && deadline <= (spec.Number("minReadySeconds") ?? 0))
            errors.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
    }

    /// <inheritdoc/>
    public override void ValidateUpdate(ApiMap old, ApiMap updated, FieldErrorList errors)
    {
        MetaValidation.ValidateUpdate(old.Map("metadata"), updated.Map("metadata"), errors);
        Validate(updated, errors);
        WorkloadRules.ValidateSelectorUpdate(old, updated, errors);
    }

    private static void Strategy(ApiMap strategy, FieldErrorList errors)
    {
        const string Path = "spec.strategy";
        switch (strategy.Text("type"))
        {
            case "Recreate":
                if (strategy.Has("rollingUpdate"))
                    errors.Forbidden(Path + ".rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
                break;
            case "RollingUpdate":
                ApiMap rolling = strategy.Map("rollingUpdate");
                foreach (string field in (string[])["maxUnavailable", "maxSurge"]) Amount(rolling[field], $"{Path}.rollingUpdate.{field}", errors);
                if (RollingLimits.Resolve(rolling["maxUnavailable"], 100, up: false) == 0 && RollingLimits.Resolve(rolling["maxSurge"], 100, up: true) == 0)
                    errors.Invalid(Path + ".rollingUpdate.maxUnavailable", rolling["maxUnavailable"] ?? 0, "may not be 0 when `maxSurge` is 0");
                break;
            default:
                errors.NotSupported(Path, strategy["type"] ?? "", "Recreate", "RollingUpdate");
                break;
        }
    }

    private static void Amount(ApiValue? value, string path, FieldErrorList errors)
    {
        if (value is ApiText text && RollingLimits.Percent(text.Text) is null)
        {
            errors.Invalid(path, text, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for "
                + "validation is '[0-9]+%')");
        }
        else if (value is ApiNumber { Number: < 0 } number)
        {
            errors.Invalid(path, number, "must be greater than or equal to 0");
        }
        else if (value is ApiText percent && RollingLimits.Percent(percent.Text) > 100 && path.EndsWith("maxUnavailable", StringComparison.Ordinal))
        {
            errors.Invalid(path, percent, "must not be greater than 100%");
        }
    }
}
