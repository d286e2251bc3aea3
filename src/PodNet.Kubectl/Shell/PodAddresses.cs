using System.Text.RegularExpressions;

namespace PodNet.Kubectl.Shell;

/// <summary>&lt;NAME-ip&gt; in a command, as guides write it: the address of that pod stands in its place.</summary>
internal static partial class PodAddresses
{
    /// <summary>The command with addresses.</summary>
    /// <exception cref="ShellException">There is no such pod, or it has no address.</exception>
    public static string Replace(string command, KubectlContext context) =>
        Placeholder().Replace(command, m => Address(m.Groups[1].Value.ToLowerInvariant(), m.Value, command, context));

    private static string Address(string name, string placeholder, string command, KubectlContext context)
    {
        Match space = Namespace().Match(command);
        KubernetesObject? pod = ResourceKinds.Find("v1", "Pod") is { } kind
            ? context.Cluster.Objects.Find(kind, space.Success ? space.Groups[1].Value : "default", name)
            : null;
        if (pod is null) throw new ShellException($"{placeholder} stands for the address of a pod {GoText.Quote(name)}, and there is none; kubectl "
            + $"get pods lists those there are");
        return pod.Content.Text("status", "podIP") is { Length: > 0 } address ? address
            : throw new ShellException($"the pod {GoText.Quote(name)} has no address yet; kubectl describe pod {name} says why");
    }

    [GeneratedRegex(@"<([A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?)[-_ ](?:ip|IP)>", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?:\s-n[ =]?|\s--namespace[ =])([a-z0-9-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Namespace();
}
