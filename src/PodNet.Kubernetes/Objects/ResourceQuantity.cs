using System.Globalization;

namespace PodNet.Kubernetes.Objects;

/// <summary>An amount of a resource as manifests write it: "250m" of a CPU, "64Mi" of memory, 2 (k8s.io/apimachinery, api/resource).</summary>
/// <param name="Thousandths">The amount in thousandths of its unit.</param>
public readonly record struct ResourceQuantity(decimal Thousandths)
{
    // No node has more of anything: 2^63 thousandths, as in the real type.
    private const decimal Most = long.MaxValue;

    /// <summary>The amount, rounded up to whole units.</summary>
    public long Units => (long)Math.Ceiling(Thousandths / 1000);

    /// <summary>Reads one; false when it is none.</summary>
    public static bool TryParse(string text, out ResourceQuantity quantity)
    {
        quantity = default;
        int end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]) && text[end - 1] != '.') end--;
        (string number, decimal? unit) = (text[..end], UnitOf(text[end..]));
        int exponent = number.IndexOfAny(['e', 'E']);
        if (exponent > 0 && end == text.Length)
        {
            if (!int.TryParse(number[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int power) || Math.Abs(power) > 18)
                return false;
            (number, unit) = (number[..exponent], (decimal)Math.Pow(10, power));
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (unit is not { } scale || !decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out decimal value)) return false;
        if (Math.Abs(value) > Most / 1000 / Math.Max(1, scale)) value = Math.Sign(value) * (Most / 1000 / Math.Max(1, scale));
        quantity = new(value * scale * 1000);
        return true;
    }

    /// <summary>The amount a value stands for; nothing where it is missing or no quantity.</summary>
    public static ResourceQuantity Of(ApiValue? value) => value?.ToString() is { } text && TryParse(text, out ResourceQuantity quantity) ? quantity : default;

    private static decimal? UnitOf(string suffix) => suffix switch
    {
        "" => 1m,
        "n" => 0.000_000_001m,
        "u" => 0.000_001m,
        "m" => 0.001m,
        "k" => 1000m,
        "M" => 1000_000m,
        "G" => 1000_000_000m,
        "T" => 1000_000_000_000m,
        "P" => 1000_000_000_000_000m,
        "E" => 1000_000_000_000_000_000m,
        "Ki" => 1024m,
        "Mi" => 1048576m,
        "Gi" => 1073741824m,
        "Ti" => 1099511627776m,
        "Pi" => 1125899906842624m,
        "Ei" => 1152921504606846976m,
        _ => null,
    };
}
