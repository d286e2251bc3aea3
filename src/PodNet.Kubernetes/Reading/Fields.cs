using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Reading;

/// <summary>The fields of one object of the file. Each getter returns null and notes a problem when the value is not what the field
/// takes.</summary>
internal sealed class Fields
{
    private readonly YamlMapping _mapping;
    private readonly ProblemList _problems;

    private Fields(YamlMapping mapping, string path, ProblemList problems) =>
        (_mapping, Path, _problems) = (mapping, path, problems);

    /// <summary>Path of the object: "nodes[0]"; empty for the document.</summary>
    public string Path { get; }

    public WrittenAt At => new(_mapping);

    /// <summary>Opens an object; a key that is not among <paramref name="known"/> is a problem.</summary>
    public static Fields? Open(YamlNode node, string path, ProblemList problems, IReadOnlyList<string> known)
    {
        if (node is not YamlMapping mapping)
        {
            string what = path.Length == 0 ? "the document" : path;
            problems.Add(node.At, $"{what}: must be a mapping of keys to values, not {node.Kind}");
            return null;
        }

        Fields fields = new(mapping, path, problems);
        foreach ((YamlScalar key, _) in mapping.Entries)
        {
            if (known.Contains(key.Text)) continue;
            problems.Add(key.At, $"unknown field {FieldErrors.Quote(fields.PathOf(key.Text))}{Instead(key.Text, known)}");
        }

        return fields;
    }

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    public YamlNode? Find(string key) => _mapping.Find(key);

    public bool Has(string key) => Find(key) is not null;

    public void Report(string key, string message) => _problems.Add(At.Of(key), message);

    public string? Text(string key)
    {
        YamlNode? node = Find(key);
        if (node is null) return null;
        if (node is YamlScalar scalar) return scalar.Text;
        _problems.Add(node.At, $"{PathOf(key)}: must be a single value, not {node.Kind}");
        return null;
    }

    /// <summary>A name that keeps a rule of <see cref="Names"/>.</summary>
    public string? Name(string key, Func<string, string?> rule)
    {
        if (Text(key) is not { } name) return null;
        if (rule(name) is { } problem) Report(key, FieldErrors.Invalid(PathOf(key), name, problem));
        return name;
    }

    public int? Integer(string key, int least, int most)
    {
        if (Text(key) is not { } text) return null;
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value);
        if (isNumber && value >= least && value <= most) return value;
        string range = string.Create(CultureInfo.InvariantCulture, $"must be a whole number between {least} and {most}");
        Report(key, FieldErrors.Invalid(PathOf(key), text, range));
        return null;
    }

    public bool? Flag(string key)
    {
        if (Text(key) is not { } text) return null;
        if (text is "true" or "false") return text == "true";
        Report(key, FieldErrors.Invalid(PathOf(key), text, "must be true or false"));
        return null;
    }

    public MacAddress? Mac(string key)
    {
        if (Text(key) is not { } text) return null;
        if (MacAddress.TryParse(text, out MacAddress mac) && !mac.IsGroup && mac != MacAddress.Zero) return mac;
        Report(key, FieldErrors.Invalid(PathOf(key), text, "must be the MAC address of one interface, such as 0a:58:0a:f4:01:02"));
        return null;
    }

    public IpPrefix? Cidr(string key)
    {
        ValueList<IpPrefix> networks = Cidrs(key);
        return networks.Count > 0 ? networks[0] : null;
    }

    /// <summary>Networks as kubeadm takes them: one, or one of each family with a comma between them. A list will do as well.</summary>
    public ValueList<IpPrefix> Cidrs(string key) => Networks(key, oneOfEach: true);

    /// <summary>Networks, in a list or with commas between them.</summary>
    public ValueList<IpPrefix> Networks(string key, bool oneOfEach = false)
    {
        List<IpPrefix> networks = [];
        foreach (string text in Parts(key))
        {
            if (!IpPrefix.TryParse(text, out IpPrefix prefix, out _)) Report(key, FieldErrors.Invalid(PathOf(key), text, CidrProblem(text)));
            else if (oneOfEach && networks.Any(n => n.Address.Family == prefix.Address.Family)) Report(key, FieldErrors.Invalid(PathOf(key), text, OneOfEach));
            else networks.Add(prefix);
        }

        return networks.ToValueList();
    }

    private const string OneOfEach = "must be at most one of each family, IPv4 and IPv6";

    private IEnumerable<string> Parts(string key) => Find(key) is YamlSequence
        ? Texts(key)
        : Text(key)?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    private static string CidrProblem(string text)
    {
        const string Form = "must be a network in CIDR notation such as 10.244.0.0/16";
        if (!text.Contains('/')) return Form;
        try
        {
            return $"has host bits set; the network is {InterfaceAddress.Parse(text).Network}";
        }
        catch (FormatException)
        {
            return Form;
        }
    }

    /// <summary>An address, or one of each family with a comma between them, with their prefix lengths where they are given.</summary>
    public ValueList<GivenAddress> Addresses(string key)
    {
        List<GivenAddress> addresses = [];
        foreach (string text in Parts(key))
        {
            if (AddressOf(text, out InterfaceAddress address) is { } problem) Report(key, FieldErrors.Invalid(PathOf(key), text, problem));
            else if (addresses.Any(a => a.Address.Family == address.Address.Family)) Report(key, FieldErrors.Invalid(PathOf(key), text, OneOfEach));
            else addresses.Add(new(address.Address, text.Contains('/') ? address.PrefixLength : null));
        }

        return addresses.ToValueList();
    }

    /// <summary>Reads an address that one machine can have; gives null or what is wrong with it.</summary>
    public static string? AddressOf(string text, out InterfaceAddress address)
    {
        address = default;
        try
        {
            address = InterfaceAddress.Parse(text);
        }
        catch (FormatException)
        {
            return "must be an IP address such as 192.168.50.11";
        }

        IpAddress ip = address.Address;
        bool usable = !ip.IsAny && !ip.IsLoopback && !ip.IsMulticast && !ip.IsLimitedBroadcast && !(ip.Family == IpFamily.V6 && ip.IsLinkLocal);
        return usable ? null : "must be an address that one machine can have";
    }

    /// <summary>The name of one of several containers; <paramref name="names"/> are those of the others.</summary>
    public string ContainerName(HashSet<string> names)
    {
        string name = Name("name", Names.LabelProblem) ?? "";
        if (name.Length == 0) Report("name", FieldErrors.Required(PathOf("name"), "a container has a name"));
        else if (!names.Add(name)) Report("name", FieldErrors.Duplicate(PathOf("name"), name, "another container of the pod has it"));
        return name;
    }

    /// <summary>The items of a list with their paths; nothing when the field is missing.</summary>
    public IEnumerable<(YamlNode Node, string Path)> Items(string key)
    {
        YamlNode? node = Find(key);
        if (node is null) yield break;
        if (node is not YamlSequence sequence)
        {
            _problems.Add(node.At, $"{PathOf(key)}: must be a list, not {node.Kind}");
            yield break;
        }

        for (int i = 0; i < sequence.Items.Count; i++)
            yield return (sequence.Items[i], string.Create(CultureInfo.InvariantCulture, $"{PathOf(key)}[{i}]"));
    }

    /// <summary>The texts of a list of single values.</summary>
    public IEnumerable<string> Texts(string key)
    {
        foreach ((YamlNode node, string path) in Items(key))
        {
            if (node is YamlScalar scalar) yield return scalar.Text;
            else _problems.Add(node.At, $"{path}: must be a single value, not {node.Kind}");
        }
    }

    public Fields? Open(string key, IReadOnlyList<string> known) =>
        Find(key) is { } node ? Open(node, PathOf(key), _problems, known) : null;

    public Fields? Open(YamlNode node, string path, IReadOnlyList<string> known) => Open(node, path, _problems, known);

    public void Problem(YamlNode node, string message) => _problems.Add(node.At, message);

    private static string Instead(string written, IReadOnlyList<string> known)
    {
        string suggestion = NearestName.Suggestion(written, known);
        return suggestion.Length > 0 ? suggestion : $"; known here are {string.Join(", ", known)}";
    }
}
