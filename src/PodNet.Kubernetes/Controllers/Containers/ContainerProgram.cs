using System.Globalization;
using PodNet.Kubernetes.Images;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers.Containers;

/// <summary>How long a container's program runs, and how it ends.</summary>
/// <param name="Runs">null: until it is stopped.</param>
internal sealed record ContainerProgram(TimeSpan? Runs, int ExitCode)
{
    private static readonly ContainerProgram Forever = new(null, 0);
    private static readonly ContainerProgram AtOnce = new(TimeSpan.Zero, 0);

    // Images whose own program is a shell (or nothing that stays): without a terminal it reads the end of its input and is done.
    private static readonly string[] Shells =
        ["busybox", "alpine", "ubuntu", "debian", "centos", "fedora", "bash", "hello-world", "python", "node", "golang", "curl"];

    /// <summary>What a container's image and command come to. Programs that are not known run until they are stopped.</summary>
    /// <param name="hasTerminal">stdin or tty: a shell waits for input.</param>
    public static ContainerProgram Of(ContainerSpec container, bool hasTerminal)
    {
        ValueList<string> words = [.. container.Command, .. container.Args];
        bool isShellImage = Shells.Contains(KnownImages.Repository(container.Image));
        if (words.Count == 0) return isShellImage && !hasTerminal ? AtOnce : Forever;
        return container.Command.Count > 0 || isShellImage ? OfWords(words, hasTerminal) : Forever;
    }

    private static ContainerProgram OfWords(ValueList<string> words, bool hasTerminal)
    {
        string program = words[0][(words[0].LastIndexOf('/') + 1)..];
        return program switch
        {
            "sleep" => Sleep(words),
            "true" or "echo" or "date" or "env" or "hostname" or "ls" or "cat" or "printf" or "nslookup" or "wget" or "curl" => AtOnce,
            "false" => AtOnce with { ExitCode = 1 },
            "sh" or "bash" or "ash" when words.Count == 1 => hasTerminal ? Forever : AtOnce,
            "sh" or "bash" or "ash" when words.Count >= 3 && words[1] is "-c" or "-ec" or "-xc" => OfScript(words[2]),
            _ => Forever,
        };
    }

    private static ContainerProgram Sleep(ValueList<string> words)
    {
        double seconds = 0;
        foreach (string word in words.Skip(1))
        {
            if (word is "infinity" or "inf") return Forever;
            double unit = word.Length == 0 ? 1 : word[^1] switch { 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 1 };
            if (!double.TryParse(word.TrimEnd('s', 'm', 'h', 'd'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
                return AtOnce with { ExitCode = 1 };
            seconds += number * unit;
        }

        if (words.Count == 1) return AtOnce with { ExitCode = 1 };
        return seconds > TimeSpan.FromDays(3650).TotalSeconds ? Forever : new(TimeSpan.FromSeconds(seconds), 0);
    }

    // Of a script only what it plainly does, one command after another.
    private static ContainerProgram OfScript(string script)
    {
        if (script.Contains("while", StringComparison.Ordinal) || script.Contains("until", StringComparison.Ordinal) || script.Contains('&')) return Forever;
        TimeSpan runs = TimeSpan.Zero;
        int exitCode = 0;
        foreach (string command in script.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "exit")
                return new(runs, words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int code)
                    ? code & 0xff : exitCode);
            ContainerProgram step = words[0] == "exec" && words.Length > 1 ? OfWords([.. words[1..]], false) : OfWords([.. words], false);
            if (step.Runs is not { } time) return Forever;
            (runs, exitCode) = (runs + time, step.ExitCode);
        }

        return new(runs, exitCode);
    }
}
