using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Model.Dns;

/// <summary>What a C library's resolver is told, resolv.conf(5).</summary>
/// <param name="Nameservers">Whom to ask, in this order.</param>
/// <param name="Search">Domains to try behind a name, without a dot at the end.</param>
/// <param name="Options">"ndots:5".</param>
public sealed record ResolvConf(ValueList<IpAddress> Nameservers, ValueList<string> Search, ValueList<string> Options)
{
    private const int MostDots = 15, MostTries = 5, MostSeconds = 30;

    /// <summary>A file that says nothing.</summary>
    public static ResolvConf Empty { get; } = new([], [], []);

    /// <summary>Names with fewer dots are tried with the search list first; 1 where nothing is said.</summary>
    public int Ndots => Option("ndots", 1, MostDots);

    /// <summary>How often each server is asked; 2 where nothing is said.</summary>
    public int Attempts => Math.Max(1, Option("attempts", 2, MostTries));

    /// <summary>How long to wait for an answer; 5 s where nothing is said.</summary>
    public TimeSpan Timeout => TimeSpan.FromSeconds(Math.Max(1, Option("timeout", 5, MostSeconds)));

    /// <summary>Reads a file; what it does not know it passes over, as resolvers do. The last search line counts.</summary>
    public static ResolvConf Parse(string text)
    {
        List<IpAddress> servers = [];
        ValueList<string> search = [];
        List<string> options = [];
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || words[0][0] is '#' or ';') continue;
            if (words[0] == "nameserver" && IpAddress.TryParse(words[1], out IpAddress server)) servers.Add(server);
            else if (words[0] == "search") search = words.Skip(1).ToValueList();
            else if (words[0] == "domain") search = [words[1]];
            else if (words[0] == "options") options.AddRange(words[1..]);
        }

        return new(servers.ToValueList(), search, options.ToValueList());
    }

    /// <summary>The file's text as a container runtime writes it.</summary>
    public override string ToString() =>
        (Search.Count > 0 ? $"search {string.Join(' ', Search)}\n" : "")
        + string.Concat(Nameservers.Select(s => $"nameserver {s}\n"))
        + (Options.Count > 0 ? $"options {string.Join(' ', Options)}\n" : "");

    private int Option(string name, int otherwise, int most)
    {
        int value = otherwise;
        foreach (string option in Options)
        {
            bool isIt = option.StartsWith(name, StringComparison.Ordinal) && option.Length > name.Length && option[name.Length] == ':';
            if (isIt && int.TryParse(option.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)) value = Math.Min(number, most);
        }

        return value;
    }
}
