namespace PodNet.Kubectl.Verbs;

/// <summary>A word that only stands before other commands: it lists them.</summary>
internal abstract class CommandGroup(string name, string summary) : Verb
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string? Summary => summary;

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count > 0) throw run.Usage($"unknown command {GoText.Quote(string.Join(' ', run.Arguments))}");
        run.Print(HelpText.Of(this));
        run.ExitCode = 1;
    }
}

/// <summary>kubectl create service.</summary>
internal sealed class CreateServiceGroup() : CommandGroup("create service", "Create a Service: clusterip, nodeport, loadbalancer, externalname")
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["svc"];
}

/// <summary>kubectl rollout.</summary>
internal sealed class RolloutGroup() : CommandGroup("rollout", "Manage a rollout: status, history, undo, restart, pause, resume");

/// <summary>kubectl set.</summary>
internal sealed class SetGroup() : CommandGroup("set", "Change an object: set image");

/// <summary>kubectl auth.</summary>
internal sealed class AuthGroup() : CommandGroup("auth", "Ask what is allowed: auth can-i");

/// <summary>kubectl config.</summary>
internal sealed class ConfigGroup() : CommandGroup("config", "Show the configuration: current-context, get-contexts");
