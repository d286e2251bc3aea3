namespace PodNet.Kubectl.Flags;

/// <summary>Flags that several commands share.</summary>
internal static class CommonFlags
{
    /// <summary>Every command has these; what they connect to is always the one simulated cluster.</summary>
    public static readonly Flag[] Global =
    [
        new("namespace", Shorthand: 'n'), new("kubeconfig"), new("context"), new("cluster"), new("user"), new("server", Shorthand: 's'), new("token"),
        new("as"), new("as-uid"), new("as-group", FlagType.TextArray), new("cache-dir"), new("certificate-authority"), new("client-certificate"),
        new("client-key"), new("tls-server-name"), Flag.Switch("insecure-skip-tls-verify"), Flag.Switch("disable-compression"), new("username"),
        new("password"), new("request-timeout"), Flag.Switch("match-server-version"), Flag.Switch("warnings-as-errors"), new("profile"),
        new("profile-output"), new("v", FlagType.Number, 'v'), new("vmodule"), new("log-flush-frequency", FlagType.Duration),
        Flag.Switch("help", 'h'),
    ];

    public static readonly Flag Output = new("output", Shorthand: 'o');

    public static readonly Flag DryRun = new("dry-run", WithoutValue: "unchanged");

    public static readonly Flag Selector = new("selector", Shorthand: 'l');

    public static readonly Flag FieldSelector = new("field-selector");

    public static readonly Flag AllNamespaces = Flag.Switch("all-namespaces", 'A');

    public static readonly Flag All = Flag.Switch("all");

    /// <summary>-f and what goes with it.</summary>
    public static readonly Flag[] Files = [new("filename", FlagType.TextSlice, 'f'), new("kustomize", Shorthand: 'k'), Flag.Switch("recursive", 'R')];

    /// <summary>-o and what goes with it.</summary>
    public static readonly Flag[] Printing =
        [Output, new("template"), Flag.Switch("allow-missing-template-keys"), Flag.Switch("show-managed-fields")];

    /// <summary>Flags that only say who changes an object.</summary>
    public static readonly Flag[] Recording = [Flag.Switch("record"), new("field-manager"), Flag.Switch("save-config")];
}
