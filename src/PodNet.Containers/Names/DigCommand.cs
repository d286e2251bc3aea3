using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Dns;

namespace PodNet.Containers.Names;

/// <summary>A call of dig for one name.</summary>
internal sealed record DigCommand
{
    /// <summary>All arguments, as they were given.</summary>
    public required ValueList<string> Arguments { get; init; }

    /// <summary>What to ask for.</summary>
    public string Name { get; init; } = ".";

    /// <summary>Which records.</summary>
    public DnsType Type { get; init; } = DnsType.A;

    /// <summary>@SERVER, a name or an address; null: the first of resolv.conf.</summary>
    public string? Server { get; init; }

    /// <summary>Which parts are printed: cmd, comments, question, answer, authority, additional, stats.</summary>
    public ValueList<string> Parts { get; init; } = AllParts;

    /// <summary>+short.</summary>
    public bool IsShort { get; init; }

    /// <summary>+search.</summary>
    public bool Searches { get; init; }

    /// <summary>Whether the query has an OPT record.</summary>
    public bool HasEdns { get; init; } = true;

    /// <summary>Whether there is a cookie in it.</summary>
    public bool HasCookie { get; init; } = true;

    /// <summary>Flag rd.</summary>
    public bool Recurses { get; init; } = true;

    /// <summary>+tries: how often a query is sent, in all.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>+time: how long each waits.</summary>
    public int Seconds { get; init; } = 5;

    private static ValueList<string> AllParts { get; } = ["cmd", "comments", "question", "answer", "authority", "additional", "stats"];

    /// <summary>Reads arguments; null and a complaint where dig would complain or where the option is not known here.</summary>
    public static DigCommand? Parse(ValueList<string> arguments, out string complaint)
    {
        DigCommand command = new() { Arguments = arguments };
        bool hasName = false, hasType = false;
        complaint = "";
        for (int i = 0; i < arguments.Count; i++)
        {
            string word = arguments[i], next = i + 1 < arguments.Count ? arguments[i + 1] : "";
            DnsType type;
            if (word.StartsWith('@')) command = command with { Server = word[1..] };
            else if (word.StartsWith('+')) command = command.With(word[1..], ref complaint);
            else if (word is "-4" or "-6" or "-u") continue;
            else if (word is "-x" && IpAddress.TryParse(next, out IpAddress address))
                (command, hasName, i) = (command with { Name = ReverseName.Of(address), Type = DnsType.Ptr }, true, i + 1);
            else if (word is "-q") (command, hasName, i) = (command with { Name = next }, true, i + 1);
            else if (word is "-t" && DnsText.TryType(next, out type)) (command, hasType, i) = (command with { Type = type }, true, i + 1);
            else if (word.StartsWith('-')) complaint = $"Invalid option: {word}";
            else if (!hasType && DnsText.TryType(word, out type)) (command, hasType) = (command with { Type = type }, true);
            else if (word is "IN" or "in") continue;
            else if (hasName) complaint = $"dig: one name at a time here, not '{word}' too";
            else (command, hasName) = (command with { Name = word }, true);
            if (complaint.Length > 0) return null;
        }

        return hasName ? command : command with { Type = hasType ? command.Type : DnsType.Ns };
    }

    /// <summary>The plan of its queries.</summary>
    public QueryPlan Plan(ResolvConf conf) => QueryPlan.Of(Searches ? Resolver.DigSearch : Resolver.Dig, conf, Name, [Type]) with
    {
        Tries = Tries,
        Wait = TimeSpan.FromSeconds(Seconds),
    };

    /// <summary>The query as dig sends it: with the flag ad, a buffer of 1232 bytes and a cookie.</summary>
    /// <param name="cookie">8 bytes.</param>
    public DnsMessage Query(DnsQuestion question, ushort id, ValueList<byte> cookie) => new()
    {
        Question = question,
        Id = id,
        RecursionDesired = Recurses,
        AuthenticData = true,
        Edns = HasEdns ? new(1232, HasCookie ? cookie : []) : null,
    };

    /// <summary>Whether a part is printed.</summary>
    public bool Prints(string part) => Parts.Contains(part);

    private DigCommand With(string option, ref string complaint)
    {
        string[] halves = option.Split('=', 2);
        bool on = !halves[0].StartsWith("no", StringComparison.Ordinal);
        string name = on ? halves[0] : halves[0][2..];
        _ = int.TryParse(halves.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (AllParts.Contains(name)) return this with { Parts = on ? [.. Parts, name] : Parts.Where(p => p != name).ToValueList() };
        switch (name)
        {
            case "all": return this with { Parts = on ? AllParts : [] };
            case "short": return this with { IsShort = on };
            case "search" or "defname": return this with { Searches = on };
            case "edns": return this with { HasEdns = on };
            case "cookie": return this with { HasCookie = on };
            case "recurse" or "rec" or "rdflag": return this with { Recurses = on };
            case "tries": return this with { Tries = Math.Clamp(number, 1, 10) };
            case "retry": return this with { Tries = Math.Clamp(number + 1, 1, 10) };
            case "time" or "timeout": return this with { Seconds = Math.Clamp(number, 1, 300) };
            case "dnssec" or "tcp" or "vc" or "trace":
                complaint = $"dig: +{option} is not simulated";
                return this;
            default:
                complaint = $"Invalid option: +{option}";
                return this;
        }
    }
}
