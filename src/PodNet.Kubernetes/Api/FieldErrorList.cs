using PodNet.Kubernetes.Validation;

namespace PodNet.Kubernetes.Api;

/// <summary>Collects what validation finds wrong, in its order.</summary>
public sealed class FieldErrorList
{
    private readonly List<string> _errors = [];

    /// <summary>The messages, each beginning with its field path.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Adds a message of <see cref="FieldErrors"/>; the same one twice counts once.</summary>
    public void Add(string message)
    {
        if (!_errors.Contains(message)) _errors.Add(message);
    }
}
