using System.Net;
using PodNet.Jupyter.Wire;

namespace PodNet.Jupyter.Tests;

public class ConnectionFileTests
{
    private const string Good =
        """{"shell_port":5001,"iopub_port":5002,"stdin_port":5003,"control_port":5004,"hb_port":5005,"ip":"127.0.0.1","key":"k","transport":"tcp","signature_scheme":"hmac-sha256","kernel_name":""}""";

    [Fact]
    public void It_says_where_and_how()
    {
        ConnectionFile file = ConnectionFile.Parse(Good);
        Assert.Equal((IPAddress.Loopback, new(5001, 5002, 5003, 5004, 5005), "k"), (file.Address, file.Ports, file.Key));
        Assert.DoesNotContain("key", file.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(IPAddress.Loopback, ConnectionFile.Parse(Good.Replace("127.0.0.1", "localhost")).Address);
    }

    [Theory]
    [InlineData("\"tcp\"", "\"ipc\"", "its transport is 'ipc', and this kernel speaks tcp only")]
    [InlineData("hmac-sha256", "hmac-md5", "its signature_scheme is 'hmac-md5', and this kernel signs with hmac-sha256 only")]
    [InlineData("127.0.0.1", "*", "its ip is '*'; it has to be an IP address or localhost")]
    [InlineData("5003", "0", "its stdin_port is missing or no port from 1 to 65535")]
    [InlineData("5003", "99999999999", "its stdin_port is missing or no port from 1 to 65535")]
    [InlineData("\"k\"", "7", "its key is not a text")]
    [InlineData("{", "[", "it is not JSON: ")]
    public void What_cannot_be_is_said(string from, string to, string message)
    {
        ConnectionFileException refused = Assert.Throws<ConnectionFileException>(() => ConnectionFile.Parse(Good.Replace(from, to)));
        Assert.StartsWith(message, refused.Message);
    }

    [Fact]
    public void A_port_in_use_is_said()
    {
        using RunningKernel kernel = new();
        ConnectionFile file = ConnectionFile.Parse(Good) with { Ports = kernel.Ports };
        ConnectionFileException refused = Assert.Throws<ConnectionFileException>(() => new Channels(file, TimeProvider.System));
        Assert.StartsWith($"port {kernel.Ports.Shell} of 127.0.0.1 cannot be used: ", refused.Message);
    }
}
