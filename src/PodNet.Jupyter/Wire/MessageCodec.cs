using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodNet.Jupyter.Wire;

/// <summary>Reads and writes Jupyter messages (jupyter-client, "Messaging in Jupyter", version 5.3): route, delimiter, signature, header, parent
/// header, metadata, content.</summary>
internal sealed class MessageCodec(string key, TimeProvider clock)
{
    /// <summary>Version of the messaging protocol.</summary>
    public const string ProtocolVersion = "5.3";

    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly string _session = Guid.NewGuid().ToString("N");
    private long _count;

    /// <summary>Reads a request. Nothing of it is interpreted before its signature is found right.</summary>
    /// <returns>Null when it is not one, or not from who knows the key.</returns>
    public Message? Read(ZmtpPeer peer, Channel channel, IReadOnlyList<byte[]> frames)
    {
        int at = 0;
        while (at < frames.Count && !frames[at].AsSpan().SequenceEqual("<IDS|MSG>"u8)) at++;
        if (frames.Count - at < 6) return null;
        byte[][] signed = [frames[at + 2], frames[at + 3], frames[at + 4], frames[at + 5]];
        if (_key.Length > 0 && !CryptographicOperations.FixedTimeEquals(frames[at + 1], Signature(signed))) return null;
        try
        {
            JsonElement header = Parse(signed[0]);
            if (JsonText.Of(header, "msg_type") is not { } type) return null;
            JsonElement content = Parse(signed[3]);
            return new(frames.Take(at).ToArray(), signed[0], type, content, SentAt(header)) { Peer = peer, Channel = channel };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a message.</summary>
    /// <param name="parentHeader">Header of the request that it belongs to; null when it belongs to none.</param>
    /// <param name="content">Writes the fields of the content.</param>
    public byte[][] Write(IEnumerable<byte[]> route, string type, byte[]? parentHeader, Action<Utf8JsonWriter> content)
    {
        byte[][] signed = [Header(type), parentHeader ?? "{}"u8.ToArray(), "{}"u8.ToArray(), Fields(content)];
        return [.. route, "<IDS|MSG>"u8.ToArray(), _key.Length > 0 ? Signature(signed) : [], .. signed];
    }

    private byte[] Header(string type) => Fields(json =>
    {
        json.WriteString("msg_id", string.Create(CultureInfo.InvariantCulture, $"{_session}_{Interlocked.Increment(ref _count)}"));
        json.WriteString("msg_type", type);
        json.WriteString("username", "podnet");
        json.WriteString("session", _session);
        json.WriteString("date", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("version", ProtocolVersion);
    });

    private static byte[] Fields(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new(256);
        using (Utf8JsonWriter json = new(bytes, AsItIs))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static JsonElement Parse(byte[] json)
    {
        JsonElement value = JsonElement.Parse(json);
        return value.ValueKind == JsonValueKind.Object ? value : throw new JsonException("no object");
    }

    private static DateTimeOffset? SentAt(JsonElement header) => DateTimeOffset.TryParse(
        JsonText.Of(header, "date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;

    /// <summary>HMAC-SHA256 over the four frames as they are on the wire, in lower-case hexadecimal.</summary>
    private byte[] Signature(byte[][] signed)
    {
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] frame in signed) hash.AppendData(frame);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
