using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PodNet.Cli;

/// <summary>A command whose help ends with command lines to copy.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Command lines without the name of the tool.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}

/// <summary>Help, then the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not ExampleCommand command) return code;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in command.Examples) output.WriteLine("  podnet " + example);
        output.WriteLine();
        return code;
    }
}
