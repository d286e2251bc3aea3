using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Api;

/// <summary>Collects what validation finds wrong, in its order and in the words of k8s.io/apimachinery's field.Error.</summary>
public sealed class FieldErrorList
{
    private readonly List<string> _errors = [];

    /// <summary>The messages, each beginning with its field path.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Adds a whole message; the same one twice counts once.</summary>
    public void Add(string message)
    {
        if (!_errors.Contains(message)) _errors.Add(message);
    }

    /// <summary>The field has a value that cannot be.</summary>
    public void Invalid(string path, ApiValue value, string detail) => InvalidRaw(path, Written(value), detail);

    /// <summary>The same with the value in Go's own notation: <c>[]string{"10.0.0.1"}</c>.</summary>
    public void InvalidRaw(string path, string value, string detail) => Add($"{path}: Invalid value: {value}: {detail}");

    /// <summary>The field is missing.</summary>
    public void Required(string path, string detail = "") => Add($"{path}: Required value{(detail.Length == 0 ? "" : ": " + detail)}");

    /// <summary>The field, or its change, is not allowed.</summary>
    public void Forbidden(string path, string detail) => Add($"{path}: Forbidden: {detail}");

    /// <summary>The field has none of the values it may have.</summary>
    public void NotSupported(string path, ApiValue value, params IEnumerable<string> supported) =>
        Add($"{path}: Unsupported value: {Written(value)}: supported values: {string.Join(", ", supported.Select(GoText.Quote))}");

    /// <summary>What the field names is not there.</summary>
    public void NotFound(string path, ApiValue value) => Add($"{path}: Not found: {Written(value)}");

    /// <summary>The value is there twice.</summary>
    public void Duplicate(string path, ApiValue value) => Add($"{path}: Duplicate value: {Written(value)}");

    /// <summary>The text is longer than may be.</summary>
    public void TooLong(string path, int most) =>
        Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}: Too long: must have at most {most} bytes"));

    /// <summary>The list has more items than may be.</summary>
    public void TooMany(string path, int count, int most) =>
        Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}: Too many: {count}: must have at most {most} items"));

    private static string Written(ApiValue value) => value is ApiText text ? GoText.Quote(text.Text) : value.ToString() ?? "";
}
