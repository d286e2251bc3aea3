using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Tracing;

/// <summary>One packet made by hand, as a raw socket sends it: no program waits for an answer.</summary>
/// <param name="Namespace">Where it is put in.</param>
/// <param name="Device">The device it comes in on, as if from its other end; null: it starts here.</param>
/// <param name="Packet">The packet, from its IP header on.</param>
public sealed record Injection(NamespaceId Namespace, string? Device, Packet Packet);
