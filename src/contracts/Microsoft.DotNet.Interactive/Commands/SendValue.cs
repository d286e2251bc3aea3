using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>Declare a variable with this value.</summary>
public class SendValue(string name, object value, FormattedValue? formattedValue = null, string? targetKernelName = null) : KernelCommand(targetKernelName)
{
    public string Name { get; } = name;

    public object Value { get; } = value;

    public FormattedValue? FormattedValue { get; } = formattedValue;
}
