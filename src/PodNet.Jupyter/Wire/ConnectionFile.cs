using System.Net;
using System.Text;
using System.Text.Json;

namespace PodNet.Jupyter.Wire;

/// <summary>Where a front end expects the kernel: the file that it names on the kernel's command line (jupyter-client, "Connection files").</summary>
/// <param name="Address">The one address that the sockets are bound to.</param>
/// <param name="Key">Key of the messages' signatures; empty: they are not signed.</param>
public sealed record ConnectionFile(IPAddress Address, ChannelPorts Ports, string Key)
{
    /// <summary>Reads the file's text.</summary>
    /// <exception cref="ConnectionFileException">It is no connection file, or asks for something that is not there; the message says what.</exception>
    public static ConnectionFile Parse(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new ConnectionFileException("it holds no JSON object");
            string transport = Text(root, "transport", "tcp");
            if (transport != "tcp") throw new ConnectionFileException($"its transport is '{transport}', and this kernel speaks tcp only");
            string key = Text(root, "key", "");
            string scheme = Text(root, "signature_scheme", "hmac-sha256");
            if (key.Length > 0 && scheme != "hmac-sha256")
                throw new ConnectionFileException($"its signature_scheme is '{scheme}', and this kernel signs with hmac-sha256 only");
            ChannelPorts ports = new(
                Port(root, "shell_port"), Port(root, "iopub_port"), Port(root, "stdin_port"), Port(root, "control_port"), Port(root, "hb_port"));
            return new(AddressOf(Text(root, "ip", "127.0.0.1")), ports, key);
        }
        catch (JsonException broken)
        {
            throw new ConnectionFileException($"it is not JSON: {broken.Message}");
        }
    }

    private static IPAddress AddressOf(string ip)
    {
        if (ip == "localhost") return IPAddress.Loopback;
        return IPAddress.TryParse(ip, out IPAddress? address)
            ? address
            : throw new ConnectionFileException($"its ip is '{ip}'; it has to be an IP address or localhost");
    }

    private static string Text(JsonElement root, string name, string otherwise)
    {
        if (!root.TryGetProperty(name, out JsonElement value)) return otherwise;
        return JsonText.Of(value) ?? throw new ConnectionFileException($"its {name} is not a text");
    }

    private static int Port(JsonElement root, string name)
    {
        bool isPort = root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out int port) && port is > 0 and <= 65535;
        return isPort ? value.GetInt32() : throw new ConnectionFileException($"its {name} is missing or no port from 1 to 65535");
    }

    // The key is a secret.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Address}, {Ports}");
        return true;
    }
}

/// <summary>TCP ports of the five channels; 0 lets the system choose one.</summary>
public sealed record ChannelPorts(int Shell, int Iopub, int Stdin, int Control, int Heartbeat);

/// <summary>A connection file that cannot be used; the message is shown as it is.</summary>
public sealed class ConnectionFileException(string message) : Exception(message);
