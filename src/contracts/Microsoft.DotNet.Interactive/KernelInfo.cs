using Microsoft.DotNet.Interactive.Directives;

namespace Microsoft.DotNet.Interactive;

/// <summary>What a kernel says of itself.</summary>
public class KernelInfo
{
    internal KernelInfo()
    {
    }

    public ICollection<KernelDirective> SupportedDirectives { get; } = [];
}
