using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Kinds.Pods;

/// <summary>What admission adds to a new pod: its service account's token, the tolerations of sick nodes, its priority (kubernetes,
/// plugin/pkg/admission: serviceaccount, defaulttolerationseconds, priority).</summary>
internal static class PodAdmission
{
    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The pod's spec after admission.</summary>
    /// <param name="suffix">Ends the name of the token's volume.</param>
    public static ApiMap Admit(ApiMap spec, string suffix)
    {
        spec = spec.OrDefault("serviceAccountName", "default").OrDefault("serviceAccount", "default");
        if (spec["automountServiceAccountToken"] is not ApiFlag { Flag: false }) spec = MountToken(spec, "kube-api-access-" + suffix);
        spec = Tolerate(Tolerate(spec, "node.kubernetes.io/not-ready"), "node.kubernetes.io/unreachable");
        (long priority, string? className) = spec.Text("priorityClassName") switch
        {
            "system-node-critical" => (2_000_001_000, "system-node-critical"),
            "system-cluster-critical" => (2_000_000_000, "system-cluster-critical"),
            _ => (spec.Number("priority") ?? 0, spec.Text("priorityClassName")),
        };
        return spec.With("priorityClassName", className is null ? null : new ApiText(className)).With("priority", priority)
            .OrDefault("preemptionPolicy", "PreemptLowerPriority").OrDefault("enableServiceLinks", true);
    }

    private static ApiMap MountToken(ApiMap spec, string volume)
    {
        bool mounted = false;
        ApiMap Mount(ApiMap container)
        {
            if (container.Maps("volumeMounts").Any(m => m.Text("mountPath") == TokenPath)) return container;
            mounted = true;
            ApiMap mount = ApiMap.Of(("name", volume), ("mountPath", TokenPath), ("readOnly", true));
            return container.With("volumeMounts", new ApiList(container.List("volumeMounts").Add(mount)));
        }

        spec = spec.EachMap("containers", Mount).EachMap("initContainers", Mount);
        return mounted ? spec.With("volumes", new ApiList(spec.List("volumes").Add(TokenVolume(volume)))) : spec;
    }

    private static ApiMap TokenVolume(string name)
    {
        ApiMap token = ApiMap.Of(("serviceAccountToken", ApiMap.Of(("expirationSeconds", 3607), ("path", "token"))));
        ApiMap authority = ApiMap.Of(("configMap", ApiMap.Of(
            ("name", "kube-root-ca.crt"), ("items", ApiList.Of([ApiMap.Of(("key", "ca.crt"), ("path", "ca.crt"))])))));
        ApiMap field = ApiMap.Of(("apiVersion", "v1"), ("fieldPath", "metadata.namespace"));
        ApiMap space = ApiMap.Of(("downwardAPI", ApiMap.Of(("items", ApiList.Of([ApiMap.Of(("path", "namespace"), ("fieldRef", field))])))));
        return ApiMap.Of(("name", name), ("projected", ApiMap.Of(("defaultMode", 420), ("sources", ApiList.Of([token, authority, space])))));
    }

    // Five minutes on a node that is not ready, unless the pod says something about it itself.
    private static ApiMap Tolerate(ApiMap spec, string taint)
    {
        ValueList<ApiValue> tolerations = spec.List("tolerations");
        bool said = tolerations.OfType<ApiMap>().Any(t => (t.Text("key") ?? taint) == taint && (t.Text("effect") ?? "NoExecute") == "NoExecute");
        ApiMap toleration = ApiMap.Of(("key", taint), ("operator", "Exists"), ("effect", "NoExecute"), ("tolerationSeconds", 300));
        return said ? spec : spec.With("tolerations", new ApiList(tolerations.Add(toleration)));
    }
}
