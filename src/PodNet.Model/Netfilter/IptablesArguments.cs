using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;

namespace PodNet.Model.Netfilter;

/// <summary>Makes a rule of the arguments a program gives to <c>iptables -A CHAIN ...</c> (iptables-extensions(8)). Many programs that set up
/// a node's networking do it by calling iptables; what they say to it can so become the objects that move packets.</summary>
public static class IptablesArguments
{
    /// <summary>The rule.</summary>
    /// <exception cref="FormatException">iptables has no such argument here, or its value is none; the message names it.</exception>
    public static Rule Parse(ValueList<string> arguments)
    {
        Parser parser = new(arguments);
        while (parser.Next()) parser.Read();
        return parser.Rule();
    }

    private sealed class Parser(ValueList<string> words)
    {
        private int _at = -1;
        private bool _negated;
        private IpProtocol? _protocol;
        private (IpProtocol Protocol, int At)? _ports;
        private string? _list, _recent;
        private int _recentAt, _seconds;

        public List<Match> Matches { get; } = [];

        public Target? Target { get; private set; }

        public bool Next() => ++_at < words.Count;

        public void Read()
        {
            string word = words[_at];
            switch (word)
            {
                case "!": _negated = true; break;
                case "-m" or "--match": Load(Value()); break;
                case "-j" or "--jump": Target = Jump(Value()); break;
                case "-g" or "--goto": Target = new GotoTarget(Value()); break;
                case "--set-xmark": Target = Mark(Value(), (v, m) => new MarkTarget(v, m)); break;
                case "--or-mark": Target = Mark(Value(), (v, _) => new MarkTarget(v, v)); break;
                case "--xor-mark": Target = Mark(Value(), (v, _) => new MarkTarget(v, 0)); break;
                case "--to-destination": Target = Endpoint(Value(), (a, p) => new DnatTarget(a, p)); break;
                case "--to-source": Target = new SnatTarget(IpAddress.Parse(Value())); break;
                case "--mode": Value(); break;
                case "--name": _list = Value(); break;
                case "--rcheck" or "--set": _recent = word; break;
                case "--seconds": _seconds = Port(Value()); break;
                case "--reap": break;
                case "--random-fully": Target = new MasqueradeTarget(RandomFully: true); break;
                default:
                    Matches.Add(Condition(word) with { Negated = _negated });
                    _negated = false;
                    break;
            }
        }

        /// <summary>What was read.</summary>
        public Rule Rule()
        {
            if (_recent is not null)
                Matches.Insert(_recentAt, _recent == "--set" ? new RecentSetMatch(_list ?? "DEFAULT") : new RecentCheckMatch(_list ?? "DEFAULT", _seconds));

            // A module that was loaded and asked nothing is still part of the rule: iptables-save prints it.
            if (_ports is { } ports && !Matches.Any(m => m is DestinationPortMatch or SourcePortMatch))
                Matches.Insert(ports.At + (_recent is not null && _recentAt <= ports.At ? 1 : 0), new DestinationPortMatch(ports.Protocol, 0, ushort.MaxValue));
            return new(Matches.ToValueList(), Target);
        }

        private void Load(string module)
        {
            if (module is "tcp" or "udp" or "sctp") _ports = (Protocol(module), Matches.Count);
            if (module == "recent") _recentAt = Matches.Count;
        }

        private Match Condition(string word) => word switch
        {
            "-p" or "--protocol" => new ProtocolMatch((_protocol = Protocol(Value())).Value),
            "-s" or "--source" => new SourceMatch(Network(Value())),
            "-d" or "--destination" => new DestinationMatch(Network(Value())),
            "-i" or "--in-interface" => new InInterfaceMatch(Value()),
            "-o" or "--out-interface" => new OutInterfaceMatch(Value()),
            "--dport" or "--destination-port" => Ports(Value(), (p, a, b) => new DestinationPortMatch(p, a, b)),
            "--sport" or "--source-port" => Ports(Value(), (p, a, b) => new SourcePortMatch(p, a, b)),
            "--dports" or "--destination-ports" => new MultiportMatch(Transport(), Value().Split(',').Select(Port).ToValueList()),
            "--mark" => Mark(Value(), (v, m) => new MarkMatch(v, m)),
            "--src-type" => new AddressTypeMatch(AddressTypeOf(Value()), OfSource: true),
            "--dst-type" => new AddressTypeMatch(AddressTypeOf(Value()), OfSource: false),
            "--ctstate" => new ConntrackMatch(Value().Split(',').Aggregate(ConntrackStates.None, (all, s) => all | Named<ConntrackStates>(s))),
            "--comment" => new CommentMatch(Value()),
            "--probability" => new RandomMatch(Probability(Value())),
            _ => throw new FormatException($"unknown option \"{word}\""),
        };

        private string Value() => Next() ? words[_at] : throw new FormatException($"option \"{words[^1]}\" requires an argument");

        private static Target Jump(string target) => target switch
        {
            "ACCEPT" => new AcceptTarget(),
            "DROP" => new DropTarget(),
            "RETURN" => new ReturnTarget(),
            "REJECT" => new RejectTarget(),
            "MASQUERADE" => new MasqueradeTarget(),
            "MARK" => new MarkTarget(0, 0),
            "DNAT" or "SNAT" => new ReturnTarget(),
            _ => new JumpTarget(target),
        };

        private IpProtocol Transport() => _protocol ?? throw new FormatException("multiport needs -p tcp or -p udp");

        private Match Ports(string text, Func<IpProtocol, ushort, ushort, Match> make)
        {
            string[] ends = text.Split(':');
            return make(Transport(), Port(ends[0]), Port(ends[^1]));
        }

        private static T Mark<T>(string text, Func<uint, uint, T> make)
        {
            string[] parts = text.Split('/');
            return make(Bits(parts[0]), parts.Length > 1 ? Bits(parts[1]) : uint.MaxValue);
        }

        private static T Endpoint<T>(string text, Func<IpAddress, ushort?, T> make)
        {
            int colon = text.LastIndexOf(':');
            bool hasPort = text.StartsWith('[') ? text.Contains("]:", StringComparison.Ordinal) : colon >= 0 && colon == text.IndexOf(':', StringComparison.Ordinal);
            string address = (hasPort ? text[..colon] : text).Trim('[', ']');
            return make(IpAddress.Parse(address), hasPort ? Port(text[(colon + 1)..]) : null);
        }

        // iptables clears host bits: -s 10.0.0.2/24 is 10.0.0.0/24.
        private static IpPrefix Network(string text) =>
            text.Contains('/', StringComparison.Ordinal) ? InterfaceAddress.Parse(text).Network : IpPrefix.Host(IpAddress.Parse(text));

        private static uint Probability(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share)
            && share is >= 0 and <= 1 ? (uint)Math.Round(share * 0x8000_0000, MidpointRounding.ToEven) : throw new FormatException($"bad probability: \"{text}\"");

        private static ushort Port(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? port : throw new FormatException($"invalid port/service `{text}' specified");

        private static uint Bits(string text)
        {
            bool isHex = text.StartsWith("0x", StringComparison.Ordinal);
            NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
            return uint.TryParse(isHex ? text.AsSpan(2) : text, style, CultureInfo.InvariantCulture, out uint bits)
                ? bits : throw new FormatException($"bad integer value for a mark: \"{text}\"");
        }

        private static IpProtocol Protocol(string name) => name switch
        {
            "ipencap" => IpProtocol.IpInIp,
            "ipv6-icmp" or "icmpv6" => IpProtocol.IcmpV6,
            _ => Named<IpProtocol>(name),
        };

        private static AddressType AddressTypeOf(string name) => Named<AddressType>(name);

        private static T Named<T>(string name)
            where T : struct, Enum => Enum.TryParse(name, ignoreCase: true, out T value) && Enum.IsDefined(value)
            ? value : throw new FormatException($"unknown {typeof(T).Name} \"{name}\"");
    }
}
