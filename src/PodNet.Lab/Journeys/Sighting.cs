using PodNet.Lab.Captures;
using PodNet.Model.Collections;

namespace PodNet.Lab.Journeys;

/// <summary>One property of a sighting that is compared.</summary>
/// <param name="Name">What it is, for messages: "TTL", "inner source port".</param>
/// <param name="Value">As text, with client ports already replaced by names.</param>
/// <param name="Text">How a sighting's line shows it, with its separator; empty where the line shows it by something else.</param>
public readonly record struct SightingField(string Name, string Value, string Text);

/// <summary>One packet as one interface saw it, reduced to what is compared.</summary>
/// <param name="Device">Empty: as the namespace as a whole saw it.</param>
public sealed record Sighting(string Namespace, string Device, ValueList<SightingField> Fields)
{
    /// <summary>Namespace and device, as the line begins.</summary>
    public string Place => Device.Length == 0 ? Namespace : $"{Namespace}:{Device}";

    /// <summary>What it was read from; not compared.</summary>
    public Frame? Frame { get; init; }

    /// <summary>The sighting in one line: <c>n1:eth0 SMAC>DMAC SRC>DST ttl63 DF proto1 echo-request seq1 len84 frame98</c>.</summary>
    public string Text => Place + string.Concat(Fields.Select(f => f.Text));

    /// <inheritdoc/>
    public bool Equals(Sighting? other) =>
        other is not null && Namespace == other.Namespace && Device == other.Device && Fields == other.Fields;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Namespace, Device, Fields);
}

/// <summary>One packet as it is seen on one interface after another.</summary>
/// <param name="Key">What tells it from the probe's other journeys; journeys of one key are interchangeable.</param>
/// <param name="Flooded">It runs along several branches at once, so only part of its order counts (<see cref="Flood"/>).</param>
/// <param name="Sightings">In the order of the capture.</param>
public sealed record CapturedJourney(string Key, bool Flooded, ValueList<Sighting> Sightings);
