using PodNet.Model.Collections;

namespace PodNet.Lab.Journeys;

/// <summary>Sightings that look the same, and how many of them.</summary>
public sealed record CountedSighting(Sighting Sighting, int Count);

/// <summary>What one namespace saw of a flooded frame.</summary>
/// <param name="First">The first sighting there.</param>
/// <param name="After">Namespace that gave it the frame; null for the one where it began.</param>
/// <param name="Rest">All other sightings there, in no order: sorted by their text.</param>
public sealed record FloodVisit(string Namespace, Sighting First, string? After, ValueList<CountedSighting> Rest);

/// <summary>The order that counts in a flooded frame's journey: its copies run along several branches at once.</summary>
public static class Flood
{
    /// <summary>The namespaces a flooded frame was seen in: where it began, then the others by name.</summary>
    public static ValueList<FloodVisit> Visits(CapturedJourney journey)
    {
        if (journey.Sightings.Count == 0) return [];
        string origin = journey.Sightings[0].Namespace;
        return journey.Sightings.Select(s => s.Namespace).Distinct(StringComparer.Ordinal)
            .OrderBy(n => n != origin).ThenBy(n => n, StringComparer.Ordinal)
            .Select(n => Visit(journey.Sightings, n)).ToValueList();
    }

    private static FloodVisit Visit(ValueList<Sighting> all, string place)
    {
        int first = Enumerable.Range(0, all.Count).First(i => all[i].Namespace == place);
        ValueList<CountedSighting> rest = all.Skip(first + 1).Where(s => s.Namespace == place)
            .GroupBy(s => s.Text, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new CountedSighting(g.First(), g.Count())).ToValueList();
        return new(place, all[first], first == 0 ? null : Giver(all, first), rest);
    }

    // A namespace gives a frame away on another device than the one it got it on; only the origin gives away what it has seen once. So a
    // leaf that happens to be listed in between, or a hairpin port that gets its own frame back, is nobody's giver.
    private static string? Giver(ValueList<Sighting> all, int receiver)
    {
        for (int i = receiver - 1; i > 0; i--)
        {
            string place = all[i].Namespace;
            Sighting first = all.First(s => s.Namespace == place);
            if (place != all[receiver].Namespace && first.Device != all[i].Device) return place;
        }

        return all[0].Namespace;
    }
}
