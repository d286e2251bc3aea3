using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds.Pods;

/// <summary>What the API server fills into pods and pod templates (kubernetes, pkg/apis/core/v1/defaults.go).</summary>
internal static class PodDefaults
{
    /// <summary>spec with its defaults.</summary>
    public static ApiMap OfSpec(ApiMap spec)
    {
        spec = spec
            .OrDefault("dnsPolicy", "ClusterFirst")
            .OrDefault("restartPolicy", "Always")
            .OrDefault("terminationGracePeriodSeconds", 30)
            .OrDefault("schedulerName", "default-scheduler")
            .OrDefault("securityContext", ApiMap.Empty);
        if ((spec.Text("serviceAccountName") ?? spec.Text("serviceAccount")) is { } account)
            spec = spec.With("serviceAccountName", account).With("serviceAccount", account);
        bool hostNetwork = spec.Flag("hostNetwork");
        spec = spec.EachMap("containers", c => OfContainer(c, hostNetwork)).EachMap("initContainers", c => OfContainer(c, hostNetwork));
        return spec.EachMap("volumes", OfVolume);
    }

    /// <summary>A pod template with its defaults.</summary>
    public static ApiMap OfTemplate(ApiMap template) => template
        .With("metadata", template.Map("metadata").OrDefault("creationTimestamp", ApiNull.Value))
        .With("spec", OfSpec(template.Map("spec")));

    private static ApiMap OfContainer(ApiMap container, bool hostNetwork)
    {
        string image = container.Text("image") ?? "";
        container = container
            .OrDefault("imagePullPolicy", HasLatestTag(image) ? "Always" : "IfNotPresent")
            .OrDefault("terminationMessagePath", "/dev/termination-log")
            .OrDefault("terminationMessagePolicy", "File")
            .OrDefault("resources", ApiMap.Empty)
            .EachMap("ports", p => OfPort(p, hostNetwork))
            .EachMap("env", OfVariable);
        ApiMap limits = container.Map("resources", "limits");
        ApiMap requests = ApiMap.Of(limits.Fields.Concat(container.Map("resources", "requests").Fields));
        if (limits.Count > 0) container = container.WithAt(["resources", "requests"], requests);
        foreach (string probe in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[probe] is ApiMap asked) container = container.With(probe, OfProbe(asked));
        }

        return container;
    }

    private static ApiMap OfPort(ApiMap port, bool hostNetwork)
    {
        port = port.OrDefault("protocol", "TCP");
        return hostNetwork && port["containerPort"] is { } number ? port.OrDefault("hostPort", number) : port;
    }

    private static ApiMap OfVariable(ApiMap variable) =>
        variable.At("valueFrom", "fieldRef") is ApiMap field ? variable.WithAt(["valueFrom", "fieldRef"], field.OrDefault("apiVersion", "v1")) : variable;

    private static ApiMap OfProbe(ApiMap probe)
    {
        if (probe["httpGet"] is ApiMap get) probe = probe.With("httpGet", get.OrDefault("path", "/").OrDefault("scheme", "HTTP"));
        if (probe["grpc"] is ApiMap grpc) probe = probe.With("grpc", grpc.OrDefault("service", ""));
        return probe.OrDefault("timeoutSeconds", 1).OrDefault("periodSeconds", 10).OrDefault("successThreshold", 1).OrDefault("failureThreshold", 3);
    }

    private static ApiMap OfVolume(ApiMap volume)
    {
        if (volume.Count == 1 && volume.Has("name")) volume = volume.With("emptyDir", ApiMap.Empty);
        foreach (string source in (string[])["configMap", "secret", "projected", "downwardAPI"])
        {
            if (volume[source] is ApiMap map) volume = volume.With(source, map.OrDefault("defaultMode", 420));
        }

        return volume["hostPath"] is ApiMap path ? volume.With("hostPath", path.OrDefault("type", "")) : volume;
    }

    // No tag and no digest is ":latest" (pkg/util/parsers).
    private static bool HasLatestTag(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal)) return false;
        string name = image[(image.LastIndexOf('/') + 1)..];
        int tag = name.IndexOf(':', StringComparison.Ordinal);
        return tag < 0 || name[tag..] == ":latest";
    }
}
