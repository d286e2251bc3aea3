using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Api.Selectors;

/// <summary>Which labels an object must have. Empty: every object matches.</summary>
public sealed record LabelSelector(ValueList<LabelRequirement> Requirements)
{
    /// <summary>Reads a selector as it is written on a command line: "app=a", "app in (a,b),!c".</summary>
    /// <exception cref="SelectorException">It cannot be read; the message is the API server's.</exception>
    public static LabelSelector Parse(string text) => new(new LabelSelectorParser(text).Parse().ToValueList());

    /// <summary>The selector of an object's spec: matchLabels and matchExpressions.</summary>
    public static LabelSelector Of(ApiMap selector) => new(
    [
        .. Equal(selector.Map("matchLabels")).Requirements,
        .. selector.Maps("matchExpressions").Select(e => new LabelRequirement(e.Text("key") ?? "", OperatorOf(e.Text("operator")),
            e.List("values").Select(v => v.ToString() ?? "").ToValueList())),
    ]);

    /// <summary>The selector of a Service, or matchLabels: all these labels.</summary>
    public static LabelSelector Equal(ApiMap labels) =>
        new(labels.Fields.Select(f => new LabelRequirement(f.Key, LabelOperator.In, [f.Value.ToString() ?? ""])).ToValueList());

    /// <summary>Whether labels are what is asked for.</summary>
    public bool Matches(ApiMap labels) => Requirements.All(r => r.Matches(labels));

    private static LabelOperator OperatorOf(string? name) => name switch
    {
        "NotIn" => LabelOperator.NotIn,
        "Exists" => LabelOperator.Exists,
        "DoesNotExist" => LabelOperator.DoesNotExist,
        "Gt" => LabelOperator.GreaterThan,
        "Lt" => LabelOperator.LessThan,
        _ => LabelOperator.In,
    };
}

/// <summary>How a label is compared.</summary>
public enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
    GreaterThan,
    LessThan,
}

/// <summary>What one label has to be.</summary>
public sealed record LabelRequirement(string Key, LabelOperator Operator, ValueList<string> Values)
{
    /// <summary>Whether labels fulfil it. A label that is missing fulfils NotIn.</summary>
    public bool Matches(ApiMap labels)
    {
        string? value = labels.Text(Key);
        return Operator switch
        {
            LabelOperator.In => value is not null && Values.Contains(value),
            LabelOperator.NotIn => value is null || !Values.Contains(value),
            LabelOperator.Exists => labels.Has(Key),
            LabelOperator.DoesNotExist => !labels.Has(Key),
            _ => long.TryParse(value, out long number) && long.TryParse(Values[0], out long bound)
                && (Operator == LabelOperator.GreaterThan ? number > bound : number < bound),
        };
    }

    /// <summary>A requirement that has been checked.</summary>
    /// <exception cref="SelectorException">Its key or a value cannot be.</exception>
    internal static LabelRequirement Checked(string key, LabelOperator @operator, ValueList<string> values)
    {
        if (LabelNames.QualifiedProblem(key) is { } wrong) throw new SelectorException($"key: Invalid value: {GoText.Quote(key)}: {wrong}");
        if (@operator is LabelOperator.In or LabelOperator.NotIn && values.Count == 0)
            throw new SelectorException("values: Invalid value: []string{}: for 'in', 'notin' operators, values set can't be empty");
        if (@operator is LabelOperator.GreaterThan or LabelOperator.LessThan && !long.TryParse(values[0], out _))
            throw new SelectorException($"values[0]: Invalid value: {GoText.Quote(values[0])}: for 'Gt', 'Lt' operators, the value must be an integer");
        for (int i = 0; i < values.Count; i++)
        {
            if (LabelNames.ValueProblem(values[i]) is { } bad)
                throw new SelectorException($"values[{i}][{key}]: Invalid value: {GoText.Quote(values[i])}: {bad}");
        }

        return new(key, @operator, values);
    }
}

/// <summary>A selector that cannot be read.</summary>
public sealed class SelectorException(string message) : Exception(message);
