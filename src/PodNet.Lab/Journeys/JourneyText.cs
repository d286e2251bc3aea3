using System.Globalization;
using System.Text;

namespace PodNet.Lab.Journeys;

/// <summary>Journeys as text: a line for the probe, one for each journey, one for each sighting.</summary>
public static class JourneyText
{
    /// <summary>The probe's name, the number of its journeys, and the journeys; lines end in a line feed.</summary>
    public static string Write(string probe, IReadOnlyCollection<CapturedJourney> journeys)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{probe}: {journeys.Count} journeys\n");
        foreach (CapturedJourney journey in journeys)
        {
            text.Append("    ").Append(journey.Key).Append('\n');
            foreach (string line in Lines(journey)) text.Append("        ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A line per sighting; of a flooded frame sorted, with its origin, its givers and its counts marked.</summary>
    public static IEnumerable<string> Lines(CapturedJourney journey) =>
        journey.Flooded ? Flood.Visits(journey).SelectMany(Lines) : journey.Sightings.Select(s => s.Text);

    private static IEnumerable<string> Lines(FloodVisit visit) => visit.Rest.Select(Line).Prepend(visit.First.Text + Mark(visit));

    internal static string Mark(FloodVisit visit) => visit.After is null ? " (origin)" : $" (after {visit.After})";

    internal static string Line(CountedSighting more) =>
        more.Count == 1 ? more.Sighting.Text : string.Create(CultureInfo.InvariantCulture, $"{more.Sighting.Text} (x{more.Count})");
}
