namespace PodNet.Cli;

/// <summary>What a command says to the shell.</summary>
public static class ExitCodes
{
    /// <summary>Done, and the answer is yes: everything ran, the packet was answered, prediction and capture are equal.</summary>
    public const int Yes = 0;

    /// <summary>Done, and the answer is no: a cell failed, no answer came, something differs.</summary>
    public const int No = 1;

    /// <summary>Not done: the request or a file of it is wrong.</summary>
    public const int BadInput = 2;
}

/// <summary>The request is wrong; the message is shown as it is and the exit code is <see cref="ExitCodes.BadInput"/>.</summary>
public sealed class BadInputException(string message) : Exception(message);
