namespace PodNet.Kubectl.Flags;

/// <summary>What a flag's value has to be.</summary>
internal enum FlagType
{
    /// <summary>Any text; the last one given counts.</summary>
    Text,

    /// <summary>Texts: each use of the flag adds one.</summary>
    TextArray,

    /// <summary>Texts: each use adds those between its commas.</summary>
    TextSlice,

    /// <summary>true or false; without a value true.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A Go duration: "1m30s".</summary>
    Duration,
}

/// <summary>One flag of a command, as pflag declares it.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Type">What its value has to be.</param>
/// <param name="Shorthand">The letter after one dash, or null.</param>
/// <param name="WithoutValue">The value where only the name is given (pflag's NoOptDefVal), or null where a value is needed.</param>
/// <param name="IsRequired">Whether cobra refuses the command without it.</param>
internal sealed record Flag(string Name, FlagType Type = FlagType.Text, char? Shorthand = null, string? WithoutValue = null, bool IsRequired = false)
{
    /// <summary>A flag that is there or not.</summary>
    public static Flag Switch(string name, char? shorthand = null) => new(name, FlagType.Flag, shorthand, "true");

    /// <summary>As error messages name it: "-n, --namespace".</summary>
    public string Shown => Shorthand is { } letter ? $"-{letter}, --{Name}" : $"--{Name}";
}
