using PodNet.Model.Collections;
using PodNet.Model.Dns;

namespace PodNet.Containers.Names;

/// <summary>What <c>getent hosts</c> and <c>getent ahosts</c> print of a name server's replies (glibc 2.36, nss/getent.c; measured).</summary>
internal static class GetentText
{
    private const int NotFound = 2;

    /// <summary>getent hosts: addresses of the first family that has some, with the name they are of and those that led there.</summary>
    public static ProgramText Hosts(ValueList<DnsReply> replies)
    {
        // An alias alone ends the search, but it is no address.
        bool IsFound(DnsReply reply) => reply.IsPositive && reply.Answer!.Answer.Any(r => r is AddressRecord or NameRecord { Type: DnsType.Ptr });
        if (replies.FirstOrDefault(IsFound) is not { Answer: { } answer }) return new("", "", NotFound);
        if (answer.Answer is [NameRecord { Type: DnsType.Ptr } pointer, ..] && ReverseName.AddressOf(answer.Question.Name) is { } address)
            return new($"{address,-15} {DnsName.Relative(pointer.Target)}\n", "", 0);
        string names = string.Join(' ', Canonical(answer).Concat(Aliases(answer)).Select(DnsName.Relative));
        return new(string.Concat(answer.Answer.OfType<AddressRecord>().Select(a => $"{a.Address,-15} {names}\n")), "", 0);
    }

    /// <summary>getent ahosts: each address as getaddrinfo gives it, once for each kind of socket.</summary>
    public static ProgramText AllHosts(ValueList<DnsReply> replies)
    {
        DnsMessage[] answers = [.. replies.Where(r => r.IsPositive).Select(r => r.Answer!)];
        AddressRecord[] addresses = [.. answers.SelectMany(a => a.Answer.OfType<AddressRecord>())];
        if (addresses.Length == 0) return new("", "", NotFound);
        string name = DnsName.Relative(addresses[0].Name);
        return new(string.Concat(addresses.Select(
            (a, i) => $"{a.Address,-15} STREAM {(i == 0 ? name : "")}\n{a.Address,-15} DGRAM  \n{a.Address,-15} RAW    \n")), "", 0);
    }

    private static IEnumerable<string> Canonical(DnsMessage answer) => answer.Answer.OfType<AddressRecord>().Take(1).Select(a => a.Name);

    private static IEnumerable<string> Aliases(DnsMessage answer) => answer.Answer.OfType<NameRecord>().Where(n => n.Type == DnsType.Cname).Select(n => n.Name);
}
