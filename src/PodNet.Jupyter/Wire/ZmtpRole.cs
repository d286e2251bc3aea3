using System.Buffers.Binary;
using System.Text;

namespace PodNet.Jupyter.Wire;

/// <summary>What a socket does with messages, by the name ZMTP has for it.</summary>
/// <param name="Name">Its socket type.</param>
/// <param name="Partners">Socket types that may connect to it.</param>
internal sealed record ZmtpRole(string Name, params string[] Partners)
{
    /// <summary>Answers go back to who asked.</summary>
    public static ZmtpRole Router { get; } = new("ROUTER", "DEALER", "REQ", "ROUTER");

    /// <summary>Everybody who subscribed gets everything.</summary>
    public static ZmtpRole Publisher { get; } = new("PUB", "SUB", "XSUB");

    /// <summary>One answer to each question.</summary>
    public static ZmtpRole Reply { get; } = new("REP", "REQ", "DEALER");

    /// <summary>Reads the properties of a READY command.</summary>
    /// <returns>The identity that the peer gave itself; mostly empty.</returns>
    /// <exception cref="ZmtpException">It is no READY command, or of a socket that cannot talk to this one.</exception>
    public byte[] Accept(ReadOnlySpan<byte> command)
    {
        if (!command.StartsWith("\u0005READY"u8)) throw new ZmtpException("no READY command");
        byte[] identity = [];
        string type = "";
        for (ReadOnlySpan<byte> rest = command[6..]; rest.Length > 0;)
        {
            int name = rest[0];
            if (rest.Length < 5 + name) throw new ZmtpException("a READY command cut short");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest[(1 + name)..]);
            if (length > (uint)(rest.Length - 5 - name)) throw new ZmtpException("a READY command cut short");
            ReadOnlySpan<byte> value = rest.Slice(5 + name, (int)length);
            string property = Encoding.ASCII.GetString(rest.Slice(1, name)).ToUpperInvariant();
            if (property == "SOCKET-TYPE") type = Encoding.ASCII.GetString(value);
            if (property == "IDENTITY") identity = value.ToArray();
            rest = rest[(5 + name + (int)length)..];
        }

        return Partners.Contains(type) ? identity : throw new ZmtpException("a socket type that does not fit " + Name);
    }
}
