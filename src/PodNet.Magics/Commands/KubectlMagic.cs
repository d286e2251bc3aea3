using System.Globalization;
using System.Text;
using PodNet.Kubectl.Shell;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!kubectl</c>: kubectl commands, one a line, as they are pasted from a guide.</summary>
internal sealed class KubectlMagic : IMagic
{
    public string Name => "#!kubectl";

    public string Help => "Runs kubectl commands against the cluster, one on each line below";

    public string BodyHelp => "kubectl commands, one a line, with or without the word kubectl; below apply -f - the manifest itself";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        new("--command", "one command in double quotes, instead of lines below: \"get pods -o wide\"", "COMMAND", ParameterKind.Implicit)
        {
            Completions = static _ => ["\"get pods -o wide\"", "\"get nodes -o wide\"", "\"get pods -A\"", "\"api-resources\""],
        },
    ];

    public ValueList<MagicExample> Examples =>
    [
        new("#!cluster --nodes 2\n#!kubectl \"get pods -o wide\"", "One command"),
        new("#!cluster --nodes 2\n#!kubectl\nkubectl run pod1 --image=nginx\nkubectl run pod2 --image=busybox --command -- sleep 3600\nkubectl get pods -o wide\n"
            + "kubectl exec pod2 -- wget -q -O- <pod1-ip>", "Two pods, and a request from one to the other"),
        new("#!cluster --nodes 1\n#!kubectl\nkubectl apply -f -\napiVersion: v1\nkind: Pod\nmetadata: {name: mine}\nspec:\n  containers: [{name: nginx, image: nginx}]",
            "A manifest in the cell"),
    ];

    public IEnumerable<string> BodyCompletions(string line, SessionState state) =>
        state.Cluster is null ? [] : KubectlCompletion.At(line, KubernetesApi.Context(state).Cluster.Objects);

    public MagicOutcome Run(MagicCall call, SessionState state)
    {
        string block = (call.Text("--command"), call.Body) switch
        {
            ({ } command, null) => command,
            (null, { } body) => body,
            (null, null) => throw new MagicException("#!kubectl needs a command: on the lines below it, or in double quotes: #!kubectl \"get pods\""),
            _ => throw new MagicException("a command in double quotes and lines below do not go together; put all commands on the lines below"),
        };
        (SessionState after, ShellResult result) = KubernetesApi.Run(state, block, static _ => null);
        return new(after, Outputs(result));
    }

    // What a terminal shows, error messages included: a command that fails is something to look at, and no reason to stop the notebook. Each command's line before its output where there are several, or where it was filled in.
    private static ValueList<OutputBundle> Outputs(ShellResult result)
    {
        StringBuilder text = new(), html = new();
        foreach (ShellLine line in result.Lines)
        {
            string command = line.Source.Length > 0 && (result.Lines.Count > 1 || line.Echo is not null) ? $"$ {line.Echo ?? line.Source}" : "";
            string exit = line is { ExitCode: not 0, Error: "" } ? string.Create(CultureInfo.InvariantCulture, $"(exit code {line.ExitCode})") : "";
            string printed = Ended(line.Error) + Ended(line.Out) + Ended(exit);
            text.Append(Ended(command)).Append(printed);
            if (command.Length > 0) html.Append("<b>").Append(Markup.Escape(command)).Append("</b>\n");
            html.Append(Markup.Escape(printed));
        }

        return text.Length == 0 ? [] : [OutputBundle.OfText(text.ToString().TrimEnd('\n'), html.ToString().TrimEnd('\n'))];
    }

    private static string Ended(string part) => part.Length == 0 || part[^1] == '\n' ? part : part + "\n";
}
