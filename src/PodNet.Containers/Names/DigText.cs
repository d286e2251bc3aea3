using System.Globalization;
using System.Text;
using PodNet.Model.Addressing;
using PodNet.Model.Dns;
using PodNet.Model.Linux;

namespace PodNet.Containers.Names;

/// <summary>What dig 9.18 prints (bind9, bin/dig/dig.c and lib/dns/message.c, masterdump.c; measured).</summary>
internal static class DigText
{
    private const string Version = "9.18.49";
    private const int NoServer = 9, TtlColumn = 24, ClassColumn = 32, TypeColumn = 40, DataColumn = 48, Tab = 8;

    /// <summary>The text of an answer.</summary>
    /// <param name="server">Who answered.</param>
    /// <param name="took">From query to answer.</param>
    /// <param name="at">When the query was sent.</param>
    public static ProgramText Of(DigCommand command, DnsMessage answer, IpAddress server, TimeSpan took, SimulatedTime at)
    {
        if (command.IsShort) return new(string.Concat(answer.Answer.Select(r => $"{r.Data}\n")), "", 0);
        StringBuilder text = new(Greeting(command));
        bool comments = command.Prints("comments");
        if (comments) text.Append(Header(answer)).Append(Options(answer));
        if (command.Prints("question")) Section(text, "QUESTION", [Question(answer.Question)], comments);
        if (command.Prints("answer")) Section(text, "ANSWER", answer.Answer.Select(Line), comments);
        if (command.Prints("authority")) Section(text, "AUTHORITY", answer.Authority.Select(Line), comments);
        if (command.Prints("additional")) Section(text, "ADDITIONAL", answer.Additional.Select(Line), comments);
        if (command.Prints("stats")) text.Append(Statistics(answer, server, took, at));
        return new(text.ToString(), "", 0);
    }

    /// <summary>The text where no answer came.</summary>
    public static ProgramText Unanswered(DigCommand command, IpAddress server, bool isRefused)
    {
        string line = $";; communications error to {server}#53: {(isRefused ? "connection refused" : "timed out")}\n";
        return new($"{string.Concat(Enumerable.Repeat(line, command.Tries))}{Greeting(command)};; no servers could be reached\n", "", NoServer);
    }

    private static string Greeting(DigCommand command) => !command.Prints("cmd") || command.IsShort ? ""
        : $"\n; <<>> DiG {Version} <<>> {string.Join(' ', command.Arguments)}\n{(command.Server is null ? "" : "; (1 server found)\n")};; global options: +cmd\n";

    private static string Header(DnsMessage m)
    {
        string flags = string.Concat(
            m.IsResponse ? " qr" : "", m.IsAuthoritative ? " aa" : "", m.IsTruncated ? " tc" : "", m.RecursionDesired ? " rd" : "", m.RecursionAvailable ? " ra" : "");
        int additional = m.Additional.Count + (m.Edns is null ? 0 : 1);
        bool isMulticast = DnsName.IsWithin(m.Question.Name, "local.");
        return ";; Got answer:\n"
            + (isMulticast ? ";; WARNING: .local is reserved for Multicast DNS\n;; You are currently testing what happens when an mDNS query is leaked to DNS\n" : "")
            + Invariant($";; ->>HEADER<<- opcode: QUERY, status: {DnsText.Of(m.Rcode)}, id: {m.Id}\n")
            + Invariant($";; flags:{flags}; QUERY: 1, ANSWER: {m.Answer.Count}, AUTHORITY: {m.Authority.Count}, ADDITIONAL: {additional}\n")
            + (m.RecursionDesired && !m.RecursionAvailable ? ";; WARNING: recursion requested but not available\n\n" : "\n");
    }

    // A server that knows no cookies sends the client's back.
    private static string Options(DnsMessage m)
    {
        if (m.Edns is not { } edns) return "";
        string cookie = edns.Cookie.Count == 0 ? "" : $"; COOKIE: {string.Concat(edns.Cookie.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)))} (echoed)\n";
        return Invariant($";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: {edns.UdpSize}\n{cookie}");
    }

    private static void Section(StringBuilder text, string name, IEnumerable<string> lines, bool comments)
    {
        string[] all = [.. lines];
        if (all.Length == 0) return;
        if (comments) text.Append(CultureInfo.InvariantCulture, $";; {name} SECTION:\n");
        foreach (string line in all) text.Append(line).Append('\n');
        if (comments) text.Append('\n');
    }

    private static string Statistics(DnsMessage m, IpAddress server, TimeSpan took, SimulatedTime at)
    {
        string when = DateTime.UnixEpoch.AddTicks(at.Microseconds * 10).ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
        return Invariant($";; Query time: {(long)took.TotalMilliseconds} msec\n;; SERVER: {server}#53({server}) (UDP)\n")
            + Invariant($";; WHEN: {when}\n;; MSG SIZE  rcvd: {m.Length}\n\n");
    }

    private static string Question(DnsQuestion question) =>
        ";" + Columns((0, question.Name), (ClassColumn, "IN"), (TypeColumn, DnsText.Of(question.Type)));

    private static string Line(DnsRecord record) => Columns(
        (0, record.Name), (TtlColumn, record.Ttl.ToString(CultureInfo.InvariantCulture)), (ClassColumn, "IN"),
        (TypeColumn, DnsText.Of(record.Type)), (DataColumn, record.Data));

    // bind9, lib/dns/masterdump.c, indent: tabs to the column, or one blank where it is passed.
    private static string Columns(params ReadOnlySpan<(int Column, string Text)> cells)
    {
        StringBuilder line = new();
        int at = 0;
        foreach ((int column, string text) in cells)
        {
            if (column > 0)
            {
                int to = Math.Max(column, at + 1), tabs = to / Tab - at / Tab;
                int from = tabs > 0 ? to / Tab * Tab : at;
                line.Append('\t', tabs).Append(' ', to - from);
                at = to;
            }

            line.Append(text);
            at += text.Length;
        }

        return line.ToString();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
