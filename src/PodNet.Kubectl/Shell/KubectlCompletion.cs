using PodNet.Kubectl.Verbs;

namespace PodNet.Kubectl.Shell;

/// <summary>What can follow in a kubectl command that is being typed, as kubectl's own completion for shells offers it.</summary>
public static class KubectlCompletion
{
    private static readonly string[] TakesPods = ["exec", "logs", "port-forward", "attach"];

    /// <summary>Words that can stand in the place of the last one.</summary>
    /// <param name="line">The line up to the cursor; it may begin with a prompt and with "kubectl".</param>
    public static IEnumerable<string> At(string line, ObjectStore objects)
    {
        string[] words = [.. line.TrimStart('$', ' ', '\t').Split([' ', '\t'])];
        if (words.Length == 1) return Verbs("").Prepend("kubectl");
        if (words[0] == "kubectl") words = words[1..];
        string[] done = [.. words[..^1].Where(w => w.Length > 0 && w[0] != '-')];
        if (words[^1].StartsWith('-')) return Flags(done);
        if (done.Length == 0) return Verbs("");
        string path = done[0] + " ";
        if (done.Length == 1 && VerbTable.All.Any(v => v.Name.StartsWith(path, StringComparison.Ordinal))) return Verbs(path);
        if (TakesPods.Contains(done[0])) return done.Length == 1 ? Names(ResourceKinds.Find("v1", "Pod"), objects) : [];
        int kindAt = done[0] is "rollout" or "set" ? 2 : 1;
        if (done.Length == kindAt) return ResourceKinds.All.Select(k => k.Plural);
        return done.Length > kindAt && ResourceKinds.Find(done[kindAt]) is { } kind ? Names(kind, objects) : [];
    }

    // "create deployment" is offered as "create", then as "deployment".
    private static IEnumerable<string> Verbs(string path) => VerbTable.All.Where(v => v.Summary is not null && v.Name.StartsWith(path, StringComparison.Ordinal))
        .Select(v => v.Name[path.Length..].Split(' ')[0]).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Flags(string[] done)
    {
        Verb? verb = VerbTable.All.Where(v => done.Length > 0 && (v.Name == done[0] || (done.Length > 1 && v.Name == $"{done[0]} {done[1]}")))
            .MaxBy(v => v.Name.Length);
        return (verb?.Flags ?? []).Select(f => "--" + f.Name).Append("--namespace").Distinct().Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Names(ResourceKind? kind, ObjectStore objects) =>
        kind is null ? [] : objects.Keys(kind).Where(k => k.Namespace is "" or "default").Select(k => k.Name);
}
