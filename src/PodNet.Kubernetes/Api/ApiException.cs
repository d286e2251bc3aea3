namespace PodNet.Kubernetes.Api;

/// <summary>The API server's refusal: a <c>Status</c> with reason and message (k8s.io/apimachinery/pkg/api/errors).</summary>
/// <param name="reason">"NotFound", "AlreadyExists", "Invalid", "BadRequest", "Conflict", "Forbidden", "MethodNotAllowed".</param>
/// <param name="message">Complete, as kubectl prints it after "Error from server (REASON): ", or alone for Invalid.</param>
public sealed class ApiException(string reason, string message) : Exception(message)
{
    /// <summary>Why, in one word.</summary>
    public string Reason { get; } = reason;

    /// <summary>The message as Go prints the error itself: several causes in brackets, not one per line.</summary>
    public string PlainMessage { get; } = message.Split(": \n* ", 2) is [var lead, var causes]
        ? $"{lead}: [{causes.Replace("\n* ", ", ", StringComparison.Ordinal)}]"
        : message;

    /// <summary>No such object.</summary>
    public static ApiException NotFound(Objects.ResourceKind kind, string name) => new("NotFound", $"{kind.QualifiedPlural} \"{name}\" not found");

    /// <summary>There is one already.</summary>
    public static ApiException AlreadyExists(Objects.ResourceKind kind, string name) =>
        new("AlreadyExists", $"{kind.QualifiedPlural} \"{name}\" already exists");

    /// <summary>The object is not valid.</summary>
    public static ApiException Invalid(Objects.ResourceKind kind, string name, IReadOnlyList<string> errors)
    {
        string all = errors.Count == 1 ? errors[0] : "\n" + string.Join('\n', errors.Select(e => "* " + e));
        return new("Invalid", $"{kind.Kind}{(kind.Group.Length == 0 ? "" : "." + kind.Group)} \"{name}\" is invalid: {all}");
    }
}
