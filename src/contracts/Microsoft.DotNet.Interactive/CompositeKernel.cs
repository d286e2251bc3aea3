using System.Collections;

namespace Microsoft.DotNet.Interactive;

/// <summary>A kernel of kernels; the root.</summary>
public class CompositeKernel : Kernel, IEnumerable<Kernel>
{
    private readonly List<Kernel> _kernels = [];

    public CompositeKernel(string? name = null)
        : base(name ?? ".NET")
    {
    }

    internal override string DefaultTarget => _kernels.Count > 0 ? _kernels[0].Name : Name;

    public void Add(Kernel kernel, IEnumerable<string>? aliases = null) => _kernels.Add(kernel);

    public IEnumerator<Kernel> GetEnumerator() => _kernels.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override Kernel? Find(string name) => base.Find(name) ?? _kernels.Select(k => k.Find(name)).FirstOrDefault(k => k is not null);
}

/// <summary>Ways to ask a kernel.</summary>
public static class KernelExtensions
{
    /// <summary>The kernel itself or one below it, or null.</summary>
    public static Kernel? FindKernelByName(this Kernel kernel, string name) => kernel.Find(name);
}
