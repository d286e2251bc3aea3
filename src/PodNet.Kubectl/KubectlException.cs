namespace PodNet.Kubectl;

/// <summary>kubectl itself refuses, before or after asking the server.</summary>
/// <param name="message">Without "error: " before it.</param>
internal sealed class KubectlException(string message) : Exception(message)
{
    /// <summary>The command's exit code.</summary>
    public int ExitCode { get; init; } = 1;

    /// <summary>Whether the message stands as it is, without "error: ".</summary>
    public bool IsBare { get; init; }

    /// <summary>A mistake in how a command was written; the message says where help is.</summary>
    /// <param name="command">"kubectl run".</param>
    public static KubectlException Usage(string command, string message) => new($"{message}\nSee '{command} -h' for help and examples");
}

/// <summary>Several things went wrong; each is printed on its own line.</summary>
internal sealed class AggregateKubectlException(IReadOnlyList<Exception> errors) : Exception
{
    /// <summary>What went wrong, in order.</summary>
    public IReadOnlyList<Exception> Errors { get; } = errors;

    /// <summary>Ends the command if anything went wrong.</summary>
    public static void ThrowIfAny(IReadOnlyList<Exception> errors)
    {
        if (errors.Count == 1) throw errors[0];
        if (errors.Count > 1) throw new AggregateKubectlException(errors);
    }
}
