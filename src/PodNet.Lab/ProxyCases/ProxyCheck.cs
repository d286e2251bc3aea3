using System.Text.Json;
using PodNet.Datapath.ServiceProxy.Iptables;
using PodNet.Kubectl.Check;
using PodNet.Lab.Captures;

namespace PodNet.Lab.ProxyCases;

/// <summary>Compares our kube-proxy with cases taken from the real one's tests: the rules it writes, where packets go through them, and the names of its
/// chains.</summary>
public static class ProxyCheck
{
    /// <summary>Checks one file.</summary>
    /// <param name="name">The file, as messages name it.</param>
    /// <param name="text">Its text: a case with "expectedIptables" or "flows", or "pairs" of names.</param>
    /// <exception cref="CheckFileException">It is none of these, or lacks something; the message says where.</exception>
    public static CheckReport Run(string name, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonValue root = new(document.RootElement, "");
            if (root.Optional("pairs") is { } pairs) return pairs.Items().Select(Names).Aggregate(CheckReport.Empty, CheckReport.Add);
            if (root.Optional("expectedIptables") is null && root.Optional("flows") is null)
                throw new CheckFileException($"{name}: there are neither \"expectedIptables\" nor \"flows\" nor \"pairs\" in it");
            ProxyCase one = new(root);
            return RuleCases.Check(one) + FlowCases.Check(one);
        }
        catch (JsonException problem)
        {
            throw new CheckFileException(FormattableString.Invariant($"{name}: not JSON: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}"));
        }
        catch (Exception problem) when (problem is CaptureFormatException or FormatException)
        {
            throw new CheckFileException($"{name}: {problem.Message}");
        }
    }

    // What is hashed is the name, the protocol and perhaps an endpoint, one behind the other.
    private static CheckReport Names(JsonValue pair)
    {
        string expected = pair["chain"].Text(), service = pair["servicePortName"].Text(), protocol = pair["protocol"].Text();
        string actual = pair.Optional("endpoint") is { } endpoint
            ? ChainName.OfEndpoint(service, protocol, endpoint.Text())
            : ChainName.OfService(expected[..(expected.LastIndexOf('-') + 1)], service, protocol);
        return actual == expected ? new(1, [], 0) : new(0, [$"{service} {protocol}: expected {expected}, got {actual}"], 0);
    }
}
