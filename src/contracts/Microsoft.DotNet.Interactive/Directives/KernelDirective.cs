namespace Microsoft.DotNet.Interactive.Directives;

/// <summary>What a line that begins with <c>#!</c> may say.</summary>
public abstract class KernelDirective
{
    private readonly List<KernelDirectiveParameter> _parameters = [];

    protected KernelDirective(string name) => Name = name;

    public string Name { get; init; }

    public string? Description { get; set; }

    public ICollection<KernelDirectiveParameter> Parameters
    {
        get => _parameters;
        init
        {
            foreach (KernelDirectiveParameter parameter in value)
            {
                if (_parameters.Any(p => p.Name == parameter.Name)) throw new ArgumentException($"{Name} already has a parameter '{parameter.Name}'.");
                if (parameter.AllowImplicitName && _parameters.Any(p => p.AllowImplicitName))
                    throw new ArgumentException($"{Name} already has a parameter whose name may be left out.");
                _parameters.Add(parameter);
            }
        }
    }
}

/// <summary>A directive that does something.</summary>
public class KernelActionDirective : KernelDirective
{
    public KernelActionDirective(string name, string? description = null)
        : base(name) => Description = description;
}
