using PodNet.Kubectl.Flags;
using PodNet.Kubectl.JsonPaths;
using PodNet.Kubectl.Verbs;
using PodNet.Kubernetes.Api;
using PodNet.Model.Collections;

namespace PodNet.Kubectl;

/// <summary>kubectl 1.32 as a function: arguments in, texts and the changed cluster out.</summary>
public static class KubectlCommand
{
    /// <summary>Runs one command.</summary>
    /// <param name="arguments">What stands after "kubectl", as a shell cut it.</param>
    public static KubectlResult Run(ValueList<string> arguments, KubectlContext context)
    {
        context = context.BeforeCommand(context);
        context = context with { Cluster = context.Cluster.At(context.Request) };
        Invocation run = new(context, "kubectl", FlagSet.Parse([], []));
        try
        {
            run = Prepared(arguments, context, out Verb? verb);
            if (verb is null || run.Flags.Is("help")) run.Print(HelpText.Of(verb));
            else Checked(verb, run).Run(run);
        }
        catch (Exception refusal) when (refusal is KubectlException or AggregateKubectlException or ApiException or JsonPathException)
        {
            run.PrintError(ErrorText.Of(refusal));
            run.ExitCode = refusal is KubectlException { ExitCode: var code } ? code : 1;
        }

        return run.Result();
    }

    private static Invocation Prepared(ValueList<string> arguments, KubectlContext context, out Verb? verb)
    {
        (verb, IReadOnlyList<string> rest) = VerbTable.Find(arguments);
        string command = verb is null ? "kubectl" : "kubectl " + verb.Name;
        try
        {
            return new(context, command, FlagSet.Parse(rest, [.. verb?.Flags ?? [], .. CommonFlags.Global]));
        }
        catch (KubectlException wrong)
        {
            throw new KubectlException($"{wrong.Message}\nSee '{command} --help' for usage.");
        }
    }

    private static Verb Checked(Verb verb, Invocation run)
    {
        string[] missing = [.. verb.Flags.Where(f => f.IsRequired && !run.Flags.Has(f.Name)).Select(f => $"\"{f.Name}\"")];
        return missing.Length == 0 ? verb : throw new KubectlException($"required flag(s) {string.Join(", ", missing)} not set");
    }
}
