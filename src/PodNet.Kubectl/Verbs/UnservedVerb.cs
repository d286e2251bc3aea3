namespace PodNet.Kubectl.Verbs;

/// <summary>A command that kubectl has and the simulator has not: it says what to do instead.</summary>
internal sealed class UnservedVerb : Verb
{
    private readonly string _instead;

    private UnservedVerb(string name, string instead) => (Name, _instead) = (name, instead);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        .. from row in new[]
            {
                ("attach", "use 'kubectl logs POD' for what a container printed, 'kubectl exec POD -- COMMAND' to run something in it"),
                ("autoscale", "use 'kubectl scale --replicas=N' by hand"),
                ("certificate", "the cluster has no certificates"),
                ("completion", "the notebook completes for itself"),
                ("cp", "use 'kubectl exec POD -- cat FILE' to see a file"),
                ("debug", "use 'kubectl run' to start a pod with tools, 'kubectl exec' to run something in a pod"),
                ("diff", "use 'kubectl apply', which says what it changed"),
                ("edit", "use 'kubectl apply -f -' with the changed manifest"),
                ("kustomize", "write the manifests out and use 'kubectl apply -f -'"),
                ("plugin", "there are no plugins"),
                ("proxy", "the API server is reached with kubectl itself only"),
                ("top", "nothing here uses CPU or memory"),
                ("alpha", "nothing of it is served"),
                ("options", "use 'kubectl COMMAND --help'"),
                ("cluster-info dump", "use 'kubectl get all -A -o yaml'"),
                ("config view", "there is nothing to configure: one cluster, one user"),
                ("config set-context", "there is one cluster; use -n NAMESPACE with each command"),
                ("config use-context", "there is one cluster"),
                ("create configmap", "nothing here reads config maps"),
                ("create secret", "nothing here reads secrets"),
                ("create job", "use 'kubectl run NAME --image=IMAGE --restart=Never -- COMMAND'"),
                ("create ingress", "use a Service"),
                ("set env", "use 'kubectl apply -f -' with the changed manifest"),
                ("set resources", "use 'kubectl apply -f -' with the changed manifest"),
            }
            select new UnservedVerb(row.Item1, row.Item2),
    ];

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string? Summary => null;

    /// <inheritdoc/>
    public override void Run(Invocation run) => throw new KubectlException($"kubectl {Name} is not part of this simulated cluster: {_instead}");
}
