using System.CommandLine;
using System.Text.RegularExpressions;
using PodNet.Kubectl.Check;
using PodNet.Lab.CniCases;
using PodNet.Lab.DnsCases;
using PodNet.Lab.ProxyCases;
using PodNet.Model.Collections;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet check</c>: compares the simulator with recordings of the real tools.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Recorded sessions or cases (JSON).",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Sessions = new("--session")
    {
        Description = "Judge only sessions with these names, separated by commas; those before them run all the same.",
        HelpName = "NAME,...",
    };

    private static readonly Option<string?> Only = new("--only")
    {
        Description = "Judge only commands (of printers: ids or functions) that match.",
        HelpName = "REGEX",
    };

    public static Command Create(Terminal terminal)
    {
        Command kubectl = new ExampleCommand(
            "kubectl",
            "Runs recorded kubectl sessions on a simulated cluster and compares what is printed. Exit code 1: something differs.",
            "check kubectl sessions.json",
            "check kubectl sessions.json --session pods --only \"get pods\"")
        {
            Files, Sessions, Only,
        };
        kubectl.SetAction(parsed =>
        {
            const StringSplitOptions Clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            ValueList<string> sessions = (parsed.GetValue(Sessions)?.Split(',', Clean) ?? []).ToValueList();
            return Check(terminal, parsed.GetRequiredValue(Files), sessions, parsed.GetValue(Only) is { } pattern ? Pattern(pattern) : null);
        });
        Command cni = new ExampleCommand(
            "cni",
            "Compares address allocation, chains, routes and BGP sessions of CNI plugins with cases taken from the real ones. Exit code 1: something differs.",
            "check cni cases.json")
        {
            Files,
        };
        cni.SetAction(parsed => CheckEach(terminal, parsed.GetRequiredValue(Files), CniCheck.Run));
        Command proxy = new ExampleCommand(
            "kube-proxy",
            "Compares the rules that Services become, and the ways of packets through them, with cases taken from the real kube-proxy. Exit code 1: something differs.",
            "check kube-proxy flows/*.json rules/*.json chain-names.json")
        {
            Files,
        };
        proxy.SetAction(parsed => CheckEach(terminal, parsed.GetRequiredValue(Files), ProxyCheck.Run));
        Command dns = new ExampleCommand(
            "dns",
            "Compares the answers of the cluster's DNS with cases taken from outside. Exit code 1: something differs.",
            "check dns spec-cases.json")
        {
            Files,
        };
        dns.SetAction(parsed => CheckEach(terminal, parsed.GetRequiredValue(Files), DnsCheck.Run));
        return new("check", "Compares the simulator with recordings of the real tools.") { kubectl, cni, proxy, dns };
    }

    private static int CheckEach(Terminal terminal, string[] files, Func<string, string, CheckReport> check)
    {
        CheckReport report = CheckReport.Empty;
        foreach (string file in files) report += Checked(() => check(file, SharedOptions.ReadText(terminal, file)));
        return Print(terminal, report);
    }

    private static int Check(Terminal terminal, string[] files, ValueList<string> sessions, Regex? only)
    {
        CheckReport report = CheckReport.Empty;
        foreach (string file in files)
        {
            string folder = Path.GetDirectoryName(terminal.PathOf(file))!;
            report += Checked(
                () => KubectlCheck.Run(file, SharedOptions.ReadText(terminal, file), path => SharedOptions.TextOrNull(path, folder), sessions, only));
        }

        return Print(terminal, report);
    }

    private static CheckReport Checked(Func<CheckReport> check)
    {
        try
        {
            return check();
        }
        catch (CheckFileException wrong)
        {
            throw new BadInputException(wrong.Message);
        }
    }

    private static int Print(Terminal terminal, CheckReport report)
    {
        foreach (string failure in report.Failures) terminal.Out.WriteLine(Printable.Clean(failure));
        terminal.Out.WriteLine(report.Summary);
        return report.IsGood ? ExitCodes.Yes : ExitCodes.No;
    }

    private static Regex Pattern(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException wrong)
        {
            throw new BadInputException($"--only is no regular expression: {wrong.Message}");
        }
    }
}
