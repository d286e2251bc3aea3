using System.Reflection;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;

namespace PodNet.Magics;

/// <summary>The magics a session knows, by name.</summary>
public sealed class MagicRegistry
{
    private readonly Dictionary<string, IMagic> _byName;

    /// <summary>A registry of exactly these magics.</summary>
    /// <exception cref="ArgumentException">Two have the same name, or one declares its parameters in a way hosts cannot take.</exception>
    public MagicRegistry(IEnumerable<IMagic> magics)
    {
        All = magics.OrderBy(m => m.Name, StringComparer.Ordinal).ToValueList();
        _byName = new(StringComparer.Ordinal);
        foreach (IMagic magic in All)
        {
            Check(magic);
            if (!_byName.TryAdd(magic.Name, magic)) throw new ArgumentException($"two magics are named {magic.Name}", nameof(magics));
        }
    }

    /// <summary>All magics in ordinal order of their names.</summary>
    public ValueList<IMagic> All { get; }

    /// <summary>The magics of PodNet itself.</summary>
    public static MagicRegistry Default { get; } = FromAssemblies(typeof(MagicRegistry).Assembly);

    /// <summary>Every class in these assemblies that implements <see cref="IMagic"/> and has a parameterless constructor.</summary>
    public static MagicRegistry FromAssemblies(params ReadOnlySpan<Assembly> assemblies)
    {
        List<IMagic> found = [];
        foreach (Assembly assembly in assemblies)
        {
            foreach (Type type in assembly.GetTypes())
            {
                if (!type.IsAbstract && typeof(IMagic).IsAssignableFrom(type) && type.GetConstructor([]) is not null)
                    found.Add((IMagic)Activator.CreateInstance(type)!);
            }
        }

        return new(found);
    }

    /// <summary>Whether there is a magic of that name.</summary>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>The magic of that name ("#!trace").</summary>
    /// <exception cref="MagicException">None; the nearest is suggested.</exception>
    public IMagic Find(string name) => _byName.TryGetValue(name, out IMagic? magic)
        ? magic
        : throw new MagicException($"unknown magic '{name}'{NearestName.Suggestion(name, _byName.Keys)} (#!lsmagic lists them all)");

    private static void Check(IMagic magic)
    {
        if (!magic.Name.StartsWith("#!", StringComparison.Ordinal)) throw new ArgumentException($"'{magic.Name}' does not begin with #!");
        if (magic.Parameters.Count(p => p.Kind == ParameterKind.Implicit) > 1)
            throw new ArgumentException($"{magic.Name} has more than one implicit parameter");
        if (magic.Parameters.FirstOrDefault(p => !p.Name.StartsWith("--", StringComparison.Ordinal)) is { } bare)
            throw new ArgumentException($"parameter '{bare.Name}' of {magic.Name} does not begin with --");
    }
}
