namespace PodNet.Kubernetes.Specification;

/// <summary>Keeps pods that do not tolerate it from a node.</summary>
/// <param name="Value">May be empty.</param>
/// <param name="Effect">"NoSchedule", "PreferNoSchedule" or "NoExecute".</param>
public sealed record NodeTaint(string Key, string Value, string Effect)
{
    /// <summary>What kubeadm puts on the control plane's nodes.</summary>
    public static NodeTaint ControlPlane { get; } = new("node-role.kubernetes.io/control-plane", "", "NoSchedule");

    /// <summary>Whether the scheduler sends no pod there that does not tolerate it.</summary>
    public bool Repels => Effect is "NoSchedule" or "NoExecute";

    /// <summary>As kubectl taint writes it: "key=value:Effect".</summary>
    public override string ToString() => Value.Length == 0 ? $"{Key}:{Effect}" : $"{Key}={Value}:{Effect}";
}
