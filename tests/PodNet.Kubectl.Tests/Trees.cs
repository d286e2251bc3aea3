using CsCheck;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubectl.Tests;

/// <summary>Generated values of the API.</summary>
internal static class Trees
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOf("", "true", "80", "~", "a: b", "# x", "- y", "2026-01-01", "0x1f", "1_000", ".5", "x\ny",
            " \n", "'", "\"", "\\", "é", "\t", "\u0007", "=", "<<", "*a", "%"),
        Gen.String[Gen.Char[" abc:#-'\"{}[],&*!|>%@`\n\\?~0123."], 0, 120]);

    private static readonly Gen<ApiValue> Scalars = Gen.OneOf(
        Texts.Select(t => (ApiValue)t), Gen.Long.Select(n => (ApiValue)n), Gen.Bool.Select(b => (ApiValue)b), Gen.Const((ApiValue)ApiNull.Value));

    private static readonly Gen<ApiValue> Values = Gen.Recursive<ApiValue>((depth, inner) => depth > 3
        ? Scalars
        : Gen.Frequency((3, Scalars), (1, inner.Array[0, 3].Select(i => (ApiValue)ApiList.Of(i))), (1, MapOf(inner).Select(m => (ApiValue)m))));

    /// <summary>Maps of maps, lists and scalars.</summary>
    public static Gen<ApiMap> Map { get; } = MapOf(Values).Where(m => m.Count > 0);

    private static Gen<ApiMap> MapOf(Gen<ApiValue> values) =>
        Gen.Select(Gen.OneOf(Gen.String[Gen.Char["abc-./:# "], 1, 12], Gen.OneOf("y", "80", "true", "null")), values).Array[0, 4].Select(fields =>
            ApiMap.Of(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))));
}
