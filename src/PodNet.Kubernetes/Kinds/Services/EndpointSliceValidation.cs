using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>The rules for EndpointSlices (kubernetes, pkg/apis/discovery/validation).</summary>
internal static class EndpointSliceValidation
{
    private const int MostEndpoints = 1000;
    private const int MostAddresses = 100;
    private const int MostPorts = 100;
    private const int MostZoneHints = 8;

    public static void Endpoints(ApiMap slice, string addressType, FieldErrorList errors)
    {
        int count = slice.List("endpoints").Count;
        if (count > MostEndpoints)
        {
            errors.TooMany("endpoints", count, MostEndpoints);
            return;
        }

        foreach ((ApiMap endpoint, int i) in slice.Maps("endpoints").Select((e, i) => (e, i)))
        {
            string at = Indexed.At("endpoints", i);
            int addresses = endpoint.List("addresses").Count;
            if (addresses == 0) errors.Required(at + ".addresses", "must contain at least 1 address");
            else if (addresses > MostAddresses) errors.TooMany(at + ".addresses", addresses, MostAddresses);
            foreach ((ApiValue address, int j) in endpoint.List("addresses").Select((a, j) => (a, j)))
                Address(address, addressType, Indexed.At(at + ".addresses", j), errors);
            EndpointRules.NodeName(endpoint, at, errors);
            MetaValidation.Labels(endpoint.Map("deprecatedTopology"), at + ".deprecatedTopology", errors);
            EndpointRules.Label(endpoint, "hostname", at, errors);
            Hints(endpoint.Map("hints"), at + ".hints", errors);
        }
    }

    public static void Ports(ApiMap slice, FieldErrorList errors)
    {
        int count = slice.List("ports").Count;
        if (count > MostPorts)
        {
            errors.TooMany("ports", count, MostPorts);
            return;
        }

        HashSet<string> names = [];
        foreach ((ApiMap port, int i) in slice.Maps("ports").Select((p, i) => (p, i)))
        {
            string at = Indexed.At("ports", i);
            EndpointRules.Label(port, "name", at, errors);
            if (!names.Add(port.Text("name") ?? "")) errors.Duplicate(at + ".name", port["name"]!);
            EndpointRules.Protocol(port, at, errors);
            if (port.Text("appProtocol") is { } app && LabelNames.QualifiedProblem(app) is { } problem) errors.Invalid(at + ".appProtocol", app, problem);
        }
    }

    private static void Address(ApiValue address, string addressType, string path, FieldErrorList errors)
    {
        string text = address.ToString() ?? "";
        if (addressType == "FQDN")
        {
            if (text.Length == 0) errors.Required(path);
            else if (Names.SubdomainProblem(text.TrimEnd('.')) is { } problem) errors.Invalid(path, address, problem);
            else if (!text.TrimEnd('.').Contains('.', StringComparison.Ordinal))
                errors.Invalid(path, address, "should be a domain with at least two segments separated by dots");
            return;
        }

        if (addressType is not ("IPv4" or "IPv6")) return;
        IpFamily family = addressType == "IPv4" ? IpFamily.V4 : IpFamily.V6;
        bool isAddress = IpAddress.TryParse(text, out IpAddress parsed);
        if (!isAddress || parsed.Family != family) errors.Invalid(path, address, $"must be a valid {addressType} address");
        if (isAddress) EndpointRules.NotSpecial(parsed, address, path, errors);
        else errors.Invalid(path, address, "must be a valid IP address");
    }

    private static void Hints(ApiMap hints, string path, FieldErrorList errors)
    {
        if (hints.List("forZones").Count > MostZoneHints)
        {
            errors.TooMany(path + ".forZones", hints.List("forZones").Count, MostZoneHints);
            return;
        }

        HashSet<string> zones = [];
        foreach ((ApiMap zone, int i) in hints.Maps("forZones").Select((z, i) => (z, i)))
        {
            string at = Indexed.At(path + ".forZones", i) + ".name", name = zone.Text("name") ?? "";
            if (!zones.Add(name)) errors.Duplicate(at, name);
            else if (name.Length == 0) errors.Required(at);
            else if (LabelNames.ValueProblem(name) is { } problem) errors.Invalid(at, name, problem);
        }
    }
}
