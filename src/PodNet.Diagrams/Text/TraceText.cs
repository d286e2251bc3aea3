using System.Globalization;
using System.Text;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;

namespace PodNet.Diagrams.Text;

/// <summary>An exchange in plain text: verdict, hop table, every step with its row, the outcome.</summary>
internal static class TraceText
{
    public static string Write(TraceStory story, ClusterSketch sketch, bool all, ulong? seed)
    {
        StringBuilder text = new();
        Verdict(text, story, seed);
        if (story.Request is not null) Table(text, "request", story, story.Request, story.Numbers);
        if (story.Answer is not null) Table(text, "answer", story, story.Answer, story.AnswerNumbers);
        Exchange(text, story, all);
        Line(text, "");
        TopologyText.Write(text, sketch);
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>The story's summary with the seed.</summary>
    public static string Summary(TraceStory story, ulong? seed) =>
        seed is { } s ? string.Create(CultureInfo.InvariantCulture, $"{story.Summary} · seed {s}") : story.Summary;

    /// <summary>From whom to whom, how it ended, and by what.</summary>
    public static void Verdict(StringBuilder text, TraceStory story, ulong? seed)
    {
        Line(text, $"{story.From} -> {story.To}: {story.Verdict.Words}");
        Line(text, Summary(story, seed));
        if (story.Sentence is { } sentence) Line(text, sentence);
        if (story.Failed is { } failed)
        {
            RuleMatched? rule = failed.Journey.Main.SelectMany(h => h.Steps).OfType<RuleMatched>().LastOrDefault();
            if (StepWords.EndingRow(failed.Journey.Ending, rule) is { } row) Line(text, $"decided by: {row}");
            if (StepWords.Command(failed.Journey.Ending) is { } command) Line(text, $"shown by:   {command}");
        }
        else if (story.Request is null)
        {
            Line(text, $"decided by: {story.NotSentBy.Row}");
            Line(text, $"shown by:   {story.NotSentBy.Command}");
        }
    }

    /// <summary>Every journey, and what the program saw.</summary>
    public static void Exchange(StringBuilder text, TraceStory story, bool all)
    {
        Journeys(text, story, all);
        Outcome(text, story);
    }

    private static void Table(StringBuilder text, string what, TraceStory story, JourneyStory journey, Dictionary<DeviceKey, int> numbers)
    {
        Line(text, "");
        Line(text, $"{what}: {PacketWords.Kind(journey.Journey.Packet)} {PacketWords.Addresses(journey.Journey.Packet)}");
        foreach (StoryRow row in journey.Rows)
        {
            string number = numbers.TryGetValue(row.Key, out int n) ? n.ToString(CultureInfo.InvariantCulture) : "-";
            string device = row.Key.IsNodeNetwork ? $"switch {row.Device}" : row.Device;
            string mark = row.Ending is Dropped or Rejected ? "  <- ended here" : "";
            Line(text, $"{number,3}  {story.NameOf(row.Namespace)} {device}{mark}");
            foreach (Decision decision in row.Decisions) Line(text, $"       {(decision.Outer ? "outer: " : "")}{decision.Text}");
            string commands = string.Join("; ", row.Decisions.Select(d => d.Command).OfType<string>().Distinct());
            if (commands.Length > 0) Line(text, $"       shown by: {commands}");
            Line(text, $"       frame: {PacketWords.Whole(row.Frame)}, mtu {row.Mtu.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static void Journeys(StringBuilder text, TraceStory story, bool all)
    {
        Line(text, "");
        int arp = story.Exchange.Journeys.Count(j => j.Role == JourneyRole.AddressResolution);
        string folded = all || arp == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {arp} of them {story.ResolutionName} (folded)");
        Line(text, $"{PodWords.Count(story.Exchange.Journeys.Count, "journey")} in this exchange{folded}:");
        foreach (Journey journey in story.Exchange.Journeys)
        {
            if (!all && journey.Role == JourneyRole.AddressResolution) continue;
            string cause = journey.CausedBy is { } by ? string.Create(CultureInfo.InvariantCulture, $" (answers {by})") : "";
            string sides = journey.SideBranches == 0 ? "" : $", {journey.SideBranches.ToString(CultureInfo.InvariantCulture)} more copies";
            Line(text, string.Create(
                CultureInfo.InvariantCulture,
                $"{journey.Number}. {Role(journey.Role)} {PacketWords.Kind(journey.Packet)}{cause}: "
                + $"{DispositionWords.Of(journey.Disposition)}{sides}"));
            bool main = journey == story.Request?.Journey || journey == story.Answer?.Journey;
            if (all || main) Steps(text, story, journey, all);
        }

        if (!all && arp > 0) Line(text, string.Create(CultureInfo.InvariantCulture, $"{story.ResolutionName} ×{story.ArpRequests}"));
    }

    private static void Steps(StringBuilder text, TraceStory story, Journey journey, bool all)
    {
        foreach (Hop hop in journey.Main)
        {
            Line(text, $"   in {story.NameOf(hop.Namespace)}");
            RuleMatched? rule = null;
            foreach (Step step in hop.Steps)
            {
                rule = step as RuleMatched ?? rule;
                Line(text, $"     {StepWords.Line(step, rule)}");
                if (StepWords.Nearest(step) is { } nearest) Line(text, $"       nearest row: {nearest}");
                bool seen = step is Received or Transmitted;
                if (StepWords.Command(step) is { } command && (all || !seen)) Line(text, $"       $ {command}");
            }
        }
    }

    private static void Outcome(StringBuilder text, TraceStory story)
    {
        Line(text, "");
        string tries = story.Exchange.Outcome == OutcomeKind.Answered && story.Tries == 1 ? "" : $", {PodWords.Tries(story.Tries)}";
        Line(text, $"outcome: {Spaced(story.Exchange.Outcome.ToString())}{tries}");
        foreach (Observation seen in story.Exchange.Observations)
        {
            string icmp = seen.IcmpType is { } type ? string.Create(CultureInfo.InvariantCulture, $", ICMP {type}/{seen.IcmpCode}") : "";
            string mtu = seen.Mtu == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", mtu {seen.Mtu}");
            Line(text, string.Create(
                CultureInfo.InvariantCulture,
                $"  {Spaced(seen.Kind.ToString())} from {seen.From}: {seen.Bytes} bytes, "
                + $"TTL {seen.Ttl}, after {seen.After.TotalMilliseconds:0.###} ms{icmp}{mtu}"));
        }
    }

    private static string Role(JourneyRole role) => Spaced(role.ToString());

    private static string Spaced(string pascal) =>
        string.Concat(pascal.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static void Line(StringBuilder text, string line) => text.Append(Printable.Clean(line)).Append('\n');
}
