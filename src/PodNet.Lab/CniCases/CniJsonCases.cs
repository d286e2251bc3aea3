using PodNet.Datapath.Cni.Results;
using PodNet.Kubernetes.Objects;

namespace PodNet.Lab.CniCases;

/// <summary>Examples of the CNI specification: requests, which name a plugin, and results. Each is read into objects and written again.</summary>
internal static class CniJsonCases
{
    /// <summary>One example.</summary>
    public static string? Example(CniCase one)
    {
        if (one.Expect.Value() is not ApiMap example) throw one.Expect.Wrong("an object is expected");
        try
        {
            ApiMap written = example.Has("type") ? CniRequest.Read(example).Write() : CniResult.Read(example).Write();
            return Difference("", example, written);
        }
        catch (FormatException wrong)
        {
            return $"cannot be read: {wrong.Message}";
        }
    }

    // The first place where the two differ.
    private static string? Difference(string path, ApiValue? expected, ApiValue? got)
    {
        if (Equals(expected, got)) return null;
        if (expected is not ApiMap wanted || got is not ApiMap ours) return CaseReading.Difference(path, expected?.ToString(), got?.ToString());
        return wanted.Fields.Concat(ours.Fields).Select(f => Difference($"{path}.{f.Key}", wanted[f.Key], ours[f.Key])).OfType<string>().FirstOrDefault();
    }
}
