using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Dns;

namespace PodNet.Containers.Names;

/// <summary>What a program prints.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProgramText(string Out, string Error, int ExitCode);

/// <summary>What <c>busybox nslookup</c> prints (busybox 1.35, networking/nslookup.c; measured).</summary>
internal static class NslookupText
{
    /// <summary>The text of a plan's replies.</summary>
    /// <param name="server">Who was asked.</param>
    /// <param name="replies">In the order of the questions; of those asked again the last counts.</param>
    public static ProgramText Of(IpAddress server, ValueList<DnsReply> replies)
    {
        DnsReply[] last = [.. replies.GroupBy(r => r.Question).Select(g => g.Last())];
        if (last.All(r => r.Answer is null))
        {
            string refused = last.Any(r => r.IsRefused) ? $"nslookup: write to '{server}': Connection refused\n" : "";
            return new(";; connection timed out; no servers could be reached\n\n", refused, 1);
        }

        string address = server.Family == IpFamily.V6 ? $"[{server}]" : $"{server}";
        string text = $"Server:\t\t{server}\nAddress:\t{address}:53\n\n" + string.Concat(last.Select(Reply));
        return new(text, "", last.All(r => r.Answer is not { Rcode: not DnsRcode.NoError }) ? 0 : 1);
    }

    private static string Reply(DnsReply reply)
    {
        string name = DnsName.Relative(reply.Question.Name);
        if (reply.Answer is not { } answer) return $"*** Can't find {name}: No answer\n\n";
        if (answer.Rcode != DnsRcode.NoError) return $"** server can't find {name}: {DnsText.Of(answer.Rcode)}\n\n";
        return (answer.IsAuthoritative ? "" : "Non-authoritative answer:\n") + string.Concat(answer.Answer.Select(Record)) + "\n";
    }

    private static string Record(DnsRecord record)
    {
        string name = DnsName.Relative(record.Name);
        return record switch
        {
            AddressRecord a => $"Name:\t{name}\nAddress: {a.Address}\n",
            NameRecord { Type: DnsType.Cname } c => $"{name}\tcanonical name = {DnsName.Relative(c.Target)}\n",
            NameRecord { Type: DnsType.Ns } n => $"{name}\tnameserver = {DnsName.Relative(n.Target)}\n",
            NameRecord p => $"{name}\tname = {DnsName.Relative(p.Target)}\n",
            TextRecord t => $"{name}\ttext = {t.Data}\n",
            ServiceRecord s => string.Create(CultureInfo.InvariantCulture, $"{name}\tservice = {s.Priority} {s.Weight} {s.Port} {DnsName.Relative(s.Target)}\n"),
            AuthorityRecord soa => Authority(name, soa),
            _ => "",
        };
    }

    private static string Authority(string name, AuthorityRecord soa) => $"{name}\n\torigin = {DnsName.Relative(soa.Server)}\n\tmail addr = {DnsName.Relative(soa.Mailbox)}\n"
        + string.Create(
            CultureInfo.InvariantCulture,
            $"\tserial = {soa.Serial}\n\trefresh = {soa.Refresh}\n\tretry = {soa.Retry}\n\texpire = {soa.Expire}\n\tminimum = {soa.Minimum}\n");
}
