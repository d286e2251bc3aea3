using PodNet.Model.Collections;

namespace PodNet.Lab.Captures;

/// <summary>A capture file (<c>probes.json</c>): the interfaces of a cluster, and what each probe made them carry.</summary>
public sealed record Capture(ValueList<CaptureInterface> Interfaces, ValueList<CapturedProbe> Probes);

/// <summary>An interface that was captured. Seen with <c>ip -n NAMESPACE link show dev NAME</c>.</summary>
/// <param name="Mac">As printed; empty where the link has no address.</param>
/// <param name="Mtu">Bytes, link header not counted.</param>
/// <param name="Type">Link type in ip-link's words: "loopback", "ether", "ipip" ...</param>
public sealed record CaptureInterface(string Namespace, string Name, string Mac, int Mtu, string Type);

/// <summary>A program that was run, and every sighting of every packet it caused.</summary>
/// <param name="Name">The probe's name, unique in the file.</param>
/// <param name="From">Namespace the program ran in.</param>
/// <param name="Argv">The program and its arguments.</param>
/// <param name="Answer">What it printed, or null.</param>
/// <param name="ChosenEndpoint">Namespace of the endpoint a Service's first SYN went to, or null.</param>
/// <param name="Conntrack">The nodes' connection tables afterwards, as <c>conntrack -L</c> prints them; null where nobody looked.</param>
/// <param name="Frames">All sightings in time order; empty when the own kernel refused.</param>
public sealed record CapturedProbe(
    string Name,
    string From,
    ValueList<string> Argv,
    int ExitCode,
    string? Answer,
    string? ChosenEndpoint,
    string? Conntrack,
    ValueList<Frame> Frames);
