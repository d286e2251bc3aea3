using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using PodNet.Model.Addressing;

namespace PodNet.Magics.Captures;

/// <summary>What simulated programs send, at the length that the simulation gave their packets: the same each time.</summary>
internal static class Payloads
{
    private const int DnsHeader = 12;
    private const int LongestLabel = 63;
    private const ushort TextRecord = 16;
    private const ushort Internet = 1;

    /// <summary>ping's pattern: each byte is its place.</summary>
    public static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    /// <summary>Readable bytes for programs of no known kind.</summary>
    public static byte[] Text(int length) => Filled("PodNet sends this. ", length);

    /// <summary>A request as wget makes it, filled up in a header of its own.</summary>
    public static byte[] HttpRequest(IpAddress host, int length)
    {
        string name = host.Family == IpFamily.V6 ? $"[{host}]" : host.ToString();
        return Between($"GET / HTTP/1.1\r\nHost: {name}\r\nUser-Agent: Wget", "\r\nConnection: close\r\n\r\n", length, '.');
    }

    /// <summary>An answer with a text, which is as long as the header says.</summary>
    public static byte[] HttpAnswer(int length)
    {
        for (int body = length; body >= 0; body--)
        {
            string head = string.Create(
                CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: {body}\r\n\r\n");
            if (head.Length + body == length) return [.. Encoding.ASCII.GetBytes(head), .. Filled("A simulated server answers. ", body)];
        }

        return Text(length);
    }

    /// <summary>A question for a text record whose name is as long as the length asks for (RFC 1035 section 4).</summary>
    public static byte[] DnsQuery(int length)
    {
        int name = length - DnsHeader - 4;
        if (name is < 3 or > 255) return Text(length);
        byte[] bytes = new byte[length];
        WriteHeader(bytes, flags: 0x0100, answers: 0);
        WriteName(bytes.AsSpan(DnsHeader, name));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(length - 4), TextRecord);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(length - 2), Internet);
        return bytes;
    }

    /// <summary>The answer: the question again, and one text record that fills the rest.</summary>
    public static byte[] DnsAnswer(int question, int length)
    {
        int text = length - question - 13;
        if (text is < 0 or > 255 || question < DnsHeader + 7) return Text(length);
        byte[] bytes = [.. DnsQuery(question), .. new byte[length - question]];
        WriteHeader(bytes, flags: 0x8180, answers: 1);
        Span<byte> record = bytes.AsSpan(question);
        BinaryPrimitives.WriteUInt16BigEndian(record, 0xc000 | DnsHeader);
        BinaryPrimitives.WriteUInt16BigEndian(record[2..], TextRecord);
        BinaryPrimitives.WriteUInt16BigEndian(record[4..], Internet);
        BinaryPrimitives.WriteUInt32BigEndian(record[6..], 30);
        BinaryPrimitives.WriteUInt16BigEndian(record[10..], (ushort)(text + 1));
        record[12] = (byte)text;
        Filled("podnet ", text).CopyTo(record[13..]);
        return bytes;
    }

    private static void WriteHeader(Span<byte> bytes, ushort flags, ushort answers)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, 0x706e);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], flags);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], answers);
    }

    // Labels of one letter over and over, the last one as short as it must be; a root at the end. A rest of one byte would be a label of none.
    private static void WriteName(Span<byte> name)
    {
        name.Fill((byte)'a');
        name[^1] = 0;
        for (int at = 0, left = name.Length - 1; left > 0;)
        {
            int label = Math.Min(left - 1, LongestLabel);
            if (left - 1 - label == 1) label--;
            name[at] = (byte)label;
            (at, left) = (at + label + 1, left - label - 1);
        }
    }

    private static byte[] Between(string head, string tail, int length, char fill) => head.Length + tail.Length <= length
        ? Encoding.ASCII.GetBytes(head + new string(fill, length - head.Length - tail.Length) + tail)
        : Encoding.ASCII.GetBytes(head + tail)[..length];

    private static byte[] Filled(string words, int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte)words[i % words.Length];
        return bytes;
    }
}
