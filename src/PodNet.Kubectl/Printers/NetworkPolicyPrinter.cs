using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Network policies.</summary>
public sealed class NetworkPolicyPrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "NetworkPolicy";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } = ["NAME", "POD-SELECTOR", Column.Age];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
        [Selectors.Of(content.Map("spec", "podSelector")), Age(content, asked)];
}
