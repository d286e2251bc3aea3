using PodNet.Model.Linux;

namespace PodNet.Lab.Recording;

/// <summary>One command of the tools that configure the kernel.</summary>
/// <param name="Tool">ip, bridge, sysctl, ipset or iptables-restore.</param>
/// <param name="Namespace">Network namespace it acts in, or null: none (<c>ip netns add</c>).</param>
/// <param name="Arguments">Arguments behind the tool's name, each one word.</param>
/// <param name="Input">What it reads from standard input, or null.</param>
internal sealed record KernelCommand(string Tool, string? Namespace, IReadOnlyList<string> Arguments, string? Input = null)
{
    /// <summary>Whether the tool can read many such commands from one batch (<c>-batch</c>).</summary>
    public bool IsBatchable => Tool is "ip" or "bridge";

    /// <summary>Whether it begins with <c>-6</c>: an option for a whole batch, which no line of one can have.</summary>
    public bool IsOfIpv6 => Arguments is ["-6", ..];

    /// <summary>A command of words separated by blanks; each of <paramref name="words"/> may hold several.</summary>
    public static KernelCommand Of(string tool, NamespaceId? ns, params string[] words) =>
        new(tool, ns?.Name, [.. words.SelectMany(w => w.Split(' ', StringSplitOptions.RemoveEmptyEntries))]);

    /// <summary>The command as one line for a shell, with a here-document where it reads input.</summary>
    public override string ToString()
    {
        string arguments = string.Join(' ', Arguments.Select(Quote));
        string line = (Namespace, IsBatchable) switch
        {
            (null, _) => $"{Tool} {arguments}",
            (_, true) => $"{Tool} -n {Quote(Namespace)} {arguments}",
            _ => $"ip netns exec {Quote(Namespace)} {Tool} {arguments}",
        };
        line = line.TrimEnd();
        if (Input is null) return line;
        string end = "E";
        while (Input.Split('\n').Contains(end)) end += "E";
        return $"{line} <<'{end}'\n{Input.TrimEnd('\n')}\n{end}";
    }

    private static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "._-/:=@+,".Contains(c))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
