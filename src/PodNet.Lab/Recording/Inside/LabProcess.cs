using System.Diagnostics;

namespace PodNet.Lab.Recording.Inside;

/// <summary>Runs programs, never through a shell.</summary>
internal static class LabProcess
{
    /// <summary>What a program did.</summary>
    internal sealed record Outcome(int ExitCode, string Output, string Error);

    /// <summary>Runs a program in a network namespace, or in the lab's own when <paramref name="ns"/> is null, and waits for its
    /// end.</summary>
    /// <exception cref="LabException">It cannot be started, or does not end within <paramref name="seconds"/>.</exception>
    public static Outcome Run(string? ns, IReadOnlyList<string> argv, string? input = null, int seconds = 60)
    {
        string program = LabTools.Find(ns is null ? argv[0] : "nsenter") ?? throw new LabException($"{argv[0]} is not installed");
        ProcessStartInfo start = new(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (ns is not null) start.ArgumentList.Add($"--net={NamespaceThread.FileOf(ns)}");
        if (ns is not null) start.ArgumentList.Add("--");
        foreach (string word in ns is null ? argv.Skip(1) : argv) start.ArgumentList.Add(word);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(seconds)))
        {
            process.Kill(entireProcessTree: true);
            throw new LabException($"'{string.Join(' ', argv)}' did not end within {seconds} seconds");
        }

        return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
