using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl;

/// <summary>Errors as kubectl prints them (k8s.io/kubectl/pkg/cmd/util, checkErr).</summary>
internal static class ErrorText
{
    /// <summary>The text on standard error with its line feed; empty for an error that says nothing.</summary>
    public static string Of(Exception error)
    {
        string text = error switch
        {
            AggregateKubectlException several => string.Join('\n', several.Errors.Select(InAggregate)),
            ApiException { Reason: "Invalid" } invalid => "The " + WithoutGroup(invalid.Message),
            ApiException refused => FromServer(refused),
            KubectlException { IsBare: true } bare => bare.Message,
            _ when error.Message.StartsWith("error: ", StringComparison.Ordinal) => error.Message,
            _ => "error: " + error.Message,
        };
        return text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
    }

    private static string InAggregate(Exception error) => error is ApiException refused ? FromServer(refused) : error.Message;

    private static string FromServer(ApiException refused) => $"Error from server ({refused.Reason}): {refused.Message}";

    // "Deployment.apps "x" is invalid": kubectl leaves the group away.
    private static string WithoutGroup(string message)
    {
        int end = message.IndexOf(' ', StringComparison.Ordinal);
        int dot = message.IndexOf('.', StringComparison.Ordinal);
        return dot >= 0 && dot < end ? message[..dot] + message[end..] : message;
    }
}
