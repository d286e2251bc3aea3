using PodNet.Lab.Captures;
using PodNet.Lab.Journeys;

namespace PodNet.Lab.Tests.Journeys;

public class KernelJourneysTests
{
    [CasesFact]
    public void Every_probe_groups_into_the_journeys_listed_beside_it()
    {
        foreach (string variant in Cases.KernelVariants())
        {
            Capture capture = CaptureReader.Read(File.ReadAllText(Path.Combine(variant, "probes.json")));
            string[] expected = File.ReadAllText(Path.Combine(variant, "journeys.txt")).Split('\n');
            IEnumerable<string> texts = capture.Probes.Select(p => JourneyText.Write(p.Name, JourneyGrouping.Group(p.Frames)));
            string[] actual = string.Concat(texts).Split('\n');
            for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
                Assert.True(expected[i] == actual[i], $"{variant} line {i + 1}\nexpected {expected[i]}\nactual   {actual[i]}");
            Assert.Equal(expected.Length, actual.Length);
        }
    }

    [CasesFact]
    public void Writing_what_was_read_gives_the_same_bytes()
    {
        foreach (string variant in Cases.KernelVariants())
        {
            string text = File.ReadAllText(Path.Combine(variant, "probes.json"));
            Assert.Equal(text, CaptureWriter.Write(CaptureReader.Read(text)));
        }
    }
}
