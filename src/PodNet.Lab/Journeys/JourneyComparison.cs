using System.Globalization;
using PodNet.Model.Collections;

namespace PodNet.Lab.Journeys;

/// <summary>How two sides differ in a journey.</summary>
public enum DifferenceKind
{
    /// <summary>Both have it, and something in it differs.</summary>
    Different,

    /// <summary>The capture has it, the prediction has not.</summary>
    Missing,

    /// <summary>The prediction has it, the capture has not.</summary>
    Unexpected,
}

/// <summary>A journey that is not the same on both sides.</summary>
/// <param name="What">The first thing that differs: a field's name and where.</param>
/// <param name="Predicted">The predicted line at that place, or null when there is none.</param>
/// <param name="Seen">The captured line at that place, or null when there is none.</param>
public sealed record JourneyDifference(DifferenceKind Kind, string Key, string What, string? Predicted, string? Seen);

/// <summary>A probe's journeys compared.</summary>
/// <param name="Total">Journeys that at least one side has.</param>
/// <param name="Differences">What is not equal, in the order of the captured journeys, then of the predicted ones.</param>
public sealed record JourneyComparison(int Total, ValueList<JourneyDifference> Differences)
{
    /// <summary>Journeys that are the same on both sides.</summary>
    public int Equal => Total - Differences.Count;

    /// <summary>Compares as multisets: journeys of one key are matched with an equal one where there is one, the others in order.</summary>
    public static JourneyComparison Compare(IReadOnlyCollection<CapturedJourney> predicted, IReadOnlyCollection<CapturedJourney> seen)
    {
        List<CapturedJourney> open = [.. predicted];
        List<CapturedJourney> unmatched = [.. seen.Where(s => !TakeEqual(open, s))];
        List<JourneyDifference> differences = [];
        foreach (CapturedJourney journey in unmatched)
        {
            CapturedJourney? other = open.Find(p => p.Key == journey.Key);
            if (other is not null) open.Remove(other);
            differences.Add(other is null
                ? new(DifferenceKind.Missing, journey.Key, "nothing predicted", null, First(journey))
                : Differ(other, journey)!);
        }

        differences.AddRange(open.Select(p => new JourneyDifference(DifferenceKind.Unexpected, p.Key, "nothing seen", First(p), null)));
        return new(seen.Count + open.Count, differences.ToValueList());
    }

    /// <summary>How two journeys of one key differ; null when they are the same.</summary>
    public static JourneyDifference? Differ(CapturedJourney predicted, CapturedJourney seen) =>
        predicted.Flooded ? DifferFlooded(predicted, seen) : DifferInOrder(predicted, seen);

    private static bool TakeEqual(List<CapturedJourney> open, CapturedJourney seen)
    {
        int index = open.FindIndex(p => p.Key == seen.Key && Differ(p, seen) is null);
        if (index >= 0) open.RemoveAt(index);
        return index >= 0;
    }

    private static string? First(CapturedJourney journey) => JourneyText.Lines(journey).FirstOrDefault();

    private static JourneyDifference? DifferInOrder(CapturedJourney predicted, CapturedJourney seen)
    {
        int longest = Math.Max(predicted.Sightings.Count, seen.Sightings.Count);
        for (int i = 0; i < longest; i++)
        {
            Sighting? one = i < predicted.Sightings.Count ? predicted.Sightings[i] : null;
            Sighting? other = i < seen.Sightings.Count ? seen.Sightings[i] : null;
            if (one == other) continue;
            string what = string.Create(CultureInfo.InvariantCulture, $"{FieldThatDiffers(one, other)} at sighting {i + 1}");
            return new(DifferenceKind.Different, seen.Key, what, one?.Text, other?.Text);
        }

        return null;
    }

    private static JourneyDifference? DifferFlooded(CapturedJourney predicted, CapturedJourney seen)
    {
        ValueList<FloodVisit> ones = Flood.Visits(predicted);
        ValueList<FloodVisit> others = Flood.Visits(seen);
        foreach (string place in ones.Concat(others).Select(v => v.Namespace).Distinct(StringComparer.Ordinal))
        {
            FloodVisit? one = ones.FirstOrDefault(v => v.Namespace == place);
            FloodVisit? other = others.FirstOrDefault(v => v.Namespace == place);
            if (DifferInVisit(seen.Key, place, one, other) is { } difference) return difference;
        }

        return null;
    }

    private static JourneyDifference? DifferInVisit(string key, string place, FloodVisit? one, FloodVisit? other)
    {
        string? first = one is null ? null : one.First.Text + JourneyText.Mark(one);
        string? second = other is null ? null : other.First.Text + JourneyText.Mark(other);
        if (one is null || other is null) return new(DifferenceKind.Different, key, $"namespace {place}", first, second);
        string field = FieldThatDiffers(one.First, other.First);
        if (one.First != other.First) return new(DifferenceKind.Different, key, $"{field} at the first sighting in {place}", first, second);
        if (one.After != other.After) return new(DifferenceKind.Different, key, $"namespace before {place}", first, second);
        for (int i = 0; i < Math.Max(one.Rest.Count, other.Rest.Count); i++)
        {
            CountedSighting? here = i < one.Rest.Count ? one.Rest[i] : null;
            CountedSighting? there = i < other.Rest.Count ? other.Rest[i] : null;
            if (here == there) continue;
            string what = here?.Sighting == there?.Sighting ? "number of sightings" : FieldThatDiffers(here?.Sighting, there?.Sighting);
            string? hereText = here is null ? null : JourneyText.Line(here);
            return new(DifferenceKind.Different, key, $"{what} in {place}", hereText, there is null ? null : JourneyText.Line(there));
        }

        return null;
    }

    private static string FieldThatDiffers(Sighting? one, Sighting? other)
    {
        if (one is null || other is null) return "end of the journey";
        if (one.Place != other.Place) return "interface";
        for (int i = 0; i < Math.Max(one.Fields.Count, other.Fields.Count); i++)
        {
            if (i >= one.Fields.Count) return other.Fields[i].Name;
            if (i >= other.Fields.Count) return one.Fields[i].Name;
            if (one.Fields[i] == other.Fields[i]) continue;
            // A field only one side has stands first there: name that one.
            return other.Fields.Any(f => f.Name == one.Fields[i].Name) ? other.Fields[i].Name : one.Fields[i].Name;
        }

        return "nothing";
    }
}
