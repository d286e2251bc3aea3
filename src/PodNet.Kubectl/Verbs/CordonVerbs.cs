using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl cordon and uncordon.</summary>
internal abstract class CordonVerb(string name, bool closes) : Verb
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string? Summary => closes ? "Let no new pods onto a node" : "Let pods onto a node again";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } = [CommonFlags.Selector, CommonFlags.DryRun];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        bool hasSelector = run.Flags.Text("selector") is { Length: > 0 };
        if (run.Arguments.Count == 0 && !hasSelector) throw run.Usage($"USAGE: {name} NODE [flags]");
        if (run.Arguments.Count > 0 && hasSelector) throw new KubectlException("error: cannot specify both a node name and a --selector option");
        string[] nodes = [.. run.Arguments.Select(a => a.Contains('/', StringComparison.Ordinal) ? a : "node/" + a)];
        Selection selection = ResourceQuery.Of(run, hasSelector ? ["nodes"] : nodes).Find(run.Objects);
        AggregateKubectlException.ThrowIfAny(selection.Errors);
        ObjectOutput output = new(run);
        foreach (KubernetesObject node in selection.Objects)
        {
            string done = closes ? "cordoned" : "uncordoned";
            if (node.Content.Flag("spec", "unschedulable") == closes) output.Print(node, "already " + done);
            else output.Print(output.Send(node.With(["spec", "unschedulable"], closes ? true : null), run.Update), done);
        }

        run.Settle();
    }
}

/// <summary>kubectl cordon.</summary>
internal sealed class CordonNodeVerb() : CordonVerb("cordon", closes: true);

/// <summary>kubectl uncordon.</summary>
internal sealed class UncordonNodeVerb() : CordonVerb("uncordon", closes: false);
