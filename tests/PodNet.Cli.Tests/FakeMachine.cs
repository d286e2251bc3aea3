namespace PodNet.Cli.Tests;

/// <summary>A machine on which nothing is but what a test puts there.</summary>
internal sealed class FakeMachine(string folder)
{
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What was started.</summary>
    public List<ProgramStart> Started { get; } = [];

    /// <summary>Exit code of what is started.</summary>
    public int Code { get; set; }

    public Machine Machine => new()
    {
        Variable = Variables.GetValueOrDefault,
        Home = Path.Combine(folder, "home"),
        System = SystemKind.Linux,
        Program = "/opt/tools/podnet",
        ToolFolder = "/opt/tools",
        DotnetRoot = "/usr/share/dotnet",
        Start = start =>
        {
            Started.Add(start);
            return Code;
        },
    };

    /// <summary>Puts a program on the PATH.</summary>
    public string Install(string program)
    {
        string bin = Path.Combine(folder, "bin");
        Directory.CreateDirectory(bin);
        File.WriteAllText(Path.Combine(bin, program), "");
        Variables["PATH"] = "/nowhere" + Path.PathSeparator + bin;
        return Path.Combine(bin, program);
    }
}
